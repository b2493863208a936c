// Makes booking pages quicker and kinder. Without it every link and form does the same, with a page in between.
import { count } from "./booking-held.js";
import { steppers } from "./booking-steppers.js";
import { totals } from "./booking-total.js";

// The panel is put in place of itself instead of loading the whole page.
const panel = () => document.querySelector("#book[data-fragment]");

async function show(query, { push }) {
  const old = panel();
  old.classList.add("is-loading");
  try {
    const answer = await fetch(old.dataset.fragment + query, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#book");
    if (!made) throw new Error("no panel");
    old.replaceWith(document.adoptNode(made));
  } catch {
    location.assign(`${location.pathname}${query}#book`);
    return;
  }
  if (push) history.pushState({ panel: true }, "", `${location.pathname}${query}`);
  const now = panel();
  steppers(now);
  document.dispatchEvent(new Event("panel"));
  const chosen = now.querySelector("[data-chosen] h3, .calendar h3");
  if (chosen) {
    chosen.tabIndex = -1;
    chosen.focus({ preventScroll: true });
    const place = chosen.getBoundingClientRect();
    if (place.top < 0 || place.bottom > innerHeight) chosen.scrollIntoView({ block: "center" });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('#book[data-fragment] a[href^="?"]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link.getAttribute("href").split("#")[0], { push: true });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" && form.closest("#book[data-fragment]")) {
    event.preventDefault();
    show(`?${new URLSearchParams(new FormData(form))}`, { push: true });
    return;
  }
  // Sent once; a second click while the first is under way would only make somebody wait.
  if (form.matches("[data-once]")) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  }
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});
if (panel()) addEventListener("popstate", () => show(location.search, { push: false }));

// Arrows move through the days of a calendar.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.(".calendar td a");
  if (!link || !STEPS[event.key]) return;
  const cells = [...link.closest("tbody").querySelectorAll("td")];
  const rtl = getComputedStyle(link).direction === "rtl" && /Left|Right/.test(event.key);
  const step = rtl ? -STEPS[event.key] : STEPS[event.key];
  for (let at = cells.indexOf(link.parentElement) + step; cells[at]; at += step) {
    const other = cells[at].querySelector("a");
    if (!other) continue;
    event.preventDefault();
    other.focus();
    return;
  }
});

// The bar at the foot of a phone leads to the panel; beside the panel it would only cover it.
const bar = document.querySelector(".product-bar");
const here = document.querySelector(".product #book");
if (bar && here) {
  const watch = new IntersectionObserver(([seen]) => bar.classList.toggle("is-there", seen.isIntersecting));
  watch.observe(here);
  document.addEventListener("panel", () => {
    watch.disconnect();
    watch.observe(panel());
  });
}

steppers(document);
totals();
count(document);
document.querySelector(".error-summary")?.focus();
