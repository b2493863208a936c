// Shows how far work in the background is, and loads the page again when it is over.
const PAUSE = 1500;
const place = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const { percent, busy } = await answer.json();
    if (!busy) {
      window.location.reload();
      return;
    }
    const bar = place.querySelector("progress");
    if (bar) {
      bar.value = percent;
    }
    const text = place.querySelector("[data-percent]");
    if (text && text.textContent !== String(percent)) {
      text.textContent = String(percent);
    }
  } catch {
    // The next look may succeed.
  }
  window.setTimeout(look, PAUSE);
}

if (place) {
  window.setTimeout(look, PAUSE);
}
