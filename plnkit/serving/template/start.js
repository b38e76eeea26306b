/* Says how far the reader is, as the server reads it in their book. Without an answer the page stays as
   a newcomer sees it, and every link works. */
(() => {
  const PATIENCE = 15_000; // ms
  const UNREAD = tr("How far you are could not be read just now. Every page opens as always.");
  const home = document.getElementById("pln-home");
  const store = home.dataset.store;
  const key = /^#key=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  const coach = /^#coach=([0-9a-f]{32})(?:&called=([^&]*))?(?:&for=(\d{1,6}))?$/.exec(location.hash);
  const brought = (key || coach) && location.hash;
  const PLACES = ["localStorage", "sessionStorage"];

  // Even to look at a place throws where a browser keeps nothing.
  function attempt(use) {
    try {
      return use();
    } catch {
      return null;
    }
  }

  const recall = (name) => PLACES.map((place) => attempt(() => window[place].getItem(name))).find(Boolean) ?? null;
  const keep = (name, value) => PLACES.some((place) => attempt(() => (window[place].setItem(name, value), true)));

  // What a link brought is kept as pages keep it, and leaves the address that a screen shows; where the
  // browser keeps nothing, it goes on with each link. Pages make a key, the start does not.
  function take() {
    const name = `plnkit-key-${store}`;
    const before = recall(name);
    const called = coach && (attempt(() => decodeURIComponent(coach[2] ?? "")) ?? "");
    const said = coach && JSON.stringify({ id: coach[1], called, number: coach[3] ?? "" });
    if (key && before && before !== key) keep(`${name}-before`, before);
    return key ? keep(name, key) : keep(`plnkit-invited-${store}`, said);
  }

  const kept = store && brought && take();
  const handed = kept ? "" : (brought ?? "");
  if (kept) history.replaceState(null, "", location.pathname + location.search);

  function sayWhoInvited() {
    const { called } = attempt(() => JSON.parse(recall(`plnkit-invited-${store}`))) ?? {};
    if (called === undefined) return;
    const who = called.trim().slice(0, 100);
    document.getElementById("pln-invited").textContent = who
      ? tr("{who} invited you. Nothing is shared with them unless you say so, on the last page.", { who })
      : tr("A coach invited you. Nothing is shared with them unless you say so, on the last page.");
  }

  function send(address, content) {
    return fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(content),
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  function draw({ headline, pages, next, button, left }) {
    document.getElementById("pln-headline").textContent = headline;
    for (const [address, { state, sentence }] of Object.entries(pages)) {
      const row = home.querySelector(`[data-page="${address}"]`);
      const dot = row.querySelector(".pln-dot");
      row.dataset.state = state;
      row.querySelector(".pln-so-far").textContent = sentence;
      dot.dataset.number ??= dot.textContent;
      dot.textContent = state === "done" ? "✓" : dot.dataset.number;
    }
    const go = document.getElementById("pln-go");
    if (!next || !go) return;
    go.href = `${next}${handed}`;
    go.querySelector("span").textContent = button;
    const small = go.querySelector("small"); // a workshop has a time of its own
    if (small) small.textContent = left;
  }

  async function ask() {
    const mine = key ?? (store ? recall(`plnkit-key-${store}`) : null);
    if (store && !mine) return;
    let trouble = "";
    try {
      const answer = await send("progress", { key: mine });
      if (!answer.ok) throw new Error(answer.status);
      draw(await answer.json());
    } catch {
      trouble = UNREAD;
    }
    document.getElementById("pln-trouble").textContent = trouble;
  }

  // A store has no other books, and a folder may have none.
  async function turnTo(name) {
    const said = document.getElementById("pln-another");
    said.textContent = tr("One moment…");
    try {
      const answer = await send("book", { name });
      if (answer.ok) return location.reload();
      said.textContent = (await answer.json()).sentence;
    } catch {
      said.textContent = tr("That did not work. Reload this page and try again.");
    }
  }

  for (const button of home.querySelectorAll("[data-book]")) {
    button.addEventListener("click", () => turnTo(button.dataset.book));
  }
  if (handed) for (const link of home.querySelectorAll(".pln-open, .pln-go")) link.href += handed;
  window.addEventListener("pageshow", (event) => event.persisted && ask()); // back from a page
  if (store) sayWhoInvited();
  ask();
})();
