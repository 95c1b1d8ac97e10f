// LineFit's three pictures: the line, the bowl, the loss.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { contour } from "../../engine/linear.js";
import { extent, padded } from "../../kit/domains.js";
import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { dots, rods, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";

const LEVELS = 9;
const ENDS = [0.12, 0.88]; // shares of the width where the line is held

/** The data and the line, which two handles tilt and lift. */
export class DataPlot extends Plot {
  constructor({ setLine, held, state, ...options }) {
    super({ title: "The line over the data", xLabel: "x", yLabel: "y", name: "data", interactive: true, ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.domain = cached(({ x, y }) => [padded(extent(x), 0.08), padded(extent([0, ...y]), 0.15)]);
    this.handles = ENDS.map((share, i, shares) => {
      const place = () => this.at(share, state().now);
      const other = () => this.at(shares[1 - i], state().now);
      const put = (height) => {
        const [[x1, y1], [x2]] = [other(), place()];
        const w = (height - y1) / (x2 - x1);
        setLine(w, y1 - w * x1);
      };
      return new Handle(this, {
        label: `${i ? "Right" : "Left"} end of the line: up and down arrow keys move it`,
        drag: ([, height]) => put(height),
        nudge: (_, up) => put(place()[1] + (up * this.span()) / 100),
        held,
      });
    });
  }
  span() {
    const [low, high] = this.scale.y.domain();
    return high - low;
  }
  /** The point of a line at a share of the width. */
  at(share, { w, b }) {
    const [low, high] = this.scale.x.domain();
    const x = low + share * (high - low);
    return [x, w * x + b];
  }
  draw({ points, now, best }) {
    const [xs, ys] = this.domain(points);
    const { x, y } = this.scale;
    x.domain(xs);
    y.domain(ys);
    this.axes(x, y);
    const along = (w, b) =>
      through(
        xs.map((at) => [at, w * at + b]),
        x,
        y,
      );
    const pairs = points.x.map((at, i) => [at, points.y[i]]);
    this.path(
      "residuals",
      rods(
        pairs.map(([a, b]) => [a, b, now.w * a + now.b]),
        x,
        y,
      ),
      "is-residual",
    );
    this.path("best", along(best.w, best.b), "is-best");
    this.path("points", dots(pairs, x, y), "is-data");
    this.path("line", along(now.w, now.b), "is-now");
    this.handles.forEach((each, i) => {
      const [at, height] = this.at(ENDS[i], now);
      each.place([at, height], { value: height, limits: ys, text: `height ${number(height)} at x = ${number(at)}` });
    });
    this.describe(`${pairs.length} points and the line y = ${number(now.w)} x + ${number(now.b)}`);
  }
}

/** The loss over w and b, with the path down; a handle moves the start. */
export class BowlPlot extends Plot {
  constructor({ setLine, held, state, ...options }) {
    super({ title: "The bowl of the loss", xLabel: "w", yLabel: "b", name: "bowl", interactive: true, ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.frozen = null;
    this.handle = new Handle(this, {
      label: "Start of the run: arrow keys change w (left, right) and b (up, down)",
      drag: ([w, b]) => setLine(w, b),
      nudge: (right, up) => {
        const [{ w, b }] = state().path;
        setLine(w + this.hundredths("x", right), b + this.hundredths("y", up));
      },
      held: (on) => {
        this.frozen = on ? this.frozen || this.domain() : null;
        held(on);
      },
    });
    this.rings = cached((best, form, reach) => rings(best, form, reach));
  }
  domain() {
    return [this.scale.x.domain(), this.scale.y.domain()];
  }
  /** How far to show w and b around the best: one unit is as long on both axes, or angles would lie. */
  reach(start, best) {
    const sides = [this.x[1] - this.x[0], this.y[0] - this.y[1]];
    const wanted = [start.w - best.w, start.b - best.b].map((way) => 1.3 * Math.max(1, Math.abs(way)));
    const unit = Math.max(wanted[0] / sides[0], wanted[1] / sides[1]);
    return sides.map((side) => unit * side);
  }
  /** Hundredths of the width or height, in units. */
  hundredths(side, times) {
    const [low, high] = this.scale[side].domain();
    return (times * (high - low)) / 100;
  }
  draw(state) {
    const { path, at, best } = state;
    const { x, y } = this.scale;
    const [start] = path;
    const reach = this.reach(start, best);
    const around = [best.w, best.b].map((value, i) => [value - reach[i], value + reach[i]]);
    const [xs, ys] = this.frozen || around;
    x.domain(xs);
    y.domain(ys);
    this.axes(x, y);
    const lines = this.rings(best, state.form, reach.join()).map((ring) => through(ring, x, y));
    this.path("rings", lines.join(""), "is-contour");
    const walked = path.slice(0, at + 1).map(({ w, b }) => [w, b]);
    this.path("path", through(walked, x, y), "is-path");
    this.path("steps", dots(walked, x, y), "is-step");
    this.path("best", dots([[best.w, best.b]], x, y), "is-target");
    this.path("now", dots(walked.slice(-1), x, y), "is-here");
    const { w, b } = start;
    this.handle.place([w, b], { value: w, limits: xs, text: `w = ${number(w)}, b = ${number(b)}` });
    this.describe(
      `Contours of the loss around w = ${number(best.w)}, b = ${number(best.b)}, and ${at} steps of the run`,
    );
  }
}

/** Contours at excesses that grow with the square, so that rings are evenly spaced. */
function rings(best, form, reach) {
  const [w, b] = reach.split(",").map(Number);
  const [c, s] = form.steep;
  const farthest =
    0.5 * (form.hMax * (Math.abs(w * c) + Math.abs(b * s)) ** 2 + form.hMin * (Math.abs(w * s) + Math.abs(b * c)) ** 2);
  return Array.from({ length: LEVELS }, (_, i) => contour(best, form, farthest * ((i + 1) / LEVELS) ** 2));
}

/** The loss after each step, logarithmic. */
export class LossPlot extends Plot {
  constructor(options) {
    super({
      title: "The loss, step by step",
      xLabel: "step",
      yLabel: "loss (logarithmic)",
      name: "loss",
      shape: "wide low",
      ...options,
    });
    this.scale = { x: scaleLinear(), y: scaleLog() };
  }
  draw({ path, at, best, horizon, now }) {
    const shown = path.slice(0, horizon + 1).map(({ loss }, step) => [step, Math.max(loss, 1e-300)]);
    const losses = shown.map(([, loss]) => loss);
    const low = Math.max(Math.min(best.loss, ...losses), Math.max(...losses) * 1e-12);
    const { x, y } = this.scale;
    x.domain([0, horizon]);
    y.domain([low / 1.6, Math.max(...losses) * 1.6]);
    this.axes(x, y);
    this.path(
      "smallest",
      through(
        [
          [0, best.loss],
          [horizon, best.loss],
        ],
        x,
        y,
      ),
      "is-best",
    );
    this.path("loss", through(shown, x, y), "is-now");
    this.path("here", dots([[at, Math.max(now.loss, 1e-300)]], x, y), "is-here");
    this.describe(
      `Loss from ${number(losses[0])} at the start to ${number(losses.at(-1))} after ${horizon} steps; the smallest possible is ${number(best.loss)}`,
    );
  }
}
