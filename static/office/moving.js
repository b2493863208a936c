// What calendar and board share: sending a move, saying what came of it, and dragging with a pointer.

const FAR = 6; // pixels a pointer goes before it drags

export function say(sentence, good) {
  const region = document.getElementById("cal-said");
  if (region) region.textContent = sentence;
  document.querySelector(".cal-refused")?.remove();
  const note = document.createElement("p");
  note.className = good ? "cal-refused is-good" : "cal-refused";
  note.setAttribute("aria-hidden", "true"); // the live region has said it
  note.textContent = sentence;
  document.body.append(note);
  setTimeout(() => note.remove(), good ? 4000 : 10000);
}

// Resolves to whether the server moved it; says the sentence either way.
export async function send(address, values) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("[data-csrf] input").value);
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    say(said.sentence, said.moved);
    return said.moved;
  } catch {
    say(document.getElementById("cal-said").dataset.offline, false);
    return false;
  }
}

// The page as the server has it now, in place of what is shown.
export async function renew(id, focus) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  const shown = document.getElementById(id);
  if (!fresh || !shown) return location.reload();
  const left = shown.scrollLeft;
  shown.replaceWith(fresh);
  fresh.scrollLeft = left;
  fresh.querySelector(focus)?.focus({ preventScroll: true });
}

// A finger scrolls, so it does not drag: on a touch screen there is the button on each entry.
export function draggable({ selector, preview, target, drop }) {
  let held = null;

  document.addEventListener("pointerdown", (event) => {
    const item = event.target.closest(selector);
    if (!item || event.button !== 0 || event.pointerType === "touch") return;
    if (event.target.closest("select, button, input, .cal-move")) return;
    held = { item, x: event.clientX, y: event.clientY, inside: event.clientY - item.getBoundingClientRect().top };
  });

  // Links and pictures have a drag of their own.
  document.addEventListener("dragstart", (event) => event.target.closest?.(selector) && event.preventDefault());

  // What is dragged over is not marked as text.
  document.addEventListener("selectstart", (event) => held && event.preventDefault());

  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!held.ghost) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < FAR) return;
      held.ghost = document.createElement("div");
      held.ghost.className = "cal-ghost";
      document.body.append(held.ghost);
      held.item.classList.add("is-dragged");
    }
    event.preventDefault();
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const place = under && target(under, event, held);
    if (held.place?.element !== place?.element) held.place?.element.classList.remove("is-target");
    held.place = place;
    place?.element.classList.add("is-target");
    held.ghost.textContent = preview(held.item, place);
    held.ghost.style.translate = `${event.clientX + 14}px ${event.clientY + 10}px`;
  });

  const end = (event, dropped) => {
    if (!held) return;
    const { item, ghost, place } = held;
    held = null;
    ghost?.remove();
    place?.element.classList.remove("is-target");
    item.classList.remove("is-dragged");
    if (!ghost) return;
    addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", stop, { capture: true }), 0);
    if (dropped && place) drop(item, place);
  };
  const stop = (event) => { event.preventDefault(); event.stopPropagation(); };

  document.addEventListener("pointerup", (event) => end(event, true));
  document.addEventListener("pointercancel", (event) => end(event, false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(event, false));
}
