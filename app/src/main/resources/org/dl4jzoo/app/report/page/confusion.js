"use strict";

const percent = value => value == null ? "–" : value.toFixed(1) + " %";

// Images of a cell of the confusion matrix.

const dialog = document.getElementById("cell");

function figure(picture) {
  const right = picture.actual === picture.predicted;
  const element = document.createElement("figure");
  const image = element.appendChild(document.createElement("img"));
  image.src = picture.source;
  image.alt = picture.file;
  const caption = element.appendChild(document.createElement("figcaption"));
  const line = (name, text) => {
    const span = caption.appendChild(document.createElement("span"));
    span.className = name;
    span.textContent = text;
    span.title = text;
  };
  line(right ? "said right" : "said wrong",
    data.classes[picture.predicted] + " " + percent(100 * picture.confidence));
  line("file", picture.file);
  return element;
}

function openCell(button) {
  const actual = Number(button.dataset.actual);
  const predicted = Number(button.dataset.predicted);
  const count = Number(button.dataset.count);
  const shown = data.pictures.filter(p => p.actual === actual && p.predicted === predicted);
  const [is, said] = [data.classes[actual], data.classes[predicted]];
  document.getElementById("cell-title").textContent =
    actual === predicted ? `${is}, given to ${said}` : `${is} given to ${said}`;
  document.getElementById("cell-note").textContent =
    (shown.length < count ? `${shown.length} of ${count} images, ` : `${count} image${count > 1 ? "s" : ""}, `)
    + (actual === predicted ? "the least sure first" : "the surest first");
  document.getElementById("cell-pictures").replaceChildren(...shown.map(figure));
  dialog.showModal();
}

document.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (button?.dataset.actual) {
    openCell(button);
  } else if (button?.dataset.cells) {
    showCells(button);
  } else if (button?.id === "by-mistakes") {
    sortClasses(button);
  }
});
document.getElementById("cell-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

// The confusion matrix: counts or shares, in the order of the classes or of their mistakes.

function showCells(control) {
  for (const other of document.querySelectorAll("button[data-cells]")) {
    other.setAttribute("aria-pressed", other === control);
  }
  for (const cell of document.querySelectorAll(".matrix button")) {
    cell.textContent = cell.dataset[control.dataset.cells];
  }
}

function mistakes(k) {
  let sum = 0;
  for (const cell of document.querySelectorAll(".matrix button")) {
    const [a, p] = [Number(cell.dataset.actual), Number(cell.dataset.predicted)];
    sum += a !== p && (a === k || p === k) ? Number(cell.dataset.count) : 0;
  }
  return sum;
}

function sortClasses(control) {
  const sorted = control.getAttribute("aria-pressed") !== "true";
  control.setAttribute("aria-pressed", sorted);
  const counts = data.classes.map((_, k) => mistakes(k));
  const rank = element => {
    const k = Number(element.dataset.class);
    return sorted ? -counts[k] * data.classes.length + k : k;
  };
  const order = (parent, children) =>
    parent.append(...[...children].sort((a, b) => rank(a) - rank(b)));
  for (const row of document.querySelectorAll(".matrix tr")) {
    order(row, row.querySelectorAll("[data-class]"));
  }
  order(document.querySelector(".matrix tbody"), document.querySelectorAll(".matrix tbody tr"));
}
