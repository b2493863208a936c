// What every page of the office has: the menu on a phone, picking rows, forms that guard what was typed.
import { guardForms } from "./guard.js";
import { pickRows } from "./pick.js";
import { childRows } from "./children.js";
import { showWhen } from "./conditions.js";
import { references } from "./references.js";
import { palette } from "./palette.js";
import { keys } from "./keys.js";

const menu = document.querySelector(".office-menu");
if (menu && window.matchMedia("(max-width: 61.99rem)").matches) {
  menu.open = false;
}
guardForms();
pickRows();
childRows();
showWhen();
references();
keys(palette());
