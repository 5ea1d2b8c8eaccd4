"use strict";

const palette = ["--first", "--second", "--third", "--fourth", "--fifth", "--sixth"];

/** Runs beyond the palette are drawn in its colours again, dashed. */
function lines(values) {
  return values.map((_, run) => ({
    label: data.names[run],
    stroke: palette[run % palette.length],
    dash: run < palette.length ? undefined : [6, 4],
  }));
}

function padded(values) {
  return values.map(run => data.epoch.map((_, n) => run[n] ?? null));
}

drawAlways(() => {
  const epochs = { label: "epoch", xAxis: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] } };
  draw("top1-chart", [data.epoch, ...padded(data.top1)], lines(data.top1), epochs);
  draw("loss-chart", [data.epoch, ...padded(data.loss)], lines(data.loss), epochs);
});
