/* Shows the page once, when everything on it is drawn and it is bound to its reader. */
(() => {
  const PATIENCE = 20_000; // ms: rather a page with a gap than none
  const cells = document.getElementById("cells");

  const watch = new MutationObserver(() => drawn() && show());
  closeGaps();
  watch.observe(document.body, { attributeFilter: ["data-plnkit", "data-drawn"] });
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
    const { plnkit, bound, drawn } = document.body.dataset;
    return drawn !== undefined && (plnkit || bound === "never");
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
