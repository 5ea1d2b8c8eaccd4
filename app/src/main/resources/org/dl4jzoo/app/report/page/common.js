"use strict";

const data = JSON.parse(document.getElementById("data").textContent);

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
    axes: [{ ...axis, size: 34, ...options.xAxis },
      { ...axis, values: (_, ticks) => ticks.map(tick => tick == null ? "" : String(+tick.toPrecision(3))) }],
    series: [{ label: options.label ?? "x", value: (_, v) => v == null ? "–" : String(+v.toFixed(1)) }, ...series.map(s => ({
      width: 2, points: { show: values[0].length < 40, size: 6 }, spanGaps: false, ...s,
      stroke: color(s.stroke), value: (_, v) => v == null ? "–" : String(+v.toPrecision(4)),
    }))],
    cursor: { drag: { x: false, y: false } },
  }, values, target);
  charts.set(id, { plot, size });
}

/** Draws the page's charts now, and again where its colours change. */
function drawAlways(drawAll) {
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  new ResizeObserver(() => charts.forEach(({ plot, size }) => plot.setSize(size()))).observe(document.querySelector("main"));
}
