/* Asks for a seat until there is one; a network that fails for a while costs nothing but the while. */
(() => {
  const EVERY = 3000; // ms
  const place = document.getElementById("pln-place");

  function say(n) {
    if (String(n) === place.dataset.place) return;
    place.dataset.place = n;
    place.textContent = n === 1 ? tr("You are next.") : trn("{n} person is ahead of you.", "{n} people are ahead of you.", n - 1);
  }

  async function ask() {
    try {
      const answer = await fetch("line", { cache: "no-store", signal: AbortSignal.timeout(10_000) });
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
