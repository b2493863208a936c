// Booking for somebody: times, people and price follow what is chosen. Without it there are buttons that do the same.
const form = document.querySelector("[data-desk-form]");
const QUIET = 350; // milliseconds after the last key
let waiting = 0;
let asked = 0;

async function look() {
  const mine = ++asked;
  const body = new FormData(form);
  body.set("step", "look");
  let answer;
  try {
    answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "text/html" } });
  } catch {
    return; // the buttons say what is wrong
  }
  if (!answer.ok || mine !== asked) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Somebody has gone on writing: the next answer knows it.
  if (mine !== asked) return;
  for (const part of form.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(part.id);
    if (!now || part.innerHTML === now.innerHTML) continue;
    const name = part.contains(document.activeElement) ? document.activeElement : null;
    if (name && !name.matches("input[type=radio], input[type=checkbox]")) continue; // not under somebody's fingers
    part.replaceChildren(...now.childNodes);
    if (name) [...part.querySelectorAll("input")].find((one) => one.name === name.name && one.value === name.value)?.focus();
  }
  who();
}

// Whoever is known needs no name.
function who() {
  const known = form.querySelector("input[name=customer]:checked");
  form.querySelector("[data-new-customer]").hidden = Boolean(known && known.value);
}

function changed() {
  asked += 1;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(look, QUIET);
}

if (form) {
  form.addEventListener("input", changed);
  form.addEventListener("change", () => { who(); changed(); });
  // A second click books nothing again.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(waiting);
    if (!event.submitter?.matches("[data-once]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
  who();
  // What was filled in before this had loaded.
  const written = [...form.querySelectorAll("input")].some((one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked);
  if (written) changed();
}
