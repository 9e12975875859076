// Sends a PDF as soon as it is chosen, and shows how far it is. Without this script, or when it does not succeed, the
// file goes with the form.
"use strict";
(() => {
  const inPagesLanguage = (problem) => document.documentElement.lang === "en" ? problem.message_en : problem.message_th;
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  for (const part of document.querySelectorAll("[data-upload]")) {
    const form = part.closest("form"), words = form.dataset, input = part.querySelector("input[type=file]");
    const progress = part.querySelector("[data-upload-progress]"), bar = progress.querySelector("progress");
    const told = part.querySelector("[data-upload-told]"), kept = part.querySelector("[data-upload-kept]");
    const id = part.querySelector("[data-upload-id]"), name = part.querySelector("[data-upload-file-name]");
    let sending = null;

    const show = (text, working) => { progress.hidden = false; bar.hidden = !working; told.textContent = text; };

    const refuse = (text) => {
      part.querySelector(".govuk-error-message")?.remove();
      const message = document.createElement("p");
      message.className = "govuk-error-message";
      message.id = `${input.id}-error`;
      message.textContent = text;
      input.before(message);
      input.setAttribute("aria-describedby", `${input.id}-hint ${message.id}`);
      part.classList.add("govuk-form-group--error");
      progress.hidden = true;
      input.value = "";
    };

    const accept = (upload, file) => {
      id.value = upload.upload;
      name.value = file.name;
      input.value = ""; // it has arrived: it need not go with the form again
      kept.hidden = false;
      kept.querySelector("[data-upload-name]").textContent = words.uploadKept + file.name;
      show(words.uploaded, false);
    };

    input.addEventListener("change", () => {
      sending?.abort();
      const file = input.files[0];
      if (!file) return;
      part.querySelector(".govuk-error-message")?.remove();
      part.classList.remove("govuk-form-group--error");
      if (file.size > Number(words.limit)) return refuse(words.uploadTooLarge);
      const request = sending = new XMLHttpRequest();
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        bar.value = Math.round(100 * event.loaded / event.total);
        show(`${words.uploading} ${bar.value}%`, true);
      });
      request.addEventListener("load", () => {
        if (request.status === 201) accept(request.response, file);
        else if (request.status < 500 && request.response) refuse(inPagesLanguage(request.response));
        else show(words.uploadFailed, false);
      });
      request.addEventListener("error", () => show(words.uploadFailed, false));
      request.open("POST", "/api/v1/uploads");
      request.setRequestHeader("Content-Type", "application/pdf");
      request.setRequestHeader("Idempotency-Key", newKey());
      request.setRequestHeader("X-CSRF-Token", form.elements.csrf_token.value);
      request.send(file);
    });
    form.addEventListener("submit", () => sending?.abort()); // what is still on its way goes with the form
  }
})();
