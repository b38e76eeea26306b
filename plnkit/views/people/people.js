// The list of members: a real table, each cell an ordinary field with a label, so that keyboards and
// screen readers know it; on a phone each row is a card. It can do whatever the map can.

const STEP = 50; // rows shown at first, and with each press of "more"
const columns = () => [
  ["name", tr("Name")],
  ["role", tr("Who")],
  ["ring", tr("Ring")],
  ["intent", tr("What to learn")],
  ["met", tr("Met")],
  ["last", tr("Last contact")],
];
const metOrNot = () => [["", tr("Not said")], ["yes", tr("Yes")], ["no", tr("Not yet")]];

const folded = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function render({ model, el }) {
  const mirror = mirrorOf(model, redraw, (id) => (rows.get(id)?.card ?? search).focus());
  const key = model.get("key");
  el.classList.add("pln-view", "pln-people");
  el.dataset.plnView = key;

  let most = STEP;
  let sorting = { by: "", up: true };
  let shown = [];
  const wanted = { text: "", role: "", ring: "", aim: "", only: "" };
  const chosen = new Set();
  const rows = new Map();
  let drawn = {}; // what the choices were made of

  const failure = make("p", { class: "pln-notice", role: "alert" });
  const search = make("input", { type: "search", class: "pln-field", placeholder: tr("Find a name, an organisation, an intent"), "aria-label": tr("Find members") });
  const filters = make("div", { class: "pln-tools", role: "group", "aria-label": tr("Which members to list") });
  const word = make("p", { class: "pln-word", role: "status" });
  const many = manyBar(mirror, () => (chosen.clear(), redraw()), () => search.focus());
  const all = make("input", { type: "checkbox", "aria-label": tr("Select all that are listed") });
  const head = make("tr", { role: "row" }, make("th", { scope: "col", role: "columnheader" }, all));
  const body = make("tbody", { role: "rowgroup" });
  const table = make("table", { class: "pln-list", role: "table" }, make("caption", { class: "pln-hidden" }, tr("Members of your network")), make("thead", { role: "rowgroup" }, head), body);
  const more = button(tr("Show more"), () => ((most += 2 * STEP), redraw()));
  failure.hidden = true;
  el.replaceChildren(failure, search, filters, word, many.node, table, more);

  // --- which, and in which order --------------------------------------------------------

  const ONLY = {
    intent: [tr("No intent yet"), (m) => !m.intent],
    met: [tr("Not met"), (m) => m.met !== true],
    overdue: [tr("Overdue"), (m) => m.overdue > 0],
    ring: [tr("Not placed"), (m) => !m.ring],
  };

  function fits(m) {
    if (wanted.role && (m.role ?? "-") !== wanted.role) return false;
    if (wanted.ring && String(m.ring ?? "-") !== wanted.ring) return false;
    if (wanted.aim && !(m.aims ?? []).includes(wanted.aim)) return false;
    if (wanted.only && !ONLY[wanted.only][1](m)) return false;
    return !wanted.text || folded([m.name, m.intent, m.organisation, m.topic].join(" ")).includes(folded(wanted.text));
  }

  const VALUE = {
    name: (m) => folded(m.name),
    role: (m) => roleLabel(m.role) || "\uffff",
    ring: (m) => m.ring ?? 9,
    intent: (m) => folded(m.intent) || "\uffff",
    met: (m) => (m.met === undefined ? 2 : m.met ? 0 : 1),
    last: (m) => m.last ?? "",
  };

  function inOrder(members) {
    if (!sorting.by) return members;
    const value = VALUE[sorting.by];
    const keyed = members.map((m, i) => [value(m), i, m]);
    keyed.sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : i - j) * (sorting.up ? 1 : -1));
    return keyed.map(([, , m]) => m);
  }

  function roleLabel(role) {
    return [...mirror.frame("roles"), ...mirror.frame("sourceRoles")].find(({ value }) => value === role)?.one ?? "";
  }

  // --- drawing --------------------------------------------------------------------------

  function redraw() {
    if (!mirror?.ready) return;
    for (const id of chosen) if (!mirror.has(id)) chosen.delete(id);
    drawChoices();
    const members = mirror.members;
    const edited = document.activeElement?.closest?.("tr")?.dataset.id; // it stays until the focus leaves it
    shown = inOrder(members.filter((m) => m.id === edited || fits(m)));
    drawHead();
    drawRows(shown.slice(0, most));
    drawMany();
    more.hidden = shown.length <= most;
    table.hidden = !shown.length;
    sayHowMany(members.length);
    el.dataset.plnState = "drawn";
  }

  function sayHowMany(total) {
    const text = mirror.word || howMany(shown.length, total);
    if (word.textContent !== text) word.textContent = text;
  }

  function howMany(listed, total) {
    if (!total) return tr("Nobody is here yet. Each name that you add appears in this list.");
    return listed === total ? trn("{n} member.", "{n} members.", total) : trn("{n} of {all} members.", "{n} of {all} members.", listed, { all: total });
  }

  function drawFilters() {
    const filter = (name) => (value) => ((wanted[name] = value), (most = STEP), redraw());
    const roles = [...mirror.frame("roles"), ...mirror.frame("sourceRoles")].map(({ value, one }) => [value, one]);
    const rings = mirror.frame("rings").map((ring, i) => [String(i + 1), `${i + 1} ${ring}`]);
    const aims = mirror.frame("aims").map(({ value, label }) => [value, label]);
    filters.replaceChildren(
      select(tr("Role"), [["", tr("Every role")], ...roles, ["-", tr("Role not said")]], wanted.role, filter("role")),
      select(tr("Ring"), [["", tr("Every ring")], ...rings, ["-", tr("Not placed")]], wanted.ring, filter("ring")),
      ...(aims.length ? [select(tr("Aim"), [["", tr("Every aim")], ...aims], wanted.aim, filter("aim"))] : []),
      select(tr("Only"), [["", tr("Everybody")], ...Object.entries(ONLY).map(([value, [label]]) => [value, label])], wanted.only, filter("only")),
    );
  }

  // What can be chosen: made anew only when it is another, or the focus would be lost.
  function drawChoices() {
    const [choices, aims] = [["roles", "sourceRoles", "rings"], ["aims"]].map((names) => JSON.stringify(names.map(mirror.frame)));
    if (!mirror.frame("aims").some(({ value }) => value === wanted.aim)) wanted.aim = "";
    if (choices !== drawn.choices) {
      rows.clear();
      body.replaceChildren();
    }
    const focused = filters.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    if (choices !== drawn.choices || aims !== drawn.aims) drawFilters();
    if (focused) filters.querySelector(`[aria-label="${focused}"]`)?.focus();
    drawn = { choices, aims };
  }

  function drawHead() {
    if (head.childElementCount === 1) {
      for (const [name, label] of columns()) {
        const sort = button(label, () => ((sorting = { by: name, up: sorting.by === name ? !sorting.up : true }), redraw()), "link");
        const cell = make("th", { scope: "col", role: "columnheader" }, sort);
        cell.dataset.column = name;
        head.append(cell);
      }
      head.append(make("th", { scope: "col", role: "columnheader" }, make("span", { class: "pln-hidden" }, tr("More"))));
    }
    for (const cell of head.querySelectorAll("[data-column]")) {
      const on = cell.dataset.column === sorting.by;
      cell.setAttribute("aria-sort", on ? (sorting.up ? "ascending" : "descending") : "none");
    }
  }

  function drawRows(members) {
    const gone = new Set(rows.keys());
    let at = body.firstElementChild;
    for (const member of members) {
      gone.delete(member.id);
      if (!rows.has(member.id)) rows.set(member.id, newRow(member));
      const row = rows.get(member.id);
      row.update(member);
      if (row.node === at) at = at.nextElementSibling;
      else if (row.node.contains(document.activeElement)) at = after(row.node, at);
      else body.insertBefore(row.node, at);
    }
    for (const id of gone) {
      rows.get(id).node.remove();
      rows.delete(id);
    }
  }

  // A row that is being edited is not moved, or it would lose the focus: the others go round it.
  function after(node, at) {
    while (at && at !== node) {
      const next = at.nextElementSibling;
      body.insertBefore(at, null);
      at = next;
    }
    return node.nextElementSibling;
  }

  function drawMany() {
    many.show(chosen);
    all.checked = shown.length > 0 && shown.every((m) => chosen.has(m.id));
    all.indeterminate = !all.checked && shown.some((m) => chosen.has(m.id));
  }

  // --- one row --------------------------------------------------------------------------

  function newRow(member) {
    const { id } = member;
    const put = (field, read = (value) => value || null) => (event) => mirror.send("put", { ids: [id], field, value: read(event.target.value) }, `put ${field} ${id}`);
    const pick = make("input", { type: "checkbox" });
    const name = make("input", { type: "text", class: "pln-field", dir: "auto", autocomplete: "off" });
    const role = make("select", { class: "pln-field" });
    const ring = make("select", { class: "pln-field" });
    const intent = make("input", { type: "text", class: "pln-field", dir: "auto", autocomplete: "off", placeholder: tr("What to learn?") });
    const met = make("select", { class: "pln-field" });
    const last = make("span");
    const card = button(tr("Card"), () => mirror.tell("card", id));
    const roles = mirror.frame(member.kind === "source" ? "sourceRoles" : "roles");
    role.append(...[{ value: "", one: tr("Not said") }, ...roles].map(({ value, one }) => make("option", { value }, one)));
    ring.append(make("option", { value: "" }, tr("Not placed")), ...mirror.frame("rings").map((label, i) => make("option", { value: String(i + 1) }, `${i + 1} ${label}`)));
    met.append(...metOrNot().map(([value, label]) => make("option", { value }, label)));
    pick.addEventListener("change", () => (pick.checked ? chosen.add(id) : chosen.delete(id), drawMany()));
    name.addEventListener("change", put("name", (value) => value));
    role.addEventListener("change", put("role"));
    ring.addEventListener("change", put("closeness", (value) => (value ? Number(value) : null)));
    intent.addEventListener("change", put("intent", (value) => value));
    met.addEventListener("change", put("met", (value) => (value ? value === "yes" : null)));
    const cells = [pick, name, role, ring, intent, met, last, card].map((inside, i) => [columns()[i - 1]?.[1] ?? "", inside]);
    const node = make("tr", { role: "row" });
    cells.forEach(([label, inside], i) => {
      const cell = i === 1 ? make("th", { scope: "row", role: "rowheader" }, inside) : make("td", { role: "cell" }, inside);
      cell.dataset.label = label;
      node.append(cell);
    });
    node.dataset.id = id;
    const labelled = [[pick, (who) => tr("Select {who}", who)], [name, (who) => tr("Name of {who}", who)], [role, (who) => tr("Who is {who}", who)], [ring, (who) => tr("Ring of {who}", who)], [intent, (who) => tr("What to learn from {who}", who)], [met, (who) => tr("Met {who}", who)], [card, (who) => tr("Card of {who}", who)]];
    return { node, card, update };

    function update(m) {
      for (const [field, label] of labelled) {
        const text = label({ who: m.name });
        if (field.getAttribute("aria-label") !== text) field.setAttribute("aria-label", text);
      }
      const values = [[name, m.name], [role, m.role ?? ""], [ring, String(m.ring ?? "")], [intent, m.intent ?? ""], [met, m.met === undefined ? "" : m.met ? "yes" : "no"]];
      for (const [field, value] of values) if (field.value !== value && field !== document.activeElement) field.value = value;
      pick.checked = chosen.has(id);
      const day = m.last && new Date(`${m.last}T12:00`).toLocaleDateString(localeHere(), { day: "numeric", month: "short", year: "numeric" });
      const text = day ? (m.overdue ? tr("{day}, overdue", { day }) : day) : "–";
      if (last.textContent !== text) last.textContent = text;
      node.classList.toggle("pln-late", mirror.isWaiting(id));
    }
  }

  // --- ears -----------------------------------------------------------------------------

  function fail() {
    failure.textContent = model.get("failure");
    failure.hidden = !failure.textContent;
  }

  search.addEventListener("input", () => ((wanted.text = search.value), (most = STEP), redraw()));
  all.addEventListener("change", () => {
    for (const m of shown) all.checked ? chosen.add(m.id) : chosen.delete(m.id);
    redraw();
  });
  el.addEventListener("keydown", onKey);
  // A field that was left shows what is kept, and a row that fits no more goes.
  const left = () => setTimeout(redraw);
  body.addEventListener("focusout", left);
  const used = () => mirror.forget();
  el.addEventListener("pointerdown", used);
  function onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "z" || event.target.matches("input[type=text], input[type=search]")) return;
    event.preventDefault();
    mirror.tell("undo");
  }
  model.on("change:failure", fail);
  fail();
  return () => {
    el.removeEventListener("keydown", onKey);
    model.off("change:failure", fail);
    mirror.close();
    el.replaceChildren();
  };
}

export default { render };
