// Shows every change at once, and offers what a layout looks best with. Without it “Try it” does the first.
const form = document.querySelector(".theme-form");
const suggested = JSON.parse(document.getElementById("theme-suggested").textContent);
let waiting = 0;

const show = () => {
  const said = new URLSearchParams(new FormData(form));
  said.delete("csrfmiddlewaretoken");
  for (const frame of document.querySelectorAll("iframe[data-scheme]")) {
    said.set("scheme", frame.dataset.scheme);
    frame.src = `${frame.src.split("?")[0]}?${said}`;
  }
};

form.addEventListener("change", (event) => {
  if (event.target.name === "layout") {
    for (const [name, value] of Object.entries(suggested[event.target.value] ?? {})) form.elements[name].value = value;
  }
  if (event.target.name === "second") form.elements.has_second.checked = true;
  clearTimeout(waiting);
  waiting = setTimeout(show, 250);
});
