// Says while somebody types whether a formula is right. The server decides again when the form is sent.
const PAUSE = 400;
const place = document.querySelector("[data-formula-check]");
const input = document.querySelector("[data-formula]");
const said = place?.querySelector("[data-formula-said]");
let waiting = 0;
let asked = 0;

async function check() {
  const mine = ++asked;
  const form = input.form;
  const query = new URLSearchParams({ formula: input.value, currency: form.elements.currency?.value ?? "" });
  if (place.dataset.field) {
    query.set("field", place.dataset.field);
  }
  try {
    const answer = await fetch(`${place.dataset.formulaCheck}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== asked) {
      return;
    }
    const { right, sentence } = await answer.json();
    said.textContent = sentence;
    said.className = right ? "is-right" : "is-wrong";
  } catch {
    // The button below asks the server in its own way.
  }
}

if (place && input && said) {
  place.querySelector("button").hidden = true;
  const later = () => {
    window.clearTimeout(waiting);
    if (input.value.trim()) {
      waiting = window.setTimeout(check, PAUSE);
    } else {
      said.textContent = "";
    }
  };
  input.addEventListener("input", later);
  input.form.elements.currency?.addEventListener("input", later);
}
