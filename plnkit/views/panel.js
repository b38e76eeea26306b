// A panel shows the HTML that Python wrote and tells Python what was pressed. It knows no form.

const PAUSE = 250; // ms after the last letter in a live field
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
    if (!want.hasAttribute(name) && !(name === "open" && (have.nodeName === "DETAILS" || have.nodeName === "DIALOG")))
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

// A node that moves loses the focus: the others move behind it.
function makeWay(known, at) {
  const others = [];
  for (let one = at; one && one !== known; one = one.nextSibling) others.push(one);
  known.after(...others);
}

// Where somebody goes on whose place is gone: the nearest one, so that nothing scrolls away.
function nearby(places) {
  for (const place of places) {
    const near = place.isConnected && place.querySelector("[data-near]");
    if (near) return near;
  }
  return null;
}

function placesOf(one, el) {
  const places = [];
  for (let at = one; at && at !== el; at = at.parentElement) places.push(at);
  return places;
}

// What a reader was asked once, this browser remembers.
const onceOf = (what) => `plnkit-once ${document.body.dataset.store ?? ""} ${what}`;

function wasAsked(what) {
  try {
    return localStorage.getItem(onceOf(what)) !== null;
  } catch {
    return false;
  }
}

function remember(what) {
  try {
    localStorage.setItem(onceOf(what), "1");
  } catch {
    // it is asked again on another page
  }
}

function patchChildren(have, want) {
  const keyed = new Map();
  for (const child of have.children) if (child.dataset.key) keyed.set(child.dataset.key, child);
  const wanted = new Set([...want.children].map((child) => child.dataset.key));
  let at = have.firstChild;
  for (const next of [...want.childNodes]) {
    // What is gone makes room first: a live region behind it is the same one, and is heard.
    while (at?.dataset?.key && !wanted.has(at.dataset.key)) at = drop(at);
    const key = next.dataset?.key;
    const known = key ? keyed.get(key) : at && sameKind(at, next) ? at : null;
    if (!known || known.nodeName !== next.nodeName) {
      have.insertBefore(next, at);
      continue;
    }
    if (known === at) at = at.nextSibling;
    else if (known.contains(document.activeElement)) makeWay(known, at);
    else have.insertBefore(known, at);
    patch(known, next);
  }
  while (at) at = drop(at);
}

function drop(node) {
  const rest = node.nextSibling;
  node.remove();
  return rest;
}

function render({ model, el }) {
  const place = `${location.pathname} ${model.get("key")}`;
  const draftOf = (field) => `plnkit-typed ${place} ${field.dataset.enter ?? field.dataset.change} ${field.dataset.value ?? ""}`;
  const formOf = (form) => `plnkit-form ${place} ${form.dataset.form}`;
  const outbox = outboxOf(model);
  const sending = sendingOf(model);
  let pause = 0; // until what is typed in a live field is told
  let touched = false; // focus moves only for someone who is working in this panel
  let step = null;
  let submitted = false; // what is wrong in a form is gone to
  el.classList.add("pln-view");
  el.dataset.plnView = model.get("key");

  function draw() {
    const inside = el.contains(document.activeElement) && document.activeElement !== document.body;
    const places = inside ? placesOf(document.activeElement, el) : [];
    const page = document.createElement("template");
    page.innerHTML = model.get("content");
    sayDays(page.content);
    for (const one of page.content.querySelectorAll("[data-once]")) if (wasAsked(one.dataset.once)) one.remove();
    refused = Boolean(page.content.querySelector("[role=alert], [data-wrong]"));
    const closes = !page.content.querySelector("dialog") && el.querySelector("dialog[open]");
    if (closes) closes.close(); // the focus goes back
    patchChildren(el, page.content);
    if (closes) document.dispatchEvent(new CustomEvent("plnkit:closed"));
    el.querySelector("dialog:not([open])")?.showModal();
    const target = el.querySelector("[data-focus]");
    const moved = step !== null && target && target.dataset.focus !== step;
    step = target?.dataset.focus ?? "";
    const lost = inside && !el.contains(document.activeElement);
    const here = inside || document.activeElement === document.body; // else they went on elsewhere
    const wrong = submitted && el.querySelector("[data-wrong]");
    const near = lost && !moved && nearby(places);
    if (wrong) wrong.focus();
    else if (near) near.focus();
    else if (touched && here && (moved || lost)) (el.querySelector("[data-home]") ?? target)?.focus();
    if (moved && document.activeElement === target && "top" in target.dataset) target.scrollIntoView();
    el.dataset.plnState = "drawn";
  }

  function tell(what, value) {
    touched = true;
    post(model, { do: what, value: value ?? null });
  }

  function tellTyped(what, value, field) {
    kept.put(draftOf(field), null);
    touched = true;
    outbox.send(what, value, field.dataset.change && draftOf(field));
  }

  function enter(input, text = input.value) {
    if (!text.trim()) return;
    tellTyped(input.dataset.enter, text, input);
    input.value = "";
    input.focus();
  }

  // A page that was opened again: what was half-typed is there.
  function takeUp() {
    for (const field of el.querySelectorAll("[data-enter], [data-change]")) {
      const draft = kept.get(draftOf(field));
      if (draft !== null && field.value !== draft) field.value = draft;
    }
    for (const form of el.querySelectorAll("form[data-form]")) {
      const draft = kept.get(formOf(form));
      if (draft) fill(form, draft);
    }
  }

  async function copied(button) {
    await copy(el.querySelector(`#${button.dataset.copy}`));
    const said = el.querySelector(`[data-copied="${button.dataset.copy}"]`);
    said.textContent = tr("Copied.");
    button.focus();
  }

  function bring(files) {
    touched = true;
    sending.begin(files);
  }

  function sayField(field) {
    clearTimeout(pause);
    tellTyped(field.dataset.change, JSON.stringify([field.dataset.value ?? "", field.value]), field);
  }

  // The text may have been edited since the link was drawn.
  function addressed(link) {
    const text = el.querySelector(`#${link.dataset.mail}`).value;
    const bcc = link.dataset.bcc ? `bcc=${link.dataset.bcc}&` : ""; // several need not see one another
    const words = `${bcc}subject=${encodeURIComponent(link.dataset.subject ?? "")}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
    link.href = `mailto:${link.dataset.to ?? ""}?${words}`;
  }

  // Beside a card, on what it covers.
  let pressedBeside = false;
  function isBeside({ target, clientX: x, clientY: y }) {
    const box = target.nodeName === "DIALOG" && target.getBoundingClientRect();
    return box && (x < box.left || x > box.right || y < box.top || y > box.bottom);
  }

  const listeners = {
    pointerdown(event) {
      pressedBeside = isBeside(event);
    },
    click(event) {
      if (event.target.dataset.file) event.target.value = ""; // the same file can be chosen again
      const pressed = event.target.closest("[data-do], [data-copy], [data-mail], [data-pastes]");
      if (pressedBeside && isBeside(event)) event.target.close();
      if (pressed?.dataset.copy) return copied(pressed);
      if (pressed?.dataset.mail) return addressed(pressed);
      if (!pressed) return;
      pressed.focus({ preventScroll: true }); // Safari does not, and would not know its place
      if (pressed.dataset.pastes) return bring([new File([el.querySelector(`#${pressed.dataset.pastes}`).value], tr("What you pasted"))]);
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
      const field = event.target.closest("[data-enter], [data-change], [data-twin]");
      if (field?.dataset.twin) el.querySelector(`#${field.dataset.twin}`).value = field.value;
      else if (field && field.nodeName !== "SELECT") kept.put(draftOf(field), field.value);
      if (field?.dataset.live !== undefined) {
        clearTimeout(pause);
        pause = setTimeout(() => sayField(field), PAUSE);
      }
      const form = event.target.closest("form[data-form]");
      if (form) kept.put(formOf(form), saidIn(form));
    },
    submit(event) {
      const form = event.target.closest("form[data-form]");
      if (!form) return;
      event.preventDefault();
      touched = submitted = true;
      outbox.send(form.dataset.form, JSON.stringify(saidIn(form)), "", formOf(form));
    },
    change(event) {
      const field = event.target.closest("[data-change]");
      if (event.target.dataset.file) return bring([...event.target.files]);
      if (field) sayField(field);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) el.addEventListener(name, listener);
  const closed = () => {
    tell("close"); // by the Escape key, too
    document.dispatchEvent(new CustomEvent("plnkit:closed"));
  };
  el.addEventListener("close", closed, true);
  const hear = (message, buffers) => {
    if (message.done) submitted = false;
    if (message.file) save(message.file, buffers);
    if (message.go) location.assign(message.go);
    if (message.forget) kept.clear();
    if (message.once) remember(message.once);
    if (!message.reveal) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const heading = message.reveal === "heading" && el.querySelector("[data-focus]");
    (heading || el).scrollIntoView({ behavior: calm ? "auto" : "smooth", block: heading ? "start" : "center" });
    if (heading) heading.focus({ preventScroll: true });
  };
  model.on("msg:custom", hear);
  model.on("change:content", draw);
  draw();
  if (document.body.dataset.plnkit === "ready") takeUp();
  else document.addEventListener("plnkit:ready", takeUp, { once: true });
  return () => {
    for (const [name, listener] of Object.entries(listeners)) el.removeEventListener(name, listener);
    el.removeEventListener("close", closed, true);
    model.off("change:content", draw);
    document.removeEventListener("plnkit:ready", takeUp);
    model.off("msg:custom", hear);
    clearTimeout(pause);
    outbox.close();
    sending.close();
  };
}

export default { render };
