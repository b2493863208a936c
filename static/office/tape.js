// Dragging stays on the tape chart. Without it each has a form of its own behind “Move”.
import { draggable, renew, send } from "./moving.js";

const DAY = 86400000;

// Which night of a cell the pointer is over: cells of stays span several.
function night(cell, x) {
  const box = cell.getBoundingClientRect();
  const nights = Number(cell.dataset.nights);
  return Math.min(Math.max(Math.floor(((x - box.left) / box.width) * nights), 0), nights - 1);
}

function shifted(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function target(under, event, held) {
  const cell = under.closest(".tape-cell");
  if (!cell) return null;
  const from = held.item.closest(".tape-cell");
  const grabbed = night(from, held.x);
  return { element: cell, row: cell.dataset.row, date: shifted(cell.dataset.date, night(cell, event.clientX) - grabbed) };
}

function preview(item, place) {
  const title = item.querySelector("a, span").textContent.trim();
  if (!place) return title;
  const words = new Intl.DateTimeFormat(document.documentElement.dataset.written, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  const room = place.element.closest("tr").querySelector("th").firstChild.textContent.trim();
  return `${room}, ${words.format(new Date(`${place.date}T12:00:00Z`))}`;
}

async function drop(item, place) {
  item.classList.add("is-waiting");
  // A stay that began before the first column keeps its days unless it is dragged along them.
  const from = item.closest(".tape-cell");
  const values = { row: place.row };
  if (!item.classList.contains("began-before") || place.date !== from.dataset.date) values.date = place.date;
  const moved = await send(item.dataset.move, values);
  item.classList.remove("is-waiting");
  if (moved) await renew("tape", `[data-pk="${item.dataset.pk}"] a`);
}

draggable({ selector: "#tape .tape-wide .tape-bar[data-move]", preview, target, drop });
