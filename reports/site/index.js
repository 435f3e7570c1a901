// Makes the list of tools searchable. Without it the filters work as they are, by the style sheet.
(() => {
  "use strict";
  const field = document.getElementById("search");
  const rows = [...document.querySelectorAll(".tools tbody tr")];
  const words = rows.map((row) => row.textContent.normalize("NFKD").toLowerCase());
  const count = document.querySelector(".count");
  const levels = [...document.querySelectorAll("input[name=level]")];

  function show() {
    const wanted = field.value.normalize("NFKD").toLowerCase().split(/\s+/).filter(Boolean);
    const level = (levels.find((one) => one.checked) || levels[0]).value;
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !wanted.every((word) => words[place].includes(word));
      if (!row.hidden && (!level || row.classList.contains(level))) shown += 1;
    });
    count.textContent = wanted.length || level
      ? (shown === 1 ? count.dataset.one : count.dataset.many.replace("N", String(shown))) : "";
  }

  document.querySelector(".choose").addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  levels.forEach((one) => one.addEventListener("change", show));
  document.querySelector(".search").hidden = false;
  show();
})();
