/* Shows the page once, when everything on it is drawn; Voila calls the two functions on `window`. */
const PATIENCE = 20_000; // ms: rather a page with a gap than none
const WAITING = 'script[type="application/vnd.voila.cell-output+json"]';
const WIDGETS = ".jp-OutputArea-output.lm-Panel";

window.voila_heartbeat = () => {};

window.voila_finish = () => {
  if (!window.themeLoaded) {
    window.cellLoaded = true; // the theme calls again when it is there
    return;
  }
  const cells = document.getElementById("cells");
  const watch = new MutationObserver(() => drawn(cells) && show());
  const show = () => {
    watch.disconnect();
    cells.classList.remove("pln-opening");
    document.getElementById("pln-opening")?.remove();
  };
  closeGaps(cells);
  watch.observe(cells, { childList: true, subtree: true });
  setTimeout(show, PATIENCE);
  if (drawn(cells)) show();
};

function drawn(cells) {
  const widgets = [...cells.querySelectorAll(WIDGETS)];
  return !cells.querySelector(WAITING) && widgets.every((widget) => widget.firstElementChild);
}

/* A cell, or one of its outputs, that shows nothing takes no room, now or later. */
function closeGaps(cells) {
  const sizes = new ResizeObserver((changes) => {
    for (const { target, contentRect } of changes) {
      target.classList.toggle("pln-silent", contentRect.height === 0);
    }
  });
  cells.querySelectorAll(".pln-cell, .jp-OutputArea-child").forEach((box) => sizes.observe(box));
}
