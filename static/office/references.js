// A select of records becomes a field to search in, when there are more than it lists.
export function references() {
  document.querySelectorAll("select[data-options]").forEach(upgrade);
}

function upgrade(select) {
  const search = document.createElement("input");
  search.type = "search";
  search.className = "reference-search";
  search.autocomplete = "off";
  search.setAttribute("aria-label", select.labels?.[0]?.textContent?.trim() ?? "");
  search.setAttribute("aria-controls", select.id);
  search.placeholder = "…";
  if (select.options.length < 20) {
    return;
  }
  select.before(search);
  let waiting = 0;
  let asked = 0;
  search.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const mine = ++asked;
      const answer = await fetch(`${select.dataset.options}?q=${encodeURIComponent(search.value)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== asked) {
        return;
      }
      const { options } = await answer.json();
      const kept = select.selectedOptions[0];
      select.replaceChildren();
      if (kept) {
        select.append(kept);
      }
      for (const { id, text } of options) {
        if (String(id) !== kept?.value) {
          select.append(new Option(text, String(id)));
        }
      }
      if (search.value && options.length === 1) {
        select.value = String(options[0].id);
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }, 180);
  });
}
