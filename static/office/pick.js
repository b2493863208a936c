// Picking rows of a list: all of the page, and how many are picked.
export function pickRows() {
  for (const form of document.querySelectorAll("form[data-bulk]")) {
    const boxes = [...form.querySelectorAll("input[name='pk']")];
    const head = form.querySelector("[data-pick-all]");
    const all = form.querySelector("[data-all]");
    const told = form.querySelector("[data-picked]");
    const bar = form.querySelector(".bulk-bar");
    const update = () => {
      const count = boxes.filter((box) => box.checked).length;
      head.checked = count === boxes.length;
      head.indeterminate = count > 0 && count < boxes.length;
      bar.classList.toggle("idle", count === 0 && !all.checked);
      told.hidden = count === 0 || all.checked;
      told.textContent = String(count);
      told.setAttribute("aria-label", `${count} / ${boxes.length}`);
    };
    head.addEventListener("change", () => {
      boxes.forEach((box) => { box.checked = head.checked; });
      update();
    });
    form.addEventListener("change", update);
    update();
  }
}
