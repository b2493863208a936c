// A number gets a button for one less and one more. The field stays, and stays a number field.
function button(sign, name, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", press);
  return made;
}

function stepper(input) {
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.childNodes[0]?.textContent.trim() ?? "";
  const box = document.createElement("span");
  box.className = "stepper";
  const change = (step) => () => {
    const most = Number(input.max || Infinity);
    input.value = Math.min(most, Math.max(Number(input.min || 0), Number(input.value || 0) + step));
    show();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const less = button("−", `${label} −1`, change(-1));
  const more = button("+", `${label} +1`, change(1));
  const show = () => {
    less.disabled = Number(input.value) <= Number(input.min || 0);
    more.disabled = Number(input.value) >= Number(input.max || Infinity);
  };
  input.addEventListener("input", show);
  input.replaceWith(box);
  box.append(less, input, more);
  show();
}

export function steppers(root) {
  for (const input of root.querySelectorAll(".booking-unit input[type=number]")) {
    if (!input.closest(".stepper")) stepper(input);
  }
}
