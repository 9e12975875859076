// Shows how far background work is, without loading the page again until it is finished. Without this script the page
// refreshes itself.
"use strict";
(() => {
  const part = document.querySelector("[data-job]");
  if (!part) return;
  const bar = part.querySelector("progress"), told = part.querySelector("[data-job-told]");
  const phase = part.querySelector("[data-job-phase]");
  const count = new Intl.NumberFormat();
  const look = async () => {
    try {
      const answer = await fetch(part.dataset.job, { headers: { Accept: "application/json" } });
      if (!answer.ok) return setTimeout(look, 3000);
      const { finished_at, progress } = await answer.json();
      if (finished_at) return location.reload();
      if (phase && progress.phase) phase.textContent = part.getAttribute(`data-phase-${progress.phase}`) ?? "";
      if (progress.total) {
        bar.max = progress.total;
        bar.value = progress.done;
        told.textContent = `${count.format(progress.done)} / ${count.format(progress.total)}`;
      } else {
        bar.removeAttribute("value");
        told.textContent = progress.done ? count.format(progress.done) : "";
      }
    } catch { /* away for a moment */ }
    setTimeout(look, 1000);
  };
  look();
})();
