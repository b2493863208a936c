// Dragging entries of a calendar. Without it each entry has a form of its own behind “Move”.
import { draggable, renew, send } from "./moving.js";

const STEP = 15; // minutes

function snapped(slots, y, inside) {
  const box = slots.getBoundingClientRect();
  const times = slots.closest(".cal-times");
  const hours = times.querySelectorAll(".cal-hours li").length;
  const minutes = ((y - inside - box.top) / box.height) * hours * 60 + Number(times.dataset.firstHour) * 60;
  return Math.min(Math.max(Math.round(minutes / STEP) * STEP, 0), 24 * 60 - STEP);
}

function target(under, event, held) {
  const place = under.closest(".cal-drop, .cal-column");
  if (!place) return null;
  const found = { element: place, date: place.dataset.date, row: place.dataset.row, time: held.item.dataset.clock };
  const slots = under.closest(".cal-slots");
  if (slots) {
    const minute = snapped(slots, event.clientY, held.item.closest(".cal-slots") ? held.inside : 0);
    found.time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  } else if (place.matches(".cal-column:not(.is-untimed *)") && under.closest("[data-all-day]") && held.item.closest(".cal-slots")) {
    found.time = "";
  }
  return found;
}

function preview(item, place) {
  const title = item.querySelector("h3").textContent.trim();
  if (!place) return title;
  const day = new Date(`${place.date}T12:00:00Z`);
  const words = new Intl.DateTimeFormat(document.documentElement.dataset.written, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  const row = place.row === undefined ? "" : rowName(place);
  return [words.format(day), place.time, row].filter(Boolean).join(", ");
}

function rowName(place) {
  const heading = place.element.closest("tr")?.querySelector("th") ?? place.element.querySelector("h2 a");
  return heading ? heading.textContent.trim() : "";
}

async function drop(item, place) {
  const values = { date: place.date, time: place.time, back: location.search }; // whose clock it was
  if (place.row !== undefined) values.row = place.row;
  item.classList.add("is-waiting");
  const moved = await send(item.dataset.move, values);
  item.classList.remove("is-waiting");
  if (moved) await renew("calendar", `[data-pk="${item.dataset.pk}"] a`);
}

draggable({ selector: "#calendar .cal-entry[data-move]", preview, target, drop });
