// What a page keeps of its own until Python has it. Shared: it stands before panel.js, rings.js, people.js.

// What is half-typed, and what was sent but not yet answered, stays in this tab: a page that is opened
// again has it.
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
  // What was typed in a book that was erased.
  clear() {
    try {
      const names = Object.keys(sessionStorage).filter((name) => /^plnkit-(typed|form|sent)/.test(name));
      for (const name of names) sessionStorage.removeItem(name);
    } catch {
      // it kept nothing
    }
  },
};

const clock = () => Date.now();

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

// Where the wire is cut, sending raises: what matters is in the outbox, and watch.js says the rest.
function post(model, message, buffers) {
  try {
    model.send(message, undefined, buffers);
  } catch {
    // it is sent again
  }
}

// What was sent stays until it is answered, and is sent again when the page is bound or back; its id
// keeps what arrives twice from being done twice.
function outboxOf(model, changed = () => {}) {
  const name = `plnkit-sent ${location.pathname} ${model.get("key")}`;
  let waiting = kept.get(name) ?? [];
  const keep = (messages) => {
    waiting = messages;
    kept.put(name, waiting.length ? waiting : null);
    changed();
  };
  const again = () => waiting.forEach((message) => post(model, message));
  const hear = ({ done, notice }) => {
    if (!done) return;
    const sent = waiting.find(({ id }) => id === done);
    if (sent?.draft && !notice) kept.put(sent.draft, null);
    keep(waiting.filter(({ id }) => id !== done));
  };
  const ready = document.body.dataset.plnkit === "ready";
  model.on("msg:custom", hear);
  document.addEventListener("plnkit:answer", again);
  if (ready) again();
  else document.addEventListener("plnkit:ready", again, { once: true });
  return {
    // `field` names what is said: of a field, only what it says last is kept. `draft` is what a form
    // keeps of its own until it is answered and was not refused.
    send(what, value, field = "", draft = "") {
      const message = { do: what, value, id: newId(), field, draft, at: clock() };
      keep([...waiting.filter((sent) => !field || sent.field !== field), message]);
      post(model, message);
      return message;
    },
    get waiting() {
      return waiting;
    },
    close() {
      model.off("msg:custom", hear);
      document.removeEventListener("plnkit:answer", again);
      document.removeEventListener("plnkit:ready", again);
    },
  };
}
