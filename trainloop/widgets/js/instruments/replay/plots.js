// Replay's pictures: curves at the chosen settings and at those kept, and one value of them over a setting.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { html, svg } from "../../kit/dom.js";
import { cached } from "../../kit/live.js";
import { between, crosses, dots, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { drawn, label, setting, variable } from "./model.js";

const SHARE = 0.98; // of all results lies below the top of a logarithmic plot: a few that explode must not flatten the others

/** What both kinds of plot share: kept settings named by letters, and a message while there is nothing to draw. */
class ReplayPlot extends Plot {
  constructor(options) {
    super(options);
    this.message = html("p", { class: "instrument-waiting", "aria-live": "polite", hidden: true });
    this.box.append(this.message);
    this.letters = svg("g", { "aria-hidden": "true" });
    this.over.append(this.letters);
    this.range = cached((results, names, log) => range(results, names, log));
  }
  waits(text) {
    this.message.hidden = !text;
    if (this.message.textContent !== text) this.message.textContent = text;
  }
  /** A line of one setting, kept ones with their letter at the right end. */
  line(layer, points, style, letter) {
    const { x, y } = this.scale;
    this.path(layer, through(points, x, y), style);
    const end = points.findLast((point) => point.every(Number.isFinite));
    if (!letter || !end) return;
    const place = { x: Math.min(x(end[0]) + 3, this.width - 10), y: Math.max(this.y[1] + 8, y(end[1]) + 4) };
    const hit = (node) =>
      Math.abs(node.getAttribute("x") - place.x) < 9 && Math.abs(node.getAttribute("y") - place.y) < 12;
    while ([...this.letters.children].some(hit)) place.y += 13;
    this.letters.append(svg("text", { ...place, class: "instrument-letter" }, letter));
  }
  /** Leaves out what an earlier drawing had more of. */
  begin() {
    this.letters.replaceChildren();
    for (const [name, node] of this.layers) if (name !== "grid") node.setAttribute("d", "M0,0");
  }
}

/** From the smallest value of all results to the largest, or to most of them. */
function range(results, names, log) {
  const values = names
    .split("\n")
    .flatMap((name) => results.all(name).filter((v) => Number.isFinite(v) && !(log && v <= 0)));
  if (!values.length) return log ? [0.1, 1] : [0, 1];
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[0], sorted[log ? Math.floor(SHARE * (sorted.length - 1)) : sorted.length - 1]];
  if (low === high) return log ? [low / 2, low * 2] : [low - 1, low + 1];
  return log ? [low / 1.3, high * 1.5] : padded(low, high);
}

const padded = (low, high) => [low - 0.03 * (high - low), high + 0.03 * (high - low)];

const dash = (panel, curve, kept) => (panel.curves.length > 1 ? curve : kept + 1);

/** One panel: its curves over x. */
export class CurvesPlot extends ReplayPlot {
  constructor({ panel, view, first, ...options }) {
    const shape = view.panels.length === 1 ? "wide" : "";
    super({ title: panel.title, xLabel: view.x_label, yLabel: panel.y_label, name: "curves", shape, ...options });
    this.panel = panel;
    this.first = first;
    this.scale = { x: scaleLinear(), y: panel.log ? scaleLog() : scaleLinear() };
  }
  draw(shown) {
    const { x, y } = this.scale;
    const { panel } = this;
    this.begin();
    this.waits(this.first && !shown.curves ? shown.message : "");
    if (!shown.results) return;
    x.domain([Math.min(0, shown.x[0]), shown.x.at(-1)]);
    y.domain(this.range(shown.results, panel.curves.join("\n"), panel.log));
    this.axes(x, y);
    const rows = (curves, ...names) => shown.x.map((at, i) => [at, ...names.map((name) => curves[name][i])]);
    shown.kept.forEach(({ curves, letter }, k) =>
      panel.curves.forEach((name, i) => {
        const style = `is-kept is-kept-${k} is-dash-${dash(panel, i, k)}`;
        this.line(`kept ${k} ${i}`, rows(curves, name), style, letter);
      }),
    );
    if (shown.curves) this.now(shown, rows);
  }
  now({ view, curves, x: steps }, rows) {
    const { x, y } = this.scale;
    const { curves: names } = this.panel;
    names.forEach((name, i) => {
      const ends = view.bands[name];
      if (ends) this.path(`band ${i}`, between(rows(curves, ...ends), x, y), `is-band is-band-${i}`);
      this.line(`now ${i}`, rows(curves, name), `is-curve is-curve-${i} is-dash-${i}`);
    });
    const said = names.map(
      (name) => `${label(view, name)} from ${number(curves[name][0])} to ${number(curves[name].at(-1))}`,
    );
    this.describe(`${said.join("; ")}, over ${variable(view)} ${steps[0]} to ${steps.at(-1)}`);
  }
}

/** What is said of the first curve, over all grid values of one setting. */
export class SweepPlot extends ReplayPlot {
  constructor({ view, study, ...options }) {
    const [name] = drawn(view);
    const [panel] = view.panels;
    const kind = { last: "The last", smallest: "The smallest", largest: "The largest" }[view.say[name]];
    const over = label(view, view.sweep);
    const xLabel = over + (view.symbols[view.sweep] ? ` ${view.symbols[view.sweep]}` : "");
    super({
      ...{ title: `${kind} ${label(view, name)}, for every ${over}`, xLabel, yLabel: panel.y_label },
      ...{ name: "sweep", shape: "wide low", ...options },
    });
    const [, stops] = study.grid.find(([key]) => key === view.sweep);
    this.stops = stops;
    this.ratios = stops[0] > 0 && stops.at(-1) >= 30 * stops[0];
    this.scale = { x: this.ratios ? scaleLog() : scaleLinear(), y: panel.log ? scaleLog() : scaleLinear() };
    this.panel = panel;
  }
  draw(shown) {
    const { x, y } = this.scale;
    const { stops, panel } = this;
    this.begin();
    if (!shown.results) return;
    x.domain(this.ratios ? [stops[0] / 1.15, stops.at(-1) * 1.15] : padded(stops[0], stops.at(-1)));
    y.domain(this.range(shown.results, panel.curves[0], panel.log));
    this.axes(x, y);
    const [now, ...kept] = shown.sweeps;
    kept.forEach((rows, k) =>
      this.line(`kept ${k}`, rows, `is-kept is-kept-${k} is-dash-${dash({ curves: [0] }, 0, k)}`, shown.kept[k].letter),
    );
    this.line("now", now, "is-curve is-curve-0 is-dash-0");
    const finite = now.filter((row) => row.every(Number.isFinite));
    this.path("stops", dots(finite, x, y), "is-stop");
    const lost = now.filter(([, value]) => !Number.isFinite(value));
    const top = y.invert(this.y[1] + 6);
    this.path(
      "lost",
      crosses(
        lost.map(([stop]) => [stop, top]),
        x,
        y,
      ),
      "is-lost",
    );
    const chosen = finite.filter(([stop]) => stop === shown.point[shown.view.sweep]);
    this.path("here", dots(chosen, x, y), "is-here");
    this.describe(
      `${setting(shown)}: ${now.map(([stop, value]) => `${number(stop)} gives ${number(value)}`).join(", ")}`,
    );
  }
}
