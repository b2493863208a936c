// Rows below a record: further empty ones are copies of the first empty one.
export function childRows() {
  for (const group of document.querySelectorAll("[data-children]")) {
    const prefix = group.dataset.children;
    const total = group.querySelector(`[name='${prefix}-TOTAL_FORMS']`);
    const button = group.querySelector("[data-add-child]");
    const blank = group.querySelector(".child[data-new]");
    if (!blank || !button) {
      continue;
    }
    const pattern = blank.cloneNode(true);
    const number = [...group.querySelectorAll(".child")].indexOf(blank);
    button.hidden = false;
    button.addEventListener("click", () => {
      const made = pattern.cloneNode(true);
      const index = Number(total.value);
      for (const element of made.querySelectorAll("[name],[id],[for],[aria-describedby]")) {
        for (const name of ["name", "id", "for", "aria-describedby"]) {
          if (element.hasAttribute(name)) {
            element.setAttribute(name, element.getAttribute(name).replaceAll(`${prefix}-${number}-`, `${prefix}-${index}-`));
          }
        }
      }
      total.value = String(index + 1);
      button.before(made);
      made.querySelector("input:not([type='hidden']), select, textarea")?.focus();
    });
  }
}
