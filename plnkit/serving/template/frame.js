/* The frame of every page: its menu, and the colours that its reader chose. */
(() => {
  const root = document.documentElement;
  const menu = document.querySelector(".pln-menu");
  const form = document.getElementById("pln-preferences");
  if (!menu) return; // the wall has none

  function shut() {
    if (!menu.open) return;
    if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
    menu.open = false;
  }

  menu.addEventListener("focusout", ({ relatedTarget: to }) => to && !menu.contains(to) && shut());
  document.addEventListener("keydown", ({ key }) => key === "Escape" && shut());
  document.addEventListener("pointerdown", ({ target }) => menu.contains(target) || shut());

  // The colours change where the page stands; a language comes with a new page.
  function show() {
    for (const button of form.querySelectorAll("[name=look]")) {
      button.setAttribute("aria-pressed", button.value === (root.dataset.look ?? ""));
    }
  }

  form.elements.back.value = location.pathname;
  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    if (pressed?.name !== "look") return;
    event.preventDefault();
    root.dataset.look = pressed.value;
    show();
    document.dispatchEvent(new CustomEvent("plnkit:look"));
    fetch(form.action, { method: "POST", body: new URLSearchParams({ look: pressed.value }), redirect: "manual" }).catch(() => {});
  });
  show();
})();
