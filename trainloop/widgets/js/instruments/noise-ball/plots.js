// NoiseBall's three pictures: the loss, the ball, the floor against α.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { cached } from "../../kit/live.js";
import { dots, ellipse, even, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { RUNS, START, STEPS } from "./model.js";

const LEVELS = 8;
const HALF = 1.15 * START; // half the ball's picture, doubled until the ball fits
const FLAT = 1e-300; // what a logarithmic axis takes for 0

/** The loss after each step: many runs, theory, and the part that noise has in it. */
export class LossPlot extends Plot {
  constructor(options) {
    const labels = { title: "The loss, step by step", xLabel: "step", yLabel: "loss (logarithmic)" };
    super({ ...labels, name: "loss", shape: "wide low", ...options });
    this.scale = { x: scaleLinear(), y: scaleLog() };
  }
  draw({ losses, bias, variance, made, floor, lr }) {
    const { x, y } = this.scale;
    const [opening, last] = [bias[0], bias[made] + variance[made]];
    x.domain([0, STEPS]);
    // Fixed while it can be, so that a lower floor is seen to be lower.
    y.domain([Math.min(opening / 1e4, last / 5), Math.min(opening * 1e8, Math.max(opening * 3, 3 * last))]);
    this.axes(x, y);
    const line = (of) =>
      through(
        Array.from({ length: made + 1 }, (_, t) => [t, Math.max(FLAT, of(t))]),
        x,
        y,
      );
    const bottom = floor(lr);
    const flat = [0, STEPS].map((t) => [t, Math.max(FLAT, bottom)]);
    this.path("floor", Number.isFinite(bottom) && through(flat, x, y), "is-floor");
    this.path(
      "runs",
      line((t) => losses[t]),
      "is-now",
    );
    this.path(
      "bias",
      line((t) => bias[t]),
      "is-before",
    );
    this.path(
      "theory",
      line((t) => bias[t] + variance[t]),
      "is-theory",
    );
    this.describe(`Loss from ${number(opening)} at the start to ${number(losses[made])} after ${made} steps`);
  }
}

/** Where all runs are at last, over the contours of the loss. */
export class BallPlot extends Plot {
  constructor(options) {
    super({ title: `${RUNS} runs after ${STEPS} steps`, xLabel: "w₁", yLabel: "w₂", name: "ball", ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.rings = cached((h1, h2, x1, y1) => {
      const top = 0.5 * (h1 * x1 ** 2 + h2 * y1 ** 2);
      const excess = Array.from({ length: LEVELS }, (_, i) => top * ((i + 1) / LEVELS) ** 2);
      return excess.map((level) => ellipse([0, 0], [(2 * level) / h1, 0, (2 * level) / h2], 96));
    });
  }
  draw({ axes, made, h1, h2, last, first, lr, limit }) {
    const { x, y } = this.scale;
    const [mean, variance] = ["mean", "variance"].map((part) => axes.map((axis) => axis[part][made]));
    const ball = Math.max(...mean.map((value, i) => Math.abs(value) + 2.5 * Math.sqrt(variance[i])));
    const half = lr < limit && ball > HALF ? HALF * 2 ** Math.ceil(Math.log2(ball / HALF)) : HALF;
    const sides = [-half, half];
    const [xs, ys] = even([sides, sides], this);
    x.domain(xs);
    y.domain(ys);
    this.axes(x, y);
    const rings = this.rings(h1, h2, xs[1], ys[1]).map((ring) => through(ring, x, y));
    this.path("rings", rings.join(""), "is-contour");
    const steps = Array.from({ length: made + 1 }, (_, t) => [first[2 * t], first[2 * t + 1]]);
    const gone = steps.findIndex((place) => Math.max(...place.map(Math.abs)) > 4 * half);
    const walked = gone < 0 ? steps : steps.slice(0, gone + 1); // more zigzags would only fill the picture
    this.path("path", through(walked, x, y), "is-walk");
    const ends = Array.from({ length: RUNS }, (_, run) => [last[2 * run], last[2 * run + 1]]);
    this.path("ends", made === STEPS && dots(ends, x, y), "is-estimate");
    this.path("target", dots([[0, 0]], x, y), "is-target");
    const around = ellipse(mean, [variance[0], 0, variance[1]]);
    this.path("theory", lr < limit && through(around, x, y), "is-theory");
    this.describe(
      `Standard deviations by theory: ${number(Math.sqrt(variance[0]))} along w₁, ${number(Math.sqrt(variance[1]))} along w₂`,
    );
  }
}

/** The floor of the loss against α; the axes never move, so that all that matters is seen to matter. */
export class FloorPlot extends Plot {
  constructor(options) {
    const labels = { title: "The floor of the loss", xLabel: "α (logarithmic)", yLabel: "floor (logarithmic)" };
    super({ ...labels, name: "floor", ...options });
    this.scale = { x: scaleLog(), y: scaleLog() };
  }
  draw({ floors, noise, lr, floor, limit }) {
    const { x, y } = this.scale;
    x.domain([0.001, 10]);
    y.domain([1e-7, 1e3]);
    this.axes(x, y);
    const scaled = (curve) =>
      through(
        curve.map(([rate, value]) => [rate, noise * value]),
        x,
        y,
      );
    this.path("plain", scaled(floors.plain), "is-plain");
    this.path("own", scaled(floors.own), "is-theory");
    const now = floor(lr);
    this.path("here", Number.isFinite(now) && dots([[lr, now]], x, y), "is-here");
    this.describe(
      `The floor at α = ${number(lr)} is ${number(now)}; it rises without end towards α = ${number(limit)}`,
    );
  }
}
