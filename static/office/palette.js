// The command palette: pages, recent records and records that match, from any page. Without this file its link opens
// the search page.
const RECENT = 6;
const PAUSE = 120;
const RECORD = /^\/admin\/[^/]+\/[^/]+\/\d+\/$/;

export function palette() {
  const dialog = document.getElementById("palette");
  if (!dialog?.showModal) {
    return () => {};
  }
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role='listbox']");
  const status = dialog.querySelector("[role='status']");
  const kept = recents(dialog.dataset.for);
  let asked = 0;
  let waiting = 0;

  const open = () => {
    if (!dialog.open) {
      dialog.showModal();
    }
    input.select();
    ask();
  };
  const ask = async () => {
    const text = input.value.trim();
    const mine = ++asked;
    let answer;
    try {
      const response = await fetch(`${dialog.dataset.suggest}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      answer = await response.json();
    } catch {
      if (mine === asked) {
        show([]);
        status.textContent = dialog.dataset.sayFailed;
      }
      return;
    }
    if (mine !== asked) {
      return;
    }
    show(groupsOf(answer, text));
  };
  const groupsOf = (answer, text) => {
    const pages = { label: dialog.dataset.sayPages, options: answer.pages.map((page) => ({ ...page, detail: "" })) };
    const records = answer.groups.map((group) => ({
      label: group.label,
      options: [
        ...group.records.map((record) => ({ ...record, icon: group.icon })),
        ...(group.more ? [{ title: dialog.dataset.sayMore, detail: "", icon: "arrow_forward", url: group.url }] : []),
      ],
    }));
    if (text) {
      return [pages, ...records].filter((group) => group.options.length);
    }
    const recent = { label: dialog.dataset.sayRecent, options: kept.read().map((one) => ({ ...one, detail: "", icon: "history" })) };
    return [recent, pages].filter((group) => group.options.length);
  };
  const show = (groups) => {
    list.replaceChildren();
    let number = 0;
    groups.forEach((group, place) => {
      const box = element("div", { role: "group", "aria-labelledby": `palette-group-${place}` });
      box.append(element("div", { id: `palette-group-${place}`, class: "palette-label", role: "presentation" }, group.label));
      for (const option of group.options) {
        box.append(optionOf(option, number++));
      }
      list.append(box);
    });
    input.setAttribute("aria-expanded", String(number > 0));
    status.textContent = number ? `${dialog.dataset.sayFound}${number}` : dialog.dataset.sayNothing;
    status.classList.toggle("visually-hidden", number > 0);
    choose(input.value.trim() ? 0 : -1);
  };
  const options = () => [...list.querySelectorAll("[role='option']")];
  const choose = (place) => {
    const all = options();
    all.forEach((one, index) => one.setAttribute("aria-selected", String(index === place)));
    if (all[place]) {
      input.setAttribute("aria-activedescendant", all[place].id);
      all[place].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const chosen = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");

  input.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = chosen() === -1 && step === -1 ? 0 : chosen();
      choose((from + step + count) % count);
    } else if (event.key === "Enter" && chosen() !== -1 && !event.isComposing) {
      event.preventDefault();
      options()[chosen()].click();
    }
  });
  // A click goes where the link goes; the field keeps the focus meanwhile.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  closes(dialog);
  for (const link of document.querySelectorAll("[data-palette-open]")) {
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        open();
      }
    });
  }
  kept.visit();
  return open;
}

export function closes(dialog) {
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
}

function optionOf(option, number) {
  const link = element("a", { id: `palette-option-${number}`, role: "option", href: option.url, tabindex: "-1", "aria-selected": "false" });
  link.append(element("span", { class: "symbol", "aria-hidden": "true" }, option.icon));
  const words = element("span", { class: "palette-words" }, option.title);
  if (option.detail) {
    words.append(" ", element("span", { class: "under" }, option.detail));
  }
  link.append(words);
  return link;
}

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  if (text) {
    made.textContent = text;
  }
  return made;
}

// The records somebody opened last, in this browser; gone when they sign out.
function recents(who) {
  const key = `office.recent.${who}`;
  const read = () => {
    try {
      const found = JSON.parse(window.localStorage.getItem(key) ?? "[]");
      return Array.isArray(found) ? found.filter((one) => RECORD.test(one?.url) && typeof one.title === "string") : [];
    } catch {
      return [];
    }
  };
  const visit = () => {
    const title = document.querySelector("main h1")?.textContent.trim();
    if (title && RECORD.test(window.location.pathname)) {
      const url = window.location.pathname;
      const found = [{ title, url }, ...read().filter((one) => one.url !== url)].slice(0, RECENT);
      try {
        window.localStorage.setItem(key, JSON.stringify(found));
      } catch {
        // A browser that keeps nothing has no recent records.
      }
    }
    for (const form of document.querySelectorAll("form[action$='/logout/']")) {
      form.addEventListener("submit", () => window.localStorage.removeItem(key));
    }
  };
  return { read, visit };
}
