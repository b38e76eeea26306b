/* Keeps the wall up to date, turns between how to join and the room's picture, and its pages. */
(() => {
  const EVERY = 5_000; // ms
  const PATIENCE = 15_000;
  const STAYS = 12_000; // ms for which a page of the picture stays
  const UNREAD = tr("The workshop does not answer just now: this page goes on by itself when it does.");
  const HTML = new Set(["qr", "html"]); // made by the server; everything else is text
  const page = document.body;
  const full = document.getElementById("pln-wall-full");
  const trouble = document.getElementById("pln-wall-trouble");
  const sections = { join: "pln-wall-join", picture: "pln-wall-picture" };
  const shown = {};
  let drawn; // the picture whose pages are there
  let mark = "";
  let wanted = "join";

  /* The pages of the picture: a few cards at a time where they would not fit, all on a phone. */
  const narrow = matchMedia("(max-width: 720px)");
  const turning = document.querySelector(".pln-wall-turning");
  const pause = document.getElementById("pln-wall-pause");
  let at = 0;
  let paused = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let next;

  function turnPages(by = 0) {
    const pages = [...document.querySelectorAll(".pln-wall-turn")];
    const turns = page.dataset.shows === "picture" && pages.length > 1 && !narrow.matches;
    at = pages.length ? (at + by + pages.length) % pages.length : 0;
    pages.forEach((one, number) => (one.hidden = turns && number !== at));
    turning.hidden = !turns;
    document.getElementById("pln-wall-page").textContent = tr("{n} of {all}", { n: at + 1, all: pages.length });
    pause.textContent = paused ? tr("Turn by itself") : tr("Pause");
    clearTimeout(next);
    if (turns && !paused) next = setTimeout(() => turnPages(1), STAYS);
  }

  function draw(state) {
    for (const place of document.querySelectorAll("[data-wall]")) {
      const name = place.dataset.wall;
      if (shown[name] === state[name]) continue;
      shown[name] = state[name];
      if (HTML.has(name)) place.innerHTML = state[name];
      else (place.querySelector("bdi") ?? place).textContent = state[name];
    }
    document.title = state.title || tr("The wall");
    page.dataset.open = state.open ? "yes" : "no";
    page.dataset.picture = state.html ? "yes" : "no";
    turn();
  }

  /* A picture that has gone, as fewer than five share now, gives way to how to join. */
  function turn() {
    const there = page.dataset.picture === "yes" ? wanted : "join";
    for (const [name, id] of Object.entries(sections)) {
      document.getElementById(id).hidden = name !== there || page.dataset.open !== "yes";
    }
    for (const button of document.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", button.dataset.show === there);
    }
    if (page.dataset.shows !== there || drawn !== shown.html) {
      page.dataset.shows = there;
      drawn = shown.html;
      turnPages();
    }
  }

  async function ask() {
    try {
      const answer = await fetch("wall/state", {
        headers: mark ? { "If-None-Match": mark } : {},
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.ok) {
        mark = answer.headers.get("ETag") ?? "";
        draw(await answer.json());
      } else if (answer.status !== 304) throw new Error(answer.status);
      trouble.textContent = "";
    } catch {
      trouble.textContent = UNREAD;
    }
    setTimeout(ask, EVERY);
  }

  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => {
      wanted = button.dataset.show;
      turn();
    });
  }
  for (const button of document.querySelectorAll("[data-turn]")) {
    button.addEventListener("click", () => turnPages(Number(button.dataset.turn)));
  }
  pause.addEventListener("click", () => {
    paused = !paused;
    turnPages();
  });
  document.addEventListener("keydown", ({ key, altKey, ctrlKey, metaKey }) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (by && !turning.hidden && !altKey && !ctrlKey && !metaKey) turnPages(by);
  });
  narrow.addEventListener("change", () => turnPages());
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
  document.addEventListener("fullscreenchange", () => {
    full.textContent = document.fullscreenElement ? tr("Leave full screen") : tr("Full screen");
  });
  turn();
  setTimeout(ask, EVERY);
})();
