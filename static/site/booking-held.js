// Counts down for how long something is held: every second to the eye, to a screen reader only what stood there first.
// What is held for hours, such as an offer of the waitlist, is not counted in seconds: until when says more.
const LONG = 60 * 60 * 1000;

function words(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function count(root) {
  const held = [...root.querySelectorAll("[data-held]")];
  if (!held.length) return;
  const still = held.map((shown) => {
    const until = Date.parse(shown.dataset.held);
    if (until - Date.now() > LONG) return { until: Infinity, shown };
    const eye = document.createElement("span");
    eye.setAttribute("aria-hidden", "true");
    const said = document.createElement("span");
    said.className = "visually-hidden";
    said.textContent = shown.textContent;
    shown.replaceChildren(said, eye);
    return { shown, eye, until };
  });
  const tick = () => {
    for (const one of still) {
      if (one.until === Infinity) continue;
      const left = one.until - Date.now();
      if (left > 0) one.eye.textContent = one.shown.dataset.left.replace("%s", words(left));
      else one.shown.textContent = one.shown.dataset.over;
    }
    if (still.every((one) => one.until === Infinity || one.until <= Date.now())) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
}
