/* Says how far the reader is, as the server reads it in their book. Without an answer the page stays as
   a newcomer sees it, and every link works. */
(() => {
  const PATIENCE = 15_000; // ms
  const UNREAD = "How far you are could not be read just now. Every page opens as always.";
  const home = document.getElementById("pln-home");
  const store = home.dataset.store;
  const brought = /^#(?:key|coach)=[0-9a-f]{32}(?:&called=[^&]*)?$/.exec(location.hash)?.[0]; // pages keep it
  const key = /^#key=(.+)$/.exec(brought)?.[1];

  // The learner's key in a store, where this browser has one: pages make it, the start does not.
  function learnerKey() {
    if (key) return key;
    const kept = ["localStorage", "sessionStorage"].map((place) => {
      try {
        return window[place].getItem(`plnkit-key-${store}`);
      } catch {
        return null; // even to look throws where a browser keeps nothing
      }
    });
    return kept.find(Boolean) ?? null;
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
    go.href = `/${next}${brought ?? ""}`;
    go.querySelector("span").textContent = button;
    go.querySelector("small").textContent = left;
  }

  async function ask() {
    const key = store ? learnerKey() : null;
    if (store && !key) return;
    let trouble = "";
    try {
      const answer = await send("/progress", { key });
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
    said.textContent = "One moment…";
    try {
      const answer = await send("/book", { name });
      if (answer.ok) return location.reload();
      said.textContent = (await answer.json()).sentence;
    } catch {
      said.textContent = "That did not work. Reload this page and try again.";
    }
  }

  for (const button of home.querySelectorAll("[data-book]")) {
    button.addEventListener("click", () => turnTo(button.dataset.book));
  }
  if (brought) for (const link of home.querySelectorAll(".pln-open, .pln-go")) link.href += brought;
  window.addEventListener("pageshow", (event) => event.persisted && ask()); // back from a page
  ask();
})();
