// Shows a colour while it is being chosen; without it “Try the colour” does.
const input = document.getElementById("id_accent");
const sheet = document.getElementById("look-preview");

if (input && sheet) {
  const address = sheet.getAttribute("href").split("?")[0];
  document.querySelector("[data-look-try]").hidden = true;
  input.addEventListener("change", () => {
    sheet.href = `${address}?${new URLSearchParams({ accent: input.value })}`;
  });
}
