/* Says what Voila does not: connection lost and back, kernel or server gone; in words, with the one
   button that helps. Nothing in a kernel is worth keeping, so that opening the page again is a cure. */
(() => {
  const GRACE = 1500; // ms: a shorter gap is not worth a word
  const RETRY = 3000; // ms between tries to reach the server
  const ANSWER = 8000; // ms in which a kernel that lives answers
  const SLOW = 25_000; // ms after which a page that is not ready deserves a word
  const STAYED = 4000; // ms: a page that is still here then was not left
  const RELOADS = 3; // a minute, by itself
  const STOPPED = 424; // how a hub answers for a server that does not run

  const banner = document.getElementById("pln-watch");
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const id = config.kernelId;
  const plnkit = (window.plnkit ??= {});
  const { home } = document.body.dataset; // of the hub that started this, if one did
  let kernel = null;
  let leaving = false;
  let troubled = 0; // since when, or 0
  let checking = false;
  let standing = []; // what the banner goes back to

  // A sentence that stays until the reader has seen it; trouble stands before it.
  plnkit.stand = (text, label) => {
    standing = [text, label, () => ((standing = []), plnkit.say(""))];
    plnkit.say("");
  };

  // One sentence and one button; nothing takes it away.
  plnkit.say = (text, label, press) => {
    if (!text) [text, label, press] = standing;
    banner.hidden = !text;
    if (!text || banner.dataset.text === text) {
      if (!text) delete banner.dataset.text;
      return;
    }
    banner.dataset.text = text;
    const words = Object.assign(document.createElement("span"), { textContent: text });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.className = "pln-button pln-quiet";
    button.addEventListener("click", press);
    banner.replaceChildren(words, button);
  };

  function start() {
    leaving = true;
    location.assign(`${home}spawn?next=${encodeURIComponent(location.pathname)}`);
  }

  function reload() {
    leaving = true;
    location.reload();
  }

  // Open the page again by itself, but not for ever.
  function renew() {
    if (leaving || document.hidden) return; // it will when somebody looks
    const now = Date.now();
    const before = reloads().filter((at) => now - at < 60_000);
    if (before.length >= RELOADS) {
      plnkit.say(tr("This page could not be opened again by itself. Everything that was saved is safe."), tr("Open it again"), reload);
      return;
    }
    reloads([...before, now]);
    reload();
  }

  // When this page opened itself again, in this tab; a browser that keeps nothing has no count.
  function reloads(now) {
    try {
      if (now) sessionStorage.setItem("pln-reloads", JSON.stringify(now));
      return JSON.parse(sessionStorage.getItem("pln-reloads") ?? "[]");
    } catch {
      return [];
    }
  }

  // A page that has just opened itself again says so while it opens.
  if (reloads().some((at) => Date.now() - at < 30_000)) {
    const opening = document.querySelector("#pln-opening p");
    if (opening) opening.textContent = tr("Your page opens itself again. What was saved is safe.");
  }

  function unreachable() {
    if (!troubled) troubled = Date.now();
    if (Date.now() - troubled < GRACE) return;
    const said = navigator.onLine
      ? tr("The connection is lost: perhaps the network, perhaps the computer that runs this. What was saved is safe, and what you type stays here.")
      : tr("This device has no network. What was saved is safe, and what you type stays here.");
    plnkit.say(said, tr("Try now"), () => check());
  }

  function well() {
    troubled = 0;
    plnkit.say("");
  }

  // Ask the page's own widget for a sign; it answers when the kernel lives and has the reader's book.
  function sign() {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), ANSWER);
      document.addEventListener("plnkit:answer", () => (clearTimeout(late), resolve(true)), { once: true });
      document.dispatchEvent(new CustomEvent("plnkit:hello"));
    });
  }

  // A proxy that knows no server yet answers 404, too, but with a page of its own.
  async function reachable() {
    const answer = await fetch(`api/kernels/${id}`, { cache: "no-store", signal: AbortSignal.timeout(ANSWER) });
    const ours = answer.headers.get("Content-Type")?.startsWith("application/json");
    return answer.status === 404 && !ours ? 0 : answer.status;
  }

  async function connected() {
    if (kernel.connectionStatus === "connected") return true;
    const late = new Promise((resolve) => setTimeout(resolve, ANSWER)); // Jupyter tries for minutes
    await Promise.race([kernel.reconnect().catch(() => {}), late]);
    return kernel.connectionStatus === "connected";
  }

  async function check() {
    if (checking || leaving || !kernel) return;
    checking = true;
    try {
      const status = await reachable();
      if (status === 404) renew();
      else if (status === STOPPED) plnkit.say(tr("Your workbook was stopped, perhaps because nobody used it for a while. What was saved is safe, and what you type stays here."), tr("Start it again"), start);
      else if (status === 403 && home) renew(); // its login lets in again, or asks who it is
      else if (status === 403) plnkit.say(tr("This page's link is not valid any more: open the link you were given."), tr("Reload"), reload);
      else if (!(await connected())) unreachable();
      else if (document.body.dataset.plnkit !== "ready" || (await sign())) well();
      else if (kernel.connectionStatus === "connected") renew();
    } catch {
      unreachable();
    } finally {
      checking = false;
    }
    if (troubled) setTimeout(check, RETRY);
  }

  function listen(found) {
    kernel = found;
    kernel.connectionStatusChanged.connect((_, status) => {
      if (status === "connected" || troubled) return;
      troubled = Date.now();
      check();
    });
  }

  document.addEventListener("plnkit:kernel", ({ detail }) => listen(detail), { once: true });

  // Until the page is ready: its kernel may have ended before it was connected.
  const opened = Date.now();
  const opening = setInterval(async () => {
    const noBook = kernel?.connectionStatus === "connected" && !document.querySelector("[data-pln-view=status]") && Date.now() - opened > SLOW;
    if (document.body.dataset.plnkit || noBook) return clearInterval(opening);
    if ((await reachable().catch(() => 0)) === 404) renew();
    else if (banner.hidden && Date.now() - opened > SLOW) plnkit.say(tr("This page takes longer than it should."), tr("Reload"), reload);
  }, RETRY);

  // A phone that slept: its wire is dead, but nobody has told it.
  const awake = () => !document.hidden && check();
  document.addEventListener("visibilitychange", awake);
  window.addEventListener("pageshow", (event) => event.persisted && awake());
  window.addEventListener("online", awake);
  window.addEventListener("offline", awake);
  // On its way out a page ends its kernel. A link to mail or to a file goes nowhere: then it is back.
  window.addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => {
      leaving = false;
      check();
    }, STAYED);
  });
  window.addEventListener("pagehide", (event) => {
    if (event.persisted) return;
    leaving = true;
    navigator.sendBeacon(`voila/api/shutdown/${id}`);
    kernel?.dispose(); // or it would ask what became of it
  });
})();
