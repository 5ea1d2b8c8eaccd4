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

for (const button of document.querySelectorAll("button[data-actual]")) {
  button.addEventListener("click", () => openCell(button));
}
document.getElementById("cell-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

// The confusion matrix: counts or shares, in the order of the classes or of their mistakes.

for (const control of document.querySelectorAll("button[data-cells]")) {
  control.addEventListener("click", () => {
    for (const other of document.querySelectorAll("button[data-cells]")) {
      other.setAttribute("aria-pressed", other === control);
    }
    for (const cell of document.querySelectorAll(".matrix button")) {
      cell.textContent = cell.dataset[control.dataset.cells];
    }
  });
}

function mistakes(k) {
  let sum = 0;
  for (const cell of document.querySelectorAll(".matrix button")) {
    const [a, p] = [Number(cell.dataset.actual), Number(cell.dataset.predicted)];
    sum += a !== p && (a === k || p === k) ? Number(cell.dataset.count) : 0;
  }
  return sum;
}

document.getElementById("by-mistakes")?.addEventListener("click", event => {
  const sorted = event.target.getAttribute("aria-pressed") !== "true";
  event.target.setAttribute("aria-pressed", sorted);
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
});

// Charts.

const h = data.history;

function drawCurves() {
  const curve = data.curves[Number(document.getElementById("curve-class")?.value ?? 0)];
  if (curve) {
    draw("roc-chart", curve.roc, [{ label: "found, %", stroke: "--first", points: { show: false } }],
      { x: [0, 100], y: [0, 102], label: "others, %" });
    draw("pr-chart", curve.pr, [{ label: "precision, %", stroke: "--first", points: { show: false } }],
      { x: [0, 100], y: [0, 102], label: "recall, %" });
  }
}

function drawAll() {
  draw("selection-chart", data.selection.slice(0, 2), [{ label: "accuracy, %", stroke: "--first", points: { show: false } }],
    { x: [0, 100], label: "answered, %" });
  drawCurves();
  const epochs = { label: "epoch", xAxis: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] } };
  draw("loss-chart", [h.epoch, h.trainLoss, h.validationLoss],
    [{ label: "training", stroke: "--first" }, { label: "validation", stroke: "--second" }], epochs);
  draw("top1-chart", [h.epoch, h.trainTop1, h.validationTop1],
    [{ label: "training", stroke: "--first" }, { label: "validation", stroke: "--second" }], epochs);
  draw("rate-chart", [h.epoch, h.rate], [{ label: "learning rate", stroke: "--first" }], epochs);
}

document.getElementById("curve-class")?.addEventListener("change", drawCurves);
drawAlways(drawAll);
