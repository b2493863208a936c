// What the form comes to is asked for by itself when a number or a day in it changes. Without it the button does the same.
const ASKED = /^(u\d+|option|departure|pool|starts|day|until|begins|ends|people)$/;
const PAUSE = 300;
let waiting, asking;

function query(form) {
  const values = [...new FormData(form)].filter(([name]) => ASKED.test(name));
  return `?${new URLSearchParams(values)}`;
}

async function ask(panel, form, place) {
  asking?.abort();
  asking = new AbortController();
  place.classList.add("is-loading");
  try {
    const answer = await fetch(panel.dataset.fragment + query(form), { headers: { accept: "text/html" }, signal: asking.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    const option = form.elements.option?.value;
    const forms = [...made.querySelectorAll("form")].filter((one) => one.querySelector("[data-total]"));
    const same = forms.find((one) => one.elements.option?.value === option) ?? forms[0];
    place.replaceChildren(...(same ? document.adoptNode(same.querySelector("[data-total]")).childNodes : []));
  } catch (error) {
    if (error.name === "AbortError") return;
    // What stood there may be wrong by now; the button still asks.
    place.replaceChildren();
  }
  place.classList.remove("is-loading");
}

function shown(target) {
  const form = target.closest?.("form");
  const panel = form?.closest("#book[data-fragment]");
  const place = form?.querySelector("[data-total]");
  return panel && place ? [panel, form, place] : null;
}

function changed(event) {
  const here = shown(event.target);
  if (!here || !ASKED.test(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(...here), PAUSE);
}

export function totals() {
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("click", (event) => {
    const here = event.target.closest?.("[data-look]") && shown(event.target);
    if (!here) return;
    event.preventDefault();
    ask(...here);
  });
}
