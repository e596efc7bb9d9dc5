// Start the GOV.UK components, on the page as it comes and in every part that htmx puts into it.
// Folds stay as the person left them when a part is swapped.
import { initAll } from "/vendor/govuk/govuk-frontend.min.js";

initAll();

const folds = new Map();
document.addEventListener("htmx:beforeSwap", () => {
  folds.clear();
  document.querySelectorAll("details[id]").forEach((fold) => folds.set(fold.id, fold.open));
});
document.addEventListener("htmx:afterSwap", () => {
  folds.forEach((open, id) => {
    const fold = document.getElementById(id);
    if (fold) {
      fold.open = open;
    }
  });
});
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    initAll({ scope: event.target });
  }
});

// A link that says how to print prints at once where scripts run.
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) {
    event.preventDefault();
    window.print();
  }
});
