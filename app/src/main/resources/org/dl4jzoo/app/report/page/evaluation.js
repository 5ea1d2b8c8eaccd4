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
