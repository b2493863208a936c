// What every page of the office has: the menu on a phone, picking rows, forms that guard what was typed.
import { guardForms } from "./guard.js";
import { pickRows } from "./pick.js";
import { childRows } from "./children.js";
import { showWhen } from "./conditions.js";
import { references } from "./references.js";
import { palette } from "./palette.js";
import { keys } from "./keys.js";

const menu = document.querySelector(".office-menu");
const phone = window.matchMedia("(max-width: 61.99rem)");
if (menu) {
  menu.open = !phone.matches;
  phone.addEventListener("change", () => { menu.open = !phone.matches; });
}
guardForms();
pickRows();
childRows();
showWhen();
references();
keys(palette());
