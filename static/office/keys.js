// Keys for people who would rather not reach for the mouse. Those without Ctrl never act while somebody writes, and can
// be switched off in the list that "?" shows (WCAG 2.1.4).
import { closes } from "./palette.js";

const OFF = "office.keys";
const SEQUENCE = 1500;

export function keys(openPalette) {
  const help = document.getElementById("keys");
  const toggle = document.getElementById("keys-on");
  let on = stored() !== "off";
  let goingSince = -SEQUENCE;

  if (help?.showModal) {
    toggle.checked = on;
    help.classList.toggle("off", !on);
    toggle.addEventListener("change", () => {
      on = toggle.checked;
      help.classList.toggle("off", !on);
      store(on ? "on" : "off");
    });
    closes(help);
    for (const opener of document.querySelectorAll("[data-keys-open]")) {
      opener.hidden = false;
      opener.addEventListener("click", () => help.showModal());
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      withControl(event, openPalette);
      return;
    }
    if (!on || writes(event.target) || document.querySelector("dialog[open]")) {
      return;
    }
    const going = event.timeStamp - goingSince < SEQUENCE;
    goingSince = !going && event.key === "g" ? event.timeStamp : -SEQUENCE;
    const act = going ? goTo(event.key) : single(event.key, openPalette, help);
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

function withControl(event, openPalette) {
  const key = event.key.toLowerCase();
  if (key === "k" && !event.shiftKey) {
    event.preventDefault();
    openPalette();
  } else if (key === "s" && !event.shiftKey) {
    const form = document.querySelector("main form[data-guard]") ?? document.querySelector("main form[method='post'].form");
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[type='submit']:not([name])") ?? undefined);
    }
  }
}

function single(key, openPalette, help) {
  switch (key) {
    case "/": return openPalette;
    case "?": return help?.showModal ? () => help.showModal() : null;
    case "n": case "e": return follow(`main [data-key='${key}']`);
    case "j": case "]": return follow("main [data-key='next']") ?? row(1);
    case "k": case "[": return follow("main [data-key='previous']") ?? row(-1);
    default: return null;
  }
}

function goTo(key) {
  if (key === "t") {
    return follow("a.brand");
  }
  if (key === "l") {
    return follow("main a.crumb");
  }
  if (/^[1-9]$/.test(key)) {
    const link = document.querySelectorAll(".office-side nav a")[Number(key) - 1];
    return link ? () => link.click() : null;
  }
  return null;
}

function follow(selector) {
  const link = document.querySelector(selector);
  return link ? () => link.click() : null;
}

// The link that stands for a row of a list; which one has the focus says where one is.
function row(step) {
  const links = [...document.querySelectorAll("main table tbody th a")];
  if (!links.length) {
    return null;
  }
  const here = links.indexOf(document.activeElement);
  const next = here === -1 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  return () => links[next].focus();
}

function writes(target) {
  return target instanceof Element && target.closest("input:not([type='checkbox'], [type='radio'], [type='button'], [type='submit']), textarea, select, [contenteditable]:not([contenteditable='false'])") !== null;
}

function stored() {
  try {
    return window.localStorage.getItem(OFF);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    window.localStorage.setItem(OFF, value);
  } catch {
    // Remembered for this page only.
  }
}
