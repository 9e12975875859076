// Copies what stands in a field. Without this script the officer selects it there.
"use strict";
(() => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy"); // browsers without the clipboard, or over plain http
      }
      button.closest(".govuk-form-group").querySelector("[data-copy-told]").textContent = button.dataset.copied;
    });
  }
})();
