// Asks before a page with unsaved input is left, and sends a form once. A form that came back with what was written
// says `data-guard="unsaved"`: it is not as it was saved, whatever it began with.
export function guardForms() {
  for (const form of document.querySelectorAll("form[data-guard]")) {
    const before = form.dataset.guard === "unsaved" ? null : snapshot(form);
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) {
        event.preventDefault();
      }
      sent = true;
      // Coming back with the browser's button must find the form usable.
      window.addEventListener("pageshow", () => { sent = false; }, { once: true });
    });
    window.addEventListener("beforeunload", (event) => {
      if (!sent && snapshot(form) !== before) {
        event.preventDefault();
      }
    });
  }
}

function snapshot(form) {
  return JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));
}
