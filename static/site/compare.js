// Lays two pictures over each other, with a handle to draw from before to after. Without it they stand side by side.
for (const pair of document.querySelectorAll(".compare-pair")) {
  const [before, after] = pair.querySelectorAll("figure");
  if (!before || !after) continue;
  const handle = document.createElement("input");
  Object.assign(handle, { type: "range", min: 0, max: 100, value: 50, className: "compare-handle" });
  const names = [before, after].map((figure) => figure.querySelector("figcaption").textContent.trim());
  handle.setAttribute("aria-label", names.join(" / "));
  const show = () => pair.style.setProperty("--cut", `${handle.value}%`);
  handle.addEventListener("input", show);
  pair.append(handle);
  pair.classList.add("is-sliding");
  show();
}
