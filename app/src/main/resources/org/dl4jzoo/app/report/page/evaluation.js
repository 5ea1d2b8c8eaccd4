"use strict";

// The map: pointing at an image, or stepping to it, shows it.

const map = document.getElementById("feature-map");
const points = map ? JSON.parse(document.getElementById("map-data").textContent) : [];

function showPoint(n) {
  const [file, actual, predicted, source] = points[n];
  map.querySelector(".shown")?.classList.remove("shown");
  map.querySelector(`use[data-n="${n}"]`).classList.add("shown");
  map.dataset.at = n;
  const thumbnail = document.createElement("img");
  thumbnail.src = source || data.pictures.find(picture => picture.file === file)?.source || "data:,";
  thumbnail.alt = "";
  const given = actual === predicted ? "" : `, given to ${data.classes[predicted]}`;
  document.getElementById("map-said").replaceChildren(thumbnail, `${data.classes[actual]}${given}: ${file}`);
}

map?.addEventListener("pointerover", event => {
  const n = event.target.dataset?.n;
  if (n !== undefined) showPoint(Number(n));
});
map?.addEventListener("keydown", event => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const at = Number(map.dataset.at ?? (step > 0 ? -1 : 0));
    showPoint((at + step + points.length) % points.length);
  }
});

// Charts.

const h = data.history;

/** A curve, and on it the point where a network of two classes decides. */
function drawCurve(id, label, xLabel, [x, y], point) {
  const marked = { label: "decided, %", stroke: "--second", width: 0, points: { show: true, size: 12 } };
  const at = point ? x.findIndex(each => each >= point[0]) : -1;
  const [beforeX, beforeY] = at < 0 ? [x, y] : [x.toSpliced(at, 0, point[0]), y.toSpliced(at, 0, point[1])];
  const series = [{ label, stroke: "--first", points: { show: false } }];
  const values = [beforeX, beforeY];
  if (at >= 0) {
    series.push(marked);
    values.push(beforeX.map((_, n) => n === at ? point[1] : null));
  }
  draw(id, values, series, { x: [0, 100], y: [0, 102], label: xLabel });
}

function drawCurves() {
  const decision = document.getElementById("curve-pair")?.dataset.decision?.split(",").map(Number);
  const shown = Number(document.getElementById("curve-class")?.value ?? (decision ? 1 : 0));
  const curve = data.curves[shown];
  if (curve) {
    const [others, found, precision] = decision ?? [];
    drawCurve("roc-chart", "found, %", "others, %", curve.roc, decision && [others, found]);
    drawCurve("pr-chart", "precision, %", "recall, %", curve.pr, decision && [found, precision]);
    document.getElementById("roc-area").textContent = percent(curve.area);
    document.querySelectorAll(".curve-name").forEach(name => name.textContent = data.classes[shown]);
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

addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(each => each.open = true));
document.getElementById("curve-class")?.addEventListener("change", drawCurves);
drawAlways(drawAll);
