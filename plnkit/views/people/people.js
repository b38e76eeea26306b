// The list of members: a real table, each cell an ordinary field with a label, so that keyboards and
// screen readers know it; on a phone each row is a card. It can do whatever the map can.

const STEP = 50; // rows shown at first, and with each press of "more"
const COLUMNS = [
  ["name", "Name"],
  ["role", "Who"],
  ["ring", "Ring"],
  ["intent", "What to learn"],
  ["met", "Met"],
  ["last", "Last contact"],
];
const MET = [["", "Not said"], ["yes", "Yes"], ["no", "Not yet"]];

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
  const search = make("input", { type: "search", class: "pln-field", placeholder: "Find a name, an organisation, an intent", "aria-label": "Find members" });
  const filters = make("div", { class: "pln-tools", role: "group", "aria-label": "Which members to list" });
  const word = make("p", { class: "pln-word", role: "status" });
  const many = manyBar(mirror, () => (chosen.clear(), redraw()), () => search.focus());
  const all = make("input", { type: "checkbox", "aria-label": "Select all that are listed" });
  const head = make("tr", { role: "row" }, make("th", { scope: "col", role: "columnheader" }, all));
  const body = make("tbody", { role: "rowgroup" });
  const table = make("table", { class: "pln-list", role: "table" }, make("caption", { class: "pln-hidden" }, "Members of your network"), make("thead", { role: "rowgroup" }, head), body);
  const more = button("Show more", () => ((most += 2 * STEP), redraw()));
  failure.hidden = true;
  el.replaceChildren(failure, search, filters, word, many.node, table, more);

  // --- which, and in which order --------------------------------------------------------

  const ONLY = {
    intent: ["No intent yet", (m) => !m.intent],
    met: ["Not met", (m) => m.met !== true],
    overdue: ["Overdue", (m) => m.overdue > 0],
    ring: ["Not placed", (m) => !m.ring],
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
    const text = mirror.word || (!total ? "Nobody is here yet. Each name that you add appears in this list." : shown.length === total ? `${total === 1 ? "1 member" : `${total} members`}.` : `${shown.length} of ${total} members.`);
    if (word.textContent !== text) word.textContent = text;
  }

  function drawFilters() {
    const filter = (name) => (value) => ((wanted[name] = value), (most = STEP), redraw());
    const roles = [...mirror.frame("roles"), ...mirror.frame("sourceRoles")].map(({ value, one }) => [value, one]);
    const rings = mirror.frame("rings").map((ring, i) => [String(i + 1), `${i + 1} ${ring}`]);
    const aims = mirror.frame("aims").map(({ value, label }) => [value, label]);
    filters.replaceChildren(
      select("Role", [["", "Every role"], ...roles, ["-", "Role not said"]], wanted.role, filter("role")),
      select("Ring", [["", "Every ring"], ...rings, ["-", "Not placed"]], wanted.ring, filter("ring")),
      ...(aims.length ? [select("Aim", [["", "Every aim"], ...aims], wanted.aim, filter("aim"))] : []),
      select("Only", [["", "Everybody"], ...Object.entries(ONLY).map(([value, [label]]) => [value, label])], wanted.only, filter("only")),
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
      for (const [name, label] of COLUMNS) {
        const sort = button(label, () => ((sorting = { by: name, up: sorting.by === name ? !sorting.up : true }), redraw()), "link");
        const cell = make("th", { scope: "col", role: "columnheader" }, sort);
        cell.dataset.column = name;
        head.append(cell);
      }
      head.append(make("th", { scope: "col", role: "columnheader" }, make("span", { class: "pln-hidden" }, "More")));
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
    const name = make("input", { type: "text", class: "pln-field", autocomplete: "off" });
    const role = make("select", { class: "pln-field" });
    const ring = make("select", { class: "pln-field" });
    const intent = make("input", { type: "text", class: "pln-field", autocomplete: "off", placeholder: "What to learn?" });
    const met = make("select", { class: "pln-field" });
    const last = make("span");
    const card = button("Card", () => mirror.tell("card", id));
    const roles = mirror.frame(member.kind === "source" ? "sourceRoles" : "roles");
    role.append(...[{ value: "", one: "Not said" }, ...roles].map(({ value, one }) => make("option", { value }, one)));
    ring.append(make("option", { value: "" }, "Not placed"), ...mirror.frame("rings").map((label, i) => make("option", { value: String(i + 1) }, `${i + 1} ${label}`)));
    met.append(...MET.map(([value, label]) => make("option", { value }, label)));
    pick.addEventListener("change", () => (pick.checked ? chosen.add(id) : chosen.delete(id), drawMany()));
    name.addEventListener("change", put("name", (value) => value));
    role.addEventListener("change", put("role"));
    ring.addEventListener("change", put("closeness", (value) => (value ? Number(value) : null)));
    intent.addEventListener("change", put("intent", (value) => value));
    met.addEventListener("change", put("met", (value) => (value ? value === "yes" : null)));
    const cells = [["", pick], ["Name", name], ["Who", role], ["Ring", ring], ["What to learn", intent], ["Met", met], ["Last contact", last], ["", card]];
    const node = make("tr", { role: "row" });
    cells.forEach(([label, inside], i) => {
      const cell = i === 1 ? make("th", { scope: "row", role: "rowheader" }, inside) : make("td", { role: "cell" }, inside);
      cell.dataset.label = label;
      node.append(cell);
    });
    node.dataset.id = id;
    const labelled = [[pick, "Select"], [name, "Name of"], [role, "Who is"], [ring, "Ring of"], [intent, "What to learn from"], [met, "Met"], [card, "Card of"]];
    return { node, card, update };

    function update(m) {
      for (const [field, label] of labelled) {
        const text = `${label} ${m.name}`;
        if (field.getAttribute("aria-label") !== text) field.setAttribute("aria-label", text);
      }
      const values = [[name, m.name], [role, m.role ?? ""], [ring, String(m.ring ?? "")], [intent, m.intent ?? ""], [met, m.met === undefined ? "" : m.met ? "yes" : "no"]];
      for (const [field, value] of values) if (field.value !== value && field !== document.activeElement) field.value = value;
      pick.checked = chosen.has(id);
      const text = m.last ? `${new Date(`${m.last}T12:00`).toLocaleDateString([], { day: "numeric", month: "short", year: "numeric" })}${m.overdue ? ", overdue" : ""}` : "–";
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
