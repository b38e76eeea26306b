// A copy of the members, in step with Python: it sends what changed, and asks for all when it missed
// something. What was asked for and is not answered yet is laid over it, so that a drop stays put.

const LATE = 1500; // ms: an answer that takes longer deserves a word

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in node && typeof value !== "string") node[name] = value;
    else if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function button(label, press, kind = "quiet") {
  const node = make("button", { type: "button", class: `pln-button pln-${kind}` }, label);
  node.addEventListener("click", press);
  return node;
}

// `choices` are pairs of a value and its words.
function select(label, choices, chosen, change) {
  const node = make("select", { class: "pln-field", "aria-label": label });
  node.append(...choices.map(([value, text]) => make("option", { value, selected: value === chosen }, text)));
  node.addEventListener("change", () => change(node.value));
  return node;
}

function mirrorOf(model, changed, back = () => {}) {
  const groups = { members: new Map(), ties: new Map(), frame: new Map() };
  let rev = null; // nothing has come yet
  let timer = null;
  let notice = "";
  const outbox = outboxOf(model, sent);
  let over = laidOver();

  function sent() {
    clearTimeout(timer);
    over = laidOver();
    if (rev !== null) changed({});
    if (outbox.waiting.length) timer = setTimeout(() => changed({}), LATE);
  }

  // What the page has asked for, by member.
  function laidOver() {
    const found = new Map();
    const lay = (id, values) => found.set(id, { ...found.get(id), ...values });
    for (const { do: what, value } of outbox?.waiting ?? []) {
      if (what === "move") lay(value.id, { ring: value.ring ?? undefined, place: value.place, ...sectorOf(value) });
      if (what === "put") for (const id of value.ids) lay(id, { [value.field === "closeness" ? "ring" : value.field]: value.value ?? undefined });
      if (what === "remove") for (const id of value) lay(id, { gone: true });
    }
    return found;
  }

  function sectorOf({ by, sector }) {
    return sector === null || sector === undefined ? {} : { [by]: sector || undefined };
  }

  function hear(message) {
    if (message.done && message.notice) {
      notice = message.notice;
      changed({});
    }
    if (message.rev === undefined) return;
    if (message.all) Object.values(groups).forEach((group) => group.clear());
    else if (rev === null) return; // all of it is on its way
    else if (message.rev !== rev + 1) return post(model, { do: "need" });
    rev = message.rev;
    for (const [name, keys] of Object.entries(message.gone)) keys.forEach((key) => groups[name].delete(key));
    for (const [name, records] of Object.entries(message.put))
      for (const [key, record] of Object.entries(records)) groups[name].set(key, record);
    changed(message);
  }

  // The card of a member was closed: the focus goes back to the member, if what opened it is gone.
  let opened = null;
  function closed() {
    const at = document.activeElement;
    if (opened && (at === document.body || at.closest("dialog"))) back(opened);
    opened = null;
  }

  model.on("msg:custom", hear);
  document.addEventListener("plnkit:closed", closed);
  post(model, { do: "need" });
  return {
    outbox,
    send: (what, value, field) => ((notice = ""), outbox.send(what, value, field)),
    tell(what, value) {
      if (what === "card") opened = value;
      post(model, { do: what, value });
    },
    forget: () => (notice = ""),
    member: (id) => ({ id, ...groups.members.get(id), ...over.get(id) }),
    has: (id) => groups.members.has(id) && !over.get(id)?.gone,
    get members() {
      return [...groups.members.keys()].filter((id) => !over.get(id)?.gone).map(this.member);
    },
    ties: groups.ties,
    frame: (name) => groups.frame.get(name),
    get ready() {
      return rev !== null;
    },
    isWaiting: (id) => over.has(id),
    // What is to be said of saving: a refusal, what is not saved yet, or nothing.
    get word() {
      if (notice) return notice;
      const late = clock() - (outbox.waiting[0]?.at ?? Infinity) > LATE - 50;
      const n = outbox.waiting.length;
      if (!late) return "";
      return trn("{n} change is not saved yet. It stays here, and is sent when the connection is back.", "{n} changes are not saved yet. They stay here, and are sent when the connection is back.", n);
    },
    close() {
      clearTimeout(timer);
      document.removeEventListener("plnkit:closed", closed);
      model.off("msg:custom", hear);
      outbox.close();
    },
  };
}

// What can be set for many members at once: the same under the map and above the list. It stays the same
// node, so that the focus stays in it; `home` is where the focus goes when it closes.
function manyBar(mirror, clear, home) {
  const node = make("div", { class: "pln-dock" });
  let ids = new Set();
  let parts = null;

  function begin() {
    const rings = mirror.frame("rings").map((name, i) => [String(i + 1), `${i + 1} ${name}`]);
    const roles = [...mirror.frame("roles"), ...mirror.frame("sourceRoles")].map(({ value, one }) => [value, one]);
    const fields = {
      closeness: select(tr("Ring of all selected"), [["", tr("Ring…")], ...rings, ["-", tr("Not placed")]], "", () => {}),
      role: select(tr("Role of all selected"), [["", tr("Role…")], ...roles, ["-", tr("Not said")]], "", () => {}),
    };
    const close = (act) => () => (act(), clear(), home());
    const bar = make("div", { class: "pln-many", role: "group", "aria-label": tr("All that are selected") });
    const count = make("b");
    const remove = button(tr("Remove"), close(() => mirror.send("remove", [...ids])), "link");
    bar.append(count, remove, button(tr("Done"), close(() => {}), "link"), fields.closeness, fields.role, button(tr("Set"), () => set(fields)));
    node.replaceChildren(bar);
    return { count };
  }

  function set(fields) {
    for (const [field, { value }] of Object.entries(fields)) {
      const said = value === "-" ? null : field === "closeness" ? Number(value) : value;
      if (value) mirror.send("put", { ids: [...ids], field, value: said });
      fields[field].value = "";
    }
  }

  return {
    node,
    show(chosen) {
      ids = chosen;
      if (!ids.size) {
        parts = null;
        return node.replaceChildren();
      }
      parts ??= begin();
      parts.count.textContent = trn("{n} selected", "{n} selected", ids.size);
    },
  };
}
