// A calendar beside the three fields of a date: the browser's own, which speaks the reader's language. Choosing a day
// fills in the fields, the year in the era of the page.
"use strict";
(() => {
  const BUDDHIST_ERA = 543;
  for (const group of document.querySelectorAll("[data-date]")) {
    const [day, month, year] = group.querySelectorAll("input");
    const calendar = document.createElement("input");
    if (!calendar.showPicker) return;
    calendar.type = "date";
    calendar.className = "prakat-calendar";
    calendar.tabIndex = -1;
    calendar.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary prakat-small";
    button.textContent = group.dataset.datePick;
    button.addEventListener("click", () => calendar.showPicker());
    calendar.addEventListener("change", () => {
      const [chosenYear, chosenMonth, chosenDay] = calendar.value.split("-").map(Number);
      if (!chosenYear) return;
      day.value = chosenDay;
      month.value = chosenMonth;
      year.value = chosenYear + (group.dataset.date === "th" ? BUDDHIST_ERA : 0);
      day.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const item = document.createElement("div");
    item.className = "govuk-date-input__item prakat-calendar__item";
    item.append(button, calendar);
    group.append(item);
  }
})();
