// Fields that are shown when another one has a value. The server decides again when the form is sent.
export function showWhen() {
  for (const input of document.querySelectorAll("[data-shown-when]")) {
    const [key, values] = JSON.parse(input.dataset.shownWhen);
    const form = input.closest("form");
    const field = input.closest(".field");
    if (!form || !field) {
      continue;
    }
    const update = () => {
      const now = new FormData(form).getAll(key).map(String);
      const flat = now.map((value) => (value === "on" ? "true" : value));
      field.hidden = !values.some((value) => flat.includes(String(value)) || (String(value) === "false" && flat.length === 0));
    };
    form.addEventListener("input", update);
    form.addEventListener("change", update);
    update();
  }
}
