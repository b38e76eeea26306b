// A panel shows the HTML that Python wrote and tells Python what was pressed. It knows no form.

let refused = false; // what was typed stays while a notice says why it was not taken

function sameKind(have, want) {
  return have.nodeName === want.nodeName && have.dataset?.key === want.dataset?.key;
}

// Make `have` like `want` while keeping nodes, and with them focus, scrolling and typing.
function patch(have, want) {
  if (have.nodeType === Node.TEXT_NODE) {
    if (have.data !== want.data) have.data = want.data;
    return;
  }
  for (const { name } of [...have.attributes])
    if (!want.hasAttribute(name) && !(name === "open" && have.nodeName === "DETAILS"))
      have.removeAttribute(name);
  const forced = want.dataset.force !== have.dataset.force;
  for (const { name, value } of want.attributes)
    if (have.getAttribute(name) !== value) have.setAttribute(name, value);
  const follows = have.dataset.change && !refused && have !== document.activeElement;
  if (forced || follows) {
    const text = (have.nodeName === "TEXTAREA" ? want.textContent : want.getAttribute("value")) ?? "";
    if (have.value !== text) have.value = text;
  }
  if (have.nodeName !== "TEXTAREA") patchChildren(have, want);
}

function patchChildren(have, want) {
  const keyed = new Map();
  for (const child of have.children) if (child.dataset.key) keyed.set(child.dataset.key, child);
  let at = have.firstChild;
  for (const next of [...want.childNodes]) {
    const key = next.dataset?.key;
    const known = key ? keyed.get(key) : at && sameKind(at, next) ? at : null;
    if (!known || known.nodeName !== next.nodeName) {
      have.insertBefore(next, at);
      continue;
    }
    if (known === at) at = at.nextSibling;
    else have.insertBefore(known, at);
    patch(known, next);
  }
  while (at) {
    const rest = at.nextSibling;
    at.remove();
    at = rest;
  }
}

// What is half-typed, and what was sent but not yet answered, stays in this tab: a page that is opened
// again has it. The id keeps what arrives twice from being done twice.
const kept = {
  get(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  },
  put(name, value) {
    try {
      if (value === null || value === "") sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing
    }
  },
};

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function render({ model, el }) {
  const place = `${location.pathname} ${model.get("key")}`;
  const outbox = `plnkit-sent ${place}`;
  const draftOf = (field) => `plnkit-typed ${place} ${field.dataset.enter ?? field.dataset.change} ${field.dataset.value ?? ""}`;
  let touched = false; // focus moves only for someone who is working in this panel
  let step = null;
  el.classList.add("pln-view");
  el.dataset.plnView = model.get("key");

  function draw() {
    const inside = el.contains(document.activeElement) && document.activeElement !== document.body;
    const page = document.createElement("template");
    page.innerHTML = model.get("content");
    refused = Boolean(page.content.querySelector("[role=alert]"));
    patchChildren(el, page.content);
    const target = el.querySelector("[data-focus]");
    const moved = step !== null && target && target.dataset.focus !== step;
    step = target?.dataset.focus ?? "";
    const lost = inside && !el.contains(document.activeElement);
    if (touched && (moved || lost)) (el.querySelector("[data-home]") ?? target)?.focus();
    el.dataset.plnState = "drawn";
  }

  function tell(what, value) {
    touched = true;
    model.send({ do: what, value: value ?? null });
  }

  // Send what was typed, and keep it until it is answered.
  function tellTyped(what, value, field) {
    const message = { do: what, value, id: newId(), field: field.dataset.change && draftOf(field) };
    const before = (kept.get(outbox) ?? []).filter((sent) => !sent.field || sent.field !== message.field);
    kept.put(outbox, [...before, message]); // of a field, only what it says last
    kept.put(draftOf(field), null);
    touched = true;
    model.send(message);
  }

  function enter(input, text = input.value) {
    if (!text.trim()) return;
    tellTyped(input.dataset.enter, text, input);
    input.value = "";
    input.focus();
  }

  // A page that was opened again: what was typed is there, what was sent is sent again.
  function takeUp() {
    for (const field of el.querySelectorAll("[data-enter], [data-change]")) {
      const draft = kept.get(draftOf(field));
      if (draft !== null && field.value !== draft) field.value = draft;
    }
    sendAgain();
  }

  // What was given to a wire that died is sent again; its id keeps it from being done twice.
  function sendAgain() {
    for (const message of kept.get(outbox) ?? []) model.send(message);
  }

  const listeners = {
    click(event) {
      const pressed = event.target.closest("[data-do]");
      if (!pressed) return;
      const input = pressed.dataset.enters && el.querySelector(`[data-enter=${pressed.dataset.enters}]`);
      if (input) enter(input);
      else tell(pressed.dataset.do, pressed.dataset.value);
    },
    keydown(event) {
      const input = event.target.closest("[data-enter]");
      if (!input || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      enter(input);
    },
    paste(event) {
      const input = event.target.closest("[data-enter]");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!input || !/[\r\n]/.test(text.trim())) return;
      event.preventDefault(); // a one-line field would run the names of a list together
      enter(input, input.value + text);
    },
    input(event) {
      const field = event.target.closest("[data-enter], [data-change]");
      if (field && field.nodeName !== "SELECT") kept.put(draftOf(field), field.value);
    },
    change(event) {
      const field = event.target.closest("[data-change]");
      if (field) tellTyped(field.dataset.change, JSON.stringify([field.dataset.value ?? "", field.value]), field);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) el.addEventListener(name, listener);
  const hear = (message) => {
    if (message.done) kept.put(outbox, (kept.get(outbox) ?? []).filter(({ id }) => id !== message.done));
    if (!message.reveal) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    el.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "center" });
  };
  model.on("msg:custom", hear);
  model.on("change:content", draw);
  document.addEventListener("plnkit:answer", sendAgain);
  draw();
  if (document.body.dataset.plnkit === "ready") takeUp();
  else document.addEventListener("plnkit:ready", takeUp, { once: true });
  return () => {
    for (const [name, listener] of Object.entries(listeners)) el.removeEventListener(name, listener);
    model.off("change:content", draw);
    document.removeEventListener("plnkit:ready", takeUp);
    document.removeEventListener("plnkit:answer", sendAgain);
    model.off("msg:custom", hear);
  };
}

export default { render };
