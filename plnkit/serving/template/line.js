/* Asks for a seat until there is one; a network that fails for a while costs nothing but the while. */
(() => {
  const EVERY = 3000; // ms
  const place = document.getElementById("pln-place");

  function say(n) {
    if (String(n) === place.dataset.place) return;
    place.dataset.place = n;
    const others = n === 2 ? "1 person is" : `${n - 1} people are`;
    place.textContent = n === 1 ? "You are next." : `${others} before you.`;
  }

  async function ask() {
    try {
      const answer = await fetch("/line", { cache: "no-store", signal: AbortSignal.timeout(10_000) });
      const { place: n } = answer.ok ? await answer.json() : {};
      if (n === 0) return location.reload();
      if (n) say(n);
    } catch {
      // the next try may reach it
    }
    setTimeout(ask, EVERY);
  }

  setTimeout(ask, EVERY);
})();
