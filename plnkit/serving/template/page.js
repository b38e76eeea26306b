/* Shows the page once, when everything on it is drawn and it is bound to its reader; Voila calls the
   two functions on `window`. */
(() => {
  const PATIENCE = 20_000; // ms: rather a page with a gap than none
  const WAITING = 'script[type="application/vnd.voila.cell-output+json"]';
  const WIDGETS = ".jp-OutputArea-output.lm-Panel";
  const cells = document.getElementById("cells");

  window.voila_heartbeat = () => {};
  window.voila_finish = () => {};

  const watch = new MutationObserver(() => drawn() && show());
  closeGaps();
  watch.observe(cells, { childList: true, subtree: true });
  watch.observe(document.body, { attributeFilter: ["data-plnkit"] });
  setTimeout(show, PATIENCE);

  // Charts come after what the page itself needs: together they would share a slow wire.
  window.addEventListener("load", () => {
    const charts = { rel: "preload", as: "script", href: document.body.dataset.plotly };
    document.head.append(Object.assign(document.createElement("link"), charts));
  });

  function show() {
    watch.disconnect();
    cells.classList.remove("pln-opening");
    document.getElementById("pln-opening")?.remove();
  }

  function drawn() {
    const widgets = [...cells.querySelectorAll(WIDGETS)];
    const all = !cells.querySelector(WAITING) && widgets.every((widget) => widget.firstElementChild);
    const { plnkit, bound } = document.body.dataset;
    return all && (plnkit || bound === "never");
  }

  /* A cell, or one of its outputs, that shows nothing takes no room, now or later. */
  function closeGaps() {
    const sizes = new ResizeObserver((changes) => {
      for (const { target, contentRect } of changes) {
        target.classList.toggle("pln-silent", contentRect.height === 0);
      }
    });
    cells.querySelectorAll(".pln-cell, .jp-OutputArea-child").forEach((box) => sizes.observe(box));
  }
})();
