"use strict";

const MILLISECONDS_BETWEEN = 1500;
const MISSES_THAT_END = 4;

let shownEpoch = 0;
let misses = 0;

function put(id, text) {
  const element = document.getElementById(id);
  // A screen reader speaks of each change of the status, so there is none without one.
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  if (seconds < 90) {
    return `${Math.round(seconds)} s`;
  }
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const known = (value, words) => value == null ? "–" : words(value);

function tell() {
  put("left", known(data.secondsLeft, duration));
  put("speed", known(data.imagesPerSecond, value => value.toFixed(value < 10 ? 1 : 0)));
  put("loss", known(data.loss, value => value.toFixed(3)));
  put("rate", known(data.learningRate, value => String(+value.toPrecision(3))));
  put("memory", data.memory);
  put("top1", known(data.bestTop1, value => value.toFixed(1) + " %"));
  if (data.epoch) {
    document.getElementById("done").value = data.done;
    const best = data.bestEpoch ? `; the best so far is epoch ${data.bestEpoch}` : "";
    put("status", `Epoch ${data.epoch} of ${data.epochs}${best}.`);
    document.title = `${Math.floor(100 * data.done)} % · ${document.querySelector(".what").textContent}`;
  }
}

function drawAll() {
  const h = data.history;
  if (!h) {
    return;
  }
  const epochs = { label: "epoch", xAxis: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] } };
  const pair = [{ label: "training", stroke: "--first" }, { label: "validation", stroke: "--second" }];
  draw("loss-chart", [h.epoch, h.trainLoss, h.validationLoss], pair, epochs);
  draw("top1-chart", [h.epoch, h.trainTop1, h.validationTop1], pair, epochs);
  draw("rate-chart", [h.epoch, h.rate], [{ label: "learning rate", stroke: "--first" }], epochs);
  draw("steps-chart", data.steps, [{ label: "loss", stroke: "--first", points: { show: false } }], { label: "step" });
}

async function showValidation() {
  const response = await fetch("validation");
  // A training that was gone on with has epochs behind it of which only the numbers are left.
  if (!response.ok || document.getElementById("cell").open) {
    return;
  }
  const validation = await response.json();
  data.classes = validation.classes;
  data.pictures = validation.pictures;
  const focused = document.activeElement.id;
  document.getElementById("validation").innerHTML = validation.html;
  document.getElementById(focused)?.focus();
  shownEpoch = validation.epoch;
}

async function update() {
  try {
    Object.assign(data, await (await fetch("state")).json());
    misses = 0;
    tell();
    drawAll();
    if (data.validated > shownEpoch) {
      await showValidation();
    }
  } catch {
    misses++;
  }
  if (misses < MISSES_THAT_END) {
    setTimeout(update, MILLISECONDS_BETWEEN);
  } else {
    put("status", "The training is over or was stopped: its report is index.html in the folder report of the run.");
  }
}

drawAlways(drawAll);
update();
