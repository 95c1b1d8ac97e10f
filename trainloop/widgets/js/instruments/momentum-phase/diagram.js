// MomentumPhase's phase diagram: αh across, μ up, and where the ravine's two directions are in it.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { asSum, borders, converted } from "../../engine/phase.js";
import { svg, uniqueId } from "../../kit/dom.js";
import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { dots, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";

const WIDE = [1e-3, 8]; // of αh
const ROWS = 120; // for a border
const HATCH = { under: "M0,3h0", flips: "M3,-1V7", lost: "M-1,7L7,-1" };
const LABELS = [
  ["over-damped", 0.006, 0.2],
  ["under-damped", 0.12, 0.85],
  ["divergent", 5.4, 0.3],
];

/** The regions, the two directions as points, the best place; the steep direction's point is a handle. */
export class PhasePlot extends Plot {
  constructor({ set, state, held, ...options }) {
    super({
      title: "The phase of each direction",
      xLabel: "αh (logarithmic), α a sum's",
      yLabel: "momentum μ",
      name: "phase",
      interactive: true,
      ...options,
    });
    this.scale = { x: scaleLog().domain(WIDE), y: scaleLinear().domain([0, 1]) };
    this.fills = Object.fromEntries(Object.entries(HATCH).map(([name, d]) => [name, this.pattern(name, d)]));
    this.regions = cached((form) => this.outlines(form));
    // A point of the diagram as α and μ: the handle is the direction of curvature κ.
    const put = (a, mu) => {
      const { form, kappa } = state();
      const kept = Math.min(0.99, Math.max(0, Number(mu.toFixed(3))));
      set({ lr: converted(a / kappa, kept, "sum", form), mu: kept });
    };
    this.handle = new Handle(this, {
      label: "Steep direction in the phase diagram: arrow keys change α (left, right) and μ (up, down)",
      anywhere: true,
      drag: ([a, mu]) => put(a, mu),
      nudge: (right, up) => {
        const { form, lr, mu, kappa } = state();
        put(asSum(form, lr, mu) * kappa * 1.05 ** right, mu + up / 100);
      },
      held,
    });
  }
  pattern(name, d) {
    const id = uniqueId(name);
    const mark = svg("path", { d, class: `is-hatch is-hatch-${name}` });
    const size = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
    this.svg.prepend(svg("defs", {}, svg("pattern", { id, ...size }, mark)));
    return `fill: url(#${id})`;
  }
  /** The borders as points, upward. */
  outlines(form) {
    const rows = Array.from({ length: ROWS + 1 }, (_, i) => i / ROWS);
    return [0, 1, 2].map((k) => rows.map((mu) => [Math.max(WIDE[0], borders(form, mu)[k]), mu]));
  }
  draw(state) {
    const { form, mu, along, across, best, kappa } = state;
    const { x, y } = this.scale;
    this.axes(x, y);
    const [under, flips, lost] = this.regions(form);
    const edge = [0, 1].map((level) => [WIDE[1], level]);
    this.region("under", under, flips);
    this.region("flips", flips, lost);
    this.region("lost", lost, edge);
    this.path("critical", through(under, x, y) + through(flips, x, y), "is-critical");
    this.path("limit", through(lost, x, y), "is-limit");
    LABELS.forEach(([text, a, height]) => this.say(text, a, height));
    const optimum = asSum(form, best.lr, best.mu);
    const spots = [optimum, optimum * kappa].map((a) => [a, best.mu]);
    this.path("best", dots(spots, x, y), "is-target");
    const place = ([a, level]) => [Math.min(WIDE[1], Math.max(WIDE[0], a)), level];
    const [flat, steep] = [along.a, across.a].map((a) => place([a, mu]));
    this.path("pair", through([flat, steep], x, y), "is-pair");
    this.path("along", dots([flat], x, y), "is-along");
    const text = `αh = ${number(across.a)}, μ = ${number(mu)}`;
    this.handle.place(steep, { value: across.a, limits: WIDE, text });
    this.describe(`Phase diagram: along the ravine ${along.phase}, across it ${across.phase}, at ${text}`);
  }
  region(name, left, right) {
    const { x, y } = this.scale;
    const d = `${through([...left, ...right.slice().reverse()], x, y)}Z`;
    this.path(`${name} tint`, d, `is-region is-region-${name}`);
    this.shape("path", name, { d, style: this.fills[name] });
  }
  say(text, a, height) {
    const { x, y } = this.scale;
    const turned = text === "divergent" ? " rotate(-90)" : "";
    const transform = `translate(${x(a).toFixed(1)},${y(height).toFixed(1)})${turned}`;
    const attributes = { transform, "text-anchor": "middle", class: "instrument-label is-name" };
    const node = this.shape("text", `name ${text}`, attributes);
    if (node.textContent !== text) node.textContent = text;
  }
}
