"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
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

// Tables that a heading sorts.

for (const table of document.querySelectorAll("table.sortable")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const descending = heading.getAttribute("aria-sort") !== "descending" && heading.classList.contains("number")
        || heading.getAttribute("aria-sort") === "ascending";
      headings.forEach(other => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const key = row => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      const compare = (a, b) => heading.classList.contains("number")
        ? Number(key(a)) - Number(key(b)) : key(a).localeCompare(key(b));
      table.tBodies[0].append(...[...table.tBodies[0].rows]
        .sort((a, b) => descending ? compare(b, a) : compare(a, b)));
    });
  });
}

// Charts.

const charts = new Map();

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function draw(id, values, series, options = {}) {
  const target = document.getElementById(id);
  charts.get(id)?.plot.destroy();
  charts.delete(id);
  if (!target || values[0].length === 0) {
    return;
  }
  const axis = { stroke: color("--muted"), grid: { stroke: color("--line"), width: 1 }, ticks: { show: false }, size: 52 };
  const legend = 34;
  const size = () => ({ width: target.clientWidth, height: target.clientHeight - legend });
  const plot = new uPlot({
    ...size(),
    scales: { x: { time: false, range: options.x }, y: { range: options.y } },
    axes: [{ ...axis, size: 34, ...options.xAxis }, axis],
    series: [{ label: options.label ?? "x", value: (_, v) => v == null ? "–" : String(+v.toFixed(1)) }, ...series.map(s => ({
      width: 2, points: { show: values[0].length < 40, size: 6 }, spanGaps: false, ...s,
      stroke: color(s.stroke), value: (_, v) => v == null ? "–" : String(+v.toPrecision(4)),
    }))],
    cursor: { drag: { x: false, y: false } },
  }, values, target);
  charts.set(id, { plot, size });
}

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

drawAll();
document.getElementById("curve-class")?.addEventListener("change", drawCurves);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
new ResizeObserver(() => charts.forEach(({ plot, size }) => plot.setSize(size()))).observe(document.querySelector("main"));
