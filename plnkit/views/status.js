// "Saved 14:02", undo and redo, the reader's link and file; who is there; and the mark that the page is
// drawn, connected, bound.

const PULSE = 20_000; // ms: while somebody looks, the kernel looks for what other tabs wrote

// The reader's key in a store: brought by the link's #fragment, which no server sees, or kept by this
// browser, or made now. It is kept under the store's id, since addresses change; a facilitator or coach
// has another than the learner in the same browser. Where a browser keeps nothing, it stays in the
// address, and the reader must know.
function readersKey() {
  const { store, role } = document.body.dataset;
  if (!store) return null;
  const name = role ? `plnkit-key-${store}-${role}` : `plnkit-key-${store}`;
  const brought = /^#key=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  const kept = recall(name);
  const key = brought ?? kept ?? randomHex(16);
  if (role === "room" && !brought && !kept) return key; // a room's key is never made by a browser: it opens nothing
  if (brought && kept && kept !== brought) keep(`${name}-before`, kept); // a way back
  const safe = keep(name, key);
  if (brought || !safe) history.replaceState(null, "", location.pathname + location.search + (safe ? "" : `#key=${key}`));
  if (!safe) warn();
  return key;
}

// The coach whose invitation brought the reader here, until their book knows.
const invitation = () => `plnkit-invited-${document.body.dataset.store}`;

function invited() {
  const found = /^#coach=([0-9a-f]{32})(?:&called=([^&]*))?(?:&for=(\d{1,6}))?$/.exec(location.hash);
  if (found) {
    const called = attempt(() => decodeURIComponent(found[2] ?? "")) ?? "";
    keep(invitation(), JSON.stringify({ id: found[1], called, number: found[3] ?? "" }));
    history.replaceState(null, "", location.pathname + location.search);
  }
  return attempt(() => JSON.parse(recall(invitation()))) ?? null;
}

function known() {
  for (const place of PLACES) attempt(() => window[place].removeItem(invitation()));
}

function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

const PLACES = ["localStorage", "sessionStorage"];

function recall(name) {
  return PLACES.map((place) => attempt(() => window[place].getItem(name))).find(Boolean) ?? null;
}

function keep(name, value) {
  return PLACES.some((place) => attempt(() => (window[place].setItem(name, value), true)));
}

// Even to look at a place throws where a browser keeps nothing.
function attempt(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

function warn() {
  const way =
    window === window.top
      ? tr("Your browser remembers nothing of this page. Bookmark it now: its address is the only way back to your book.")
      : tr("Your browser remembers nothing of this page: open its link in a tab of its own, or you will not find your book again.");
  window.plnkit?.stand?.(way, tr("I see"));
}

function pressable(sign, label, press) {
  const button = document.createElement("button");
  const word = Object.assign(document.createElement("span"), { textContent: label });
  button.type = "button";
  button.className = "pln-button pln-link";
  button.append(sign, word); // a phone shows the sign alone
  button.addEventListener("click", press);
  return button;
}

// In the header: which of the steps are done.
function markSteps(done) {
  for (const step of document.querySelectorAll("[data-step]")) {
    const dot = step.querySelector(".pln-dot");
    const is = done.includes(step.dataset.step);
    dot.dataset.number ??= dot.textContent;
    dot.textContent = is ? "✓" : dot.dataset.number;
    step.dataset.state = is ? "done" : "";
    step.querySelector(".pln-step-done").hidden = !is;
  }
}

// JupyterLab has looks of its own, and words come with the first widget.
function atHomeIn(model) {
  if (document.getElementById("pln-words")) return () => {};
  (window.plnkit ??= {}).words = model.get("words");
  const look = () => (document.documentElement.dataset.look = document.body.dataset.jpThemeLight === "false" ? "dark" : "light");
  const watch = new MutationObserver(look);
  watch.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  look();
  return () => watch.disconnect();
}

function render({ model, el }) {
  const leave = atHomeIn(model);
  const host = document.getElementById("pln-status") ?? el;
  const bar = document.createElement("div");
  const saved = document.createElement("span");
  const notice = document.createElement("span");
  el.classList.add("pln-view");
  el.dataset.plnView = model.get("key");
  bar.className = "pln-status pln-view";
  saved.setAttribute("role", "status");
  notice.setAttribute("role", "alert");
  const post = (message) => attempt(() => model.send(message)); // it throws while the wire is cut
  const undo = pressable("↶", tr("Undo"), () => post({ do: "undo" }));
  const redo = pressable("↷", tr("Redo"), () => post({ do: "redo" }));
  const mine = pressable("↓", document.body.dataset.store ? tr("My link and file") : tr("My file"), () => post({ do: "mine" }));
  mine.classList.add("pln-mine");
  mine.title = mine.lastChild.textContent;
  mine.setAttribute("aria-label", mine.title);
  bar.append(notice, undo, redo, mine, saved);
  host.replaceChildren(bar);

  function offer(button, label, said) {
    button.hidden = label === null;
    button.title = said;
    button.setAttribute("aria-label", button.title);
  }

  function draw() {
    const at = model.get("saved") && new Date(model.get("saved"));
    saved.replaceChildren();
    if (at) {
      const word = Object.assign(document.createElement("b"), { textContent: `${tr("Saved")} ` });
      const time = at.toLocaleTimeString(localeHere(), { hour: "numeric", minute: "2-digit" });
      const same = at.toDateString() === new Date().toDateString();
      saved.append(word, same ? time : at.toLocaleDateString(localeHere(), { day: "numeric", month: "short" }));
    }
    const [back, forth] = [model.get("undo"), model.get("redo")];
    offer(undo, back, back ? tr("Undo: {what}", { what: back }) : tr("Undo"));
    offer(redo, forth, forth ? tr("Redo: {what}", { what: forth }) : tr("Redo"));
    markSteps(model.get("done"));
    notice.textContent = model.get("notice");
    el.dataset.plnState = "drawn";
  }

  let waiting;
  function markReady() {
    if (!model.get("bound")) return;
    const drawn = (key) => document.querySelector(`[data-pln-view="${key}"][data-pln-state="drawn"]`);
    if (!model.get("expects").every(drawn)) {
      waiting = setTimeout(markReady, 30);
      return;
    }
    if (document.body.dataset.plnkit === "ready") return;
    document.body.dataset.plnkit = "ready";
    document.dispatchEvent(new CustomEvent("plnkit:ready"));
  }

  // Say who is there, and by which address; a facilitator's key is of their page alone. What is sent
  // again is for a kernel that was replaced, or a page that slept.
  function hello(again) {
    const { role, entry = "/", door = "" } = document.body.dataset;
    const page = role ? location.pathname.split("/").pop() : "";
    const place = `${location.origin}${entry}${page}${door}`;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    post({ do: "hello", value: { key, again, place, zone, coach: role ? null : invited() } });
  }

  function fail() {
    const failure = model.get("failure");
    window.plnkit?.say?.(failure, tr("Try again"), () => hello(false));
    if (!window.plnkit?.say) notice.textContent = failure;
  }

  const greet = () => hello(true);
  const answer = (message) => {
    if (message.known) known();
    if (message.answer) document.dispatchEvent(new CustomEvent("plnkit:answer"));
  };
  const pulse = setInterval(() => document.hidden || post({ do: "here" }), PULSE);

  const names = ["saved", "undo", "redo", "notice", "done"];
  for (const name of names) model.on(`change:${name}`, draw);
  model.on("change:bound", markReady);
  model.on("change:failure", fail);
  model.on("msg:custom", answer);
  document.addEventListener("plnkit:hello", greet);
  const key = readersKey();
  draw();
  markReady();
  hello(false);
  return () => {
    clearTimeout(waiting);
    clearInterval(pulse);
    document.removeEventListener("plnkit:hello", greet);
    model.off("msg:custom", answer);
    model.off("change:failure", fail);
    for (const name of names) model.off(`change:${name}`, draw);
    model.off("change:bound", markReady);
    leave();
    bar.remove();
  };
}

export default { render };
