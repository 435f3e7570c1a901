// Makes the list of tools searchable. Without it the filters work as they are, by the style sheet.
(() => {
  "use strict";
  const field = document.getElementById("search");
  const rows = [...document.querySelectorAll(".tools tbody tr")];
  const words = rows.map((row) => row.textContent.normalize("NFKD").toLowerCase());
  const count = document.querySelector(".count");
  const levels = [...document.querySelectorAll("input[name=level]")];
  const platforms = [...document.querySelectorAll("input[name=platform]")];
  const chosen = (choices) => (choices.find((one) => one.checked) || { value: "" }).value;

  function show() {
    const wanted = field.value.normalize("NFKD").toLowerCase().split(/\s+/).filter(Boolean);
    const classes = [chosen(levels), chosen(platforms)].filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !wanted.every((word) => words[place].includes(word));
      if (!row.hidden && classes.every((name) => row.classList.contains(name))) shown += 1;
    });
    count.textContent = wanted.length || classes.length
      ? (shown === 1 ? count.dataset.one : count.dataset.many.replace("N", String(shown))) : "";
  }

  document.querySelector(".choose").addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  [...levels, ...platforms].forEach((one) => one.addEventListener("change", show));
  document.querySelector(".search").hidden = false;
  document.querySelector(".find").hidden = true;
  show();
})();
