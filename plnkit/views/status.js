// "Saved 14:02", undo and redo; and the mark that the page is drawn, connected and bound.

function pressable(sign, label, press) {
  const button = document.createElement("button");
  const word = Object.assign(document.createElement("span"), { textContent: label });
  button.type = "button";
  button.className = "pln-button pln-link";
  button.append(sign, word); // a phone shows the sign alone
  button.addEventListener("click", press);
  return button;
}

function render({ model, el }) {
  const host = document.getElementById("pln-status") ?? el;
  const bar = document.createElement("div");
  const saved = document.createElement("span");
  const notice = document.createElement("span");
  el.classList.add("pln-view");
  el.dataset.plnView = model.get("key");
  bar.className = "pln-status pln-view";
  saved.setAttribute("role", "status");
  notice.setAttribute("role", "alert");
  const undo = pressable("↶", "Undo", () => model.send({ do: "undo" }));
  const redo = pressable("↷", "Redo", () => model.send({ do: "redo" }));
  bar.append(notice, undo, redo, saved);
  host.replaceChildren(bar);

  function offer(button, verb, label) {
    button.hidden = label === null;
    button.title = label ? `${verb}: ${label}` : verb;
    button.setAttribute("aria-label", button.title);
  }

  function draw() {
    const at = model.get("saved") && new Date(model.get("saved"));
    saved.replaceChildren();
    if (at) {
      const word = Object.assign(document.createElement("b"), { textContent: "Saved " });
      const time = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      const same = at.toDateString() === new Date().toDateString();
      saved.append(word, same ? time : at.toLocaleDateString([], { day: "numeric", month: "short" }));
    }
    offer(undo, "Undo", model.get("undo"));
    offer(redo, "Redo", model.get("redo"));
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
    document.body.dataset.plnkit = "ready";
  }

  const names = ["saved", "undo", "redo", "notice"];
  for (const name of names) model.on(`change:${name}`, draw);
  model.on("change:bound", markReady);
  draw();
  markReady();
  model.send({ do: "hello" });
  return () => {
    clearTimeout(waiting);
    for (const name of names) model.off(`change:${name}`, draw);
    model.off("change:bound", markReady);
    bar.remove();
  };
}

export default { render };
