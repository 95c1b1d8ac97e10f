// GradientCloud's three pictures: the estimates, the run, the variance.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { varianceShare } from "../../engine/batches.js";
import { contour } from "../../engine/linear.js";
import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { dots, ellipse, even, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { STEPS } from "./model.js";

const LEVELS = 8;
const SPREAD = 1.7; // standard deviations of one example's gradient that the cloud's picture holds

const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
const point = (text, [a, b]) => `${text} (${number(a)}, ${number(b)})`;

/** The estimates around the true gradient; axes don't follow the batch size, so that it can be seen to matter. */
export class CloudPlot extends Plot {
  constructor(options) {
    super({ title: "Estimates of the gradient", xLabel: "∂L/∂w", yLabel: "∂L/∂b", name: "cloud", ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.domain = cached(({ mean, covariance }) =>
      [covariance[0], covariance[2]].map((variance, i) => {
        const room = SPREAD * Math.sqrt(variance) || 1;
        return [Math.min(0, mean[i]) - room, Math.max(0, mean[i]) + room];
      }),
    );
  }
  draw({ opening, points, gradient, covariance, share, path, at, lr, B }) {
    const { x, y } = this.scale;
    const [xs, ys] = even(this.domain(opening), this);
    x.domain(xs);
    y.domain(ys);
    this.axes(x, y);
    const theory = ellipse(
      gradient,
      covariance.map((part) => share * part),
    );
    this.path("estimates", dots(pairs(points), x, y), "is-estimate");
    this.path("rest", dots([[0, 0]], x, y), "is-target");
    this.path("true", dots([gradient], x, y), "is-here");
    const taken = at + 1 < path.length ? [0, 1].map((i) => (path[at][i] - path[at + 1][i]) / lr) : null;
    this.path("taken", taken && dots([taken], x, y), "is-taken");
    this.path("theory", through(theory, x, y), "is-theory");
    this.describe(`${points.length / 2} estimates from batches of ${B} around ${point("the true gradient", gradient)}`);
  }
}

/** The run over the contours of the loss, with theory's noise ball; a handle moves the start. */
export class RunPlot extends Plot {
  constructor({ setLine, held, state, ...options }) {
    super({ title: "The run of such steps", xLabel: "w", yLabel: "b", name: "run", interactive: true, ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.frozen = null;
    this.handle = new Handle(this, {
      label: "Start of the run: arrow keys change w (left, right) and b (up, down)",
      drag: ([w, b]) => setLine(w, b),
      nudge: (right, up) => {
        const [[w, b]] = state().path;
        setLine(w + right / 20, b + up / 20);
      },
      held: (on) => {
        this.frozen = on ? this.frozen || [this.scale.x.domain(), this.scale.y.domain()] : null;
        held(on);
      },
    });
    this.rings = cached((best, form, x0, x1, y0, y1) => rings(best, form, Math.hypot(x1 - x0, y1 - y0) / 2));
  }
  draw(state) {
    const { path, at, best, form } = state;
    const { x, y } = this.scale;
    const around = path[0].map((start, i) => {
      const reach = 1.3 * Math.max(0.5, Math.abs(start - [best.w, best.b][i]));
      return [-reach, reach].map((way) => [best.w, best.b][i] + way);
    });
    const [xs, ys] = this.frozen || even(around, this);
    x.domain(xs);
    y.domain(ys);
    this.axes(x, y);
    const lines = this.rings(best, form, ...xs, ...ys).map((ring) => through(ring, x, y));
    this.path("rings", lines.join(""), "is-contour");
    const walked = path.slice(0, at + 1);
    this.path("path", through(walked, x, y), "is-walk");
    this.path("steps", dots(walked, x, y), "is-walked");
    this.path("best", dots([[best.w, best.b]], x, y), "is-target");
    this.path("now", dots(walked.slice(-1), x, y), "is-here");
    this.path("theory", this.ball(state, x, y), "is-theory");
    const [w, b] = path[0];
    this.handle.place([w, b], { value: w, limits: xs, text: `w = ${number(w)}, b = ${number(b)}` });
    this.describe(
      `${at} steps of the run, ${point("now at", path[at])}; ${point("the best line is", [best.w, best.b])}`,
    );
  }
  /** One standard deviation around where theory expects the last step. */
  ball({ grows, expected, best }, x, y) {
    if (grows) return "";
    const { mean, moment } = expected[STEPS];
    const spread = [moment[0] - mean[0] ** 2, moment[1] - mean[0] * mean[1], moment[2] - mean[1] ** 2];
    return through(ellipse([best.w + mean[0], best.b + mean[1]], spread), x, y);
  }
}

/** Contours at excesses that grow with the square, so that rings are evenly spaced. */
const rings = (best, form, reach) =>
  Array.from({ length: LEVELS }, (_, i) => contour(best, form, (form.hMax / 2) * (reach * ((i + 1) / LEVELS)) ** 2));

/** The estimates' variance against the batch size, both logarithmic. */
export class VariancePlot extends Plot {
  constructor(options) {
    super({
      ...{ title: "Variance against batch size", xLabel: "batch size B (logarithmic)" },
      ...{ yLabel: "mean squared distance (logarithmic)", name: "variance", shape: "wide low", ...options },
    });
    this.scale = { x: scaleLog(), y: scaleLog() };
  }
  draw({ n, B, one, rows, now, replacement }) {
    const { x, y } = this.scale;
    const high = Math.max(one, Number.MIN_VALUE * 2 ** 60);
    x.domain([0.9, n * 1.1]);
    y.domain([high / n / 4, high * 2]);
    this.axes(x, y);
    this.path("other", this.line(n, high, !replacement), "is-before");
    this.path("theory", this.line(n, high, replacement), "is-theory");
    const seen = rows.filter(({ measured }) => measured > 0).map(({ size, measured }) => [size, measured]);
    this.path("measured", dots(seen, x, y), "is-measured");
    this.path("here", now.measured > 0 && dots([[B, now.measured]], x, y), "is-here");
    this.describe(
      `At B = ${B} the mean squared distance of the estimates is ${number(now.measured)}; theory's line, from ${number(one)} at B = 1, says ${number(now.variance)}`,
    );
  }
  /** σ²/B, or what is left of it without replacement. */
  line(n, high, replacement) {
    const sizes = Array.from({ length: 81 }, (_, i) => n ** (i / 80));
    const points = sizes.map((size) => [size, high * varianceShare(n, size, replacement)]);
    return through(
      points.map(([size, value]) => [size, Math.max(value, high / n / 1e6)]),
      this.scale.x,
      this.scale.y,
    );
  }
}
