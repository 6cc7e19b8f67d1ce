// The line charts of a tab as plain SVG, below its grid.
import { values } from "/page/api.js";
import { named } from "/page/cells.js";
import { make } from "/page/grid.js";

const WIDE = 900, HIGH = 200, LEFT = 70, RIGHT = 60, TOP = 10, BOTTOM = 24;
const INK = ["#1a73e8", "#e37400", "#188038", "#a142f4", "#d93025"];

function drawn(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const short = new Intl.NumberFormat("id", { notation: "compact", maximumFractionDigits: 1 });

/** The numbers as one polyline a stretch; cells without a number leave a gap. */
function lines(numbers, most, ink) {
  const step = (WIDE - LEFT - RIGHT) / Math.max(1, numbers.length - 1);
  const stretches = [[]];
  numbers.forEach((number, at) => {
    if (typeof number !== "number") { if (stretches.at(-1).length) stretches.push([]); return; }
    stretches.at(-1).push(`${(LEFT + at * step).toFixed(1)},${(HIGH - BOTTOM - (number / most) * (HIGH - TOP - BOTTOM)).toFixed(1)}`);
  });
  return stretches.filter((points) => points.length).map((points) =>
    drawn("polyline", { points: points.join(" "), fill: "none", stroke: ink, "stroke-width": 2, "stroke-linejoin": "round" }));
}

function picture(spec, domain, series) {
  const svg = drawn("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": spec.title || "grafik" });
  const sides = series.map((one, at) => ({ ...one, ink: INK[at % INK.length], right: spec.basicChart.series[at].targetAxis === "RIGHT_AXIS" }));
  for (const right of [false, true]) {
    const own = sides.filter((one) => one.right === right);
    const numbers = own.flatMap((one) => one.numbers).filter((number) => typeof number === "number");
    if (!numbers.length) continue;
    const most = Math.max(...numbers, 0) || 1;
    for (const part of [0, 0.5, 1]) {
      const y = HIGH - BOTTOM - part * (HIGH - TOP - BOTTOM);
      if (!right) svg.append(drawn("line", { x1: LEFT, x2: WIDE - RIGHT, y1: y, y2: y, stroke: "#dadce0" }));
      svg.append(drawn("text", { x: right ? WIDE - RIGHT + 6 : LEFT - 6, y: y + 4, "font-size": 12, fill: own[0].ink,
        "text-anchor": right ? "start" : "end" }, short.format(most * part)));
    }
    for (const one of own) svg.append(...lines(one.numbers, most, one.ink));
  }
  for (const [at, anchor] of [[0, "start"], [Math.floor((domain.length - 1) / 2), "middle"], [domain.length - 1, "end"]]) {
    const x = LEFT + (at / Math.max(1, domain.length - 1)) * (WIDE - LEFT - RIGHT);
    svg.append(drawn("text", { x, y: HIGH - 6, "font-size": 12, fill: "#5f6368", "text-anchor": anchor }, domain[at] ?? ""));
  }
  const legend = make("p", undefined, "legend");
  for (const one of sides) {
    const key = make("span", "● ");
    key.style.color = one.ink;
    legend.append(key, one.name + "   ");
  }
  return [svg, legend];
}

/** Draws the charts of the tab into `place`; titles by sheet id name the sources. */
export async function drawCharts(place, charts, titles) {
  const known = (charts || []).filter((chart) => ["LINE", "COLUMN", "AREA"].includes(chart.spec?.basicChart?.chartType));
  const boxes = await Promise.all(known.map(async ({ spec }) => {
    const { domains, series, headerCount = 0 } = spec.basicChart;
    const source = ({ sourceRange: { sources: [box] } }) => named(titles.get(box.sheetId || 0), box.startRowIndex || 0,
      box.startColumnIndex || 0, box.endRowIndex - 1, box.endColumnIndex - 1);
    const [[days], found] = await Promise.all([
      values([source(domains[0].domain)], "FORMATTED_VALUE"),
      values(series.map((one) => source(one.series)), "UNFORMATTED_VALUE"),
    ]);
    const domain = days.slice(headerCount).map((row) => row[0] ?? "");
    const filled = found.map((rows) => ({ name: headerCount ? String(rows[0]?.[0] ?? "") : "",
      numbers: domain.map((_, at) => rows[at + headerCount]?.[0]) }));
    const box = make("details");
    box.open = place.querySelector("details")?.open ?? matchMedia("(min-width: 700px)").matches;
    box.append(make("summary", spec.title || "grafik"), ...picture(spec, domain, filled));
    return box;
  }));
  place.replaceChildren(...boxes);
}
