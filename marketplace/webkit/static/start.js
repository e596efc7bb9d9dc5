// Start the GOV.UK components, on the page as it comes and in every part that htmx puts into it.
// Folds stay as the person left them when a part is swapped, and so does what was typed or ticked while it was on its way.
import { initAll } from "/vendor/govuk/govuk-frontend.min.js";

initAll();

const folds = new Map();
const sent = new WeakMap(); // of each request, what the fields held when it was sent
const late = new Map(); // what was typed or ticked since

const fields = () => document.querySelectorAll("input[id]:not([type=hidden]), select[id], textarea[id]");
const held = (field) => (["checkbox", "radio"].includes(field.type) ? "checked" : "value");

document.addEventListener("htmx:beforeRequest", (event) => {
  sent.set(event.detail.xhr, new Map([...fields()].map((field) => [field.id, field[held(field)]])));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  folds.clear();
  document.querySelectorAll("details[id]").forEach((fold) => folds.set(fold.id, fold.open));
  late.clear();
  const before = sent.get(event.detail.xhr) ?? new Map();
  fields().forEach((field) => {
    if (before.has(field.id) && before.get(field.id) !== field[held(field)]) {
      late.set(field.id, field[held(field)]);
    }
  });
});
document.addEventListener("htmx:afterSwap", () => {
  folds.forEach((open, id) => {
    const fold = document.getElementById(id);
    if (fold) {
      fold.open = open;
    }
  });
  late.forEach((was, id) => {
    const field = document.getElementById(id);
    if (field) {
      field[held(field)] = was;
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

// A sign-in says that it ends before it does, also on a page that has been open for long.
const WARNED_BEFORE = 20 * 60; // seconds, as the pages say it
const warn = () => {
  const ending = document.getElementById("ending");
  const said = ending?.querySelector(".op-ending[hidden]");
  if (said) {
    setTimeout(() => (said.hidden = false), Math.max(0, (Number(ending.dataset.endsIn) - WARNED_BEFORE) * 1000));
  }
};
warn();
document.addEventListener("htmx:afterSettle", (event) => event.target.id === "ending" && warn());
