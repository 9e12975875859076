// Asks before the page is left while something in a form with data-warn is not saved.
"use strict";
(() => {
  const form = document.querySelector("form[data-warn]");
  if (!form) return;
  let unsaved = "unsaved" in form.dataset;
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => {
    if (!unsaved) return;
    event.preventDefault();
    event.returnValue = form.dataset.warn; // older browsers ask only for this
  });
})();
