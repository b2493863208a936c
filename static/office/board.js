// Dragging cards of a board. Without it each card has a choice and a button.
import { draggable, renew, send } from "./moving.js";


function target(under, event, held) {
  const column = under.closest(".board-column");
  if (!column || column.contains(held.item)) return null;
  return { element: column, state: column.dataset.state };
}

function preview(item, place) {
  const title = item.querySelector("h3").textContent.trim();
  if (!place) return title;
  return `${title} → ${place.element.querySelector("h2").firstChild.textContent.trim()}`;
}

async function drop(item, place) {
  const li = item.parentElement;
  const home = document.createComment("");
  li.replaceWith(home);
  place.element.querySelector(".board-cards").prepend(li); // shown there while the server decides
  item.classList.add("is-waiting");
  const moved = await send(item.dataset.move, { state: place.state });
  item.classList.remove("is-waiting");
  home.replaceWith(moved ? "" : li);
  if (moved) await renew("board", `[data-pk="${item.dataset.pk}"] a`);
}

draggable({ selector: "#board .board-card[data-move]", preview, target, drop });
