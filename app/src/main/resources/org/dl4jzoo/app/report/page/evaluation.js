"use strict";

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
