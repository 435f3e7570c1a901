// Makes the list of tools searchable. Without it the filters work as they are, by the style sheet.
(() => {
  "use strict";
  const field = document.getElementById("search");
  const rows = [...document.querySelectorAll(".tools tbody tr")];
  // Marks, the Turkish i without its dot and forms of Arabic letters are no reason not to find a word.
  const folded = (text) => text.normalize("NFKD").toLowerCase().replace(/[\p{M}\u0640]/gu, "")
    .replace(/\u0131/g, "i").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  const words = rows.map((row) => folded(row.textContent));
  const count = document.querySelector(".count");
  const levels = [...document.querySelectorAll("input[name=level]")];
  const platforms = [...document.querySelectorAll("input[name=platform]")];
  const chosen = (choices) => (choices.find((one) => one.checked) || { value: "" }).value;

  function show() {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    const classes = [chosen(levels), chosen(platforms)].filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !wanted.every((word) => words[place].includes(word));
      if (!row.hidden && classes.every((name) => row.classList.contains(name))) shown += 1;
    });
    count.textContent = wanted.length || classes.length
      ? count.dataset.shown.replace("#", String(shown)) : "";
  }

  document.querySelector(".choose").addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  [...levels, ...platforms].forEach((one) => one.addEventListener("change", show));
  document.querySelector(".search").hidden = false;
  document.querySelector(".find").hidden = true;
  show();
})();
