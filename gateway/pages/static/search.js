// Shows only what contains every typed word. Without this script the pages are complete, only the box is missing.
"use strict";
const box = document.getElementById("search");
if (box) {
  const told = document.querySelector("output[for=search]");
  const entries = [...document.querySelectorAll("[data-search]")];
  const groups = document.querySelectorAll(".group");
  document.querySelector(".search").hidden = false;
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = new Set();
    for (const entry of entries) {
      entry.hidden = !words.every((word) => entry.dataset.search.includes(word));
      if (!entry.hidden) found.add(entry.dataset.search);
    }
    for (const group of groups) {
      group.hidden = words.length > 0 && !group.querySelector("[data-search]:not([hidden])");
    }
    told.textContent = words.length ? `${found.size} 个操作` : "";
  });
}
