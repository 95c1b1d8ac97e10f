// OptimizerPlayground's two pictures: the paths on the contours, and the losses.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { dots, ellipses, isolines, polyline, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number, steps } from "../../kit/words.js";
import { OPTIMIZERS, point } from "./model.js";

const LEVELS = 11;
const KEYS = Object.keys(OPTIMIZERS);

/** The paths from a start that is dragged, pressed, or moved with the arrow keys. */
export class PathsPlot extends Plot {
  constructor({ setStart, state, ...options }) {
    super({ title: "The paths", xLabel: "x", yLabel: "y", name: "paths", interactive: true, ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.handle = new Handle(this, {
      label: "Start of all runs: arrow keys change x (left, right) and y (up, down)",
      anywhere: true,
      drag: ([x, y]) => setStart(x, y),
      nudge: (right, up) => {
        const { x, y, on } = state();
        const [across, high] = on.domain.map(([low, top]) => (top - low) / 100);
        setStart(x + right * across, y + up * high);
      },
    });
    this.ground = cached((on, ...place) => this.contours(on, ...place));
    this.drawn = new Map(KEYS.map((key) => [key, cached((path, at, ...place) => this.way(path, at, ...place))]));
  }
  contours(on) {
    const { x, y } = this.scale;
    const domains = [x.domain(), y.domain()];
    const rings = on.hMax ? ellipses(on.hMax, domains, LEVELS) : isolines(([a, b]) => on.loss(a, b), domains, LEVELS);
    return rings.map((ring) => through(ring, x, y)).join("");
  }
  way({ points }, at) {
    const { x, y } = this.scale;
    return polyline(points, at + 1, x, y);
  }
  draw(state) {
    const { on, paths, at, x: startX, y: startY } = state;
    const { x, y } = this.scale;
    const [across, up] = this.equal(on.domain);
    x.domain(across);
    y.domain(up);
    this.axes(x, y);
    const size = [this.width, this.height];
    this.path("ground", this.ground(on, ...size), "is-contour");
    this.path("minima", dots(on.minima, x, y), "is-target");
    const byKey = new Map(paths.map((path) => [path.optimizer, path]));
    for (const key of KEYS) {
      const path = byKey.get(key);
      const here = path ? Math.min(at, path.made) : 0;
      this.path(`way ${key}`, path ? this.drawn.get(key)(path, here, on, ...size) : "", `is-${key}`);
    }
    for (const key of KEYS) {
      const path = byKey.get(key);
      const end = path ? [point(path, Math.min(at, path.made))] : [];
      this.path(`end ${key}`, dots(end, x, y), `is-end is-end-${key}`);
    }
    const place = `x = ${number(startX)}, y = ${number(startY)}`;
    this.handle.place([startX, startY], { value: startX, limits: across, text: place });
    this.describe(`Contours of the loss and the paths of ${paths.length} optimizers from ${place}, after ${steps(at)}`);
  }
}

/** The loss after each step, of all that run. */
export class LossesPlot extends Plot {
  constructor(options) {
    super({ title: "The losses, step by step", xLabel: "step", yLabel: "loss", name: "losses", ...options });
    this.linear = { x: scaleLinear(), y: scaleLinear() };
    this.logarithmic = { x: scaleLinear(), y: scaleLog() };
  }
  curve({ losses, made }, { x, y }) {
    const low = y.base ? y.domain()[0] / 10 : -Infinity;
    const points = new Float64Array(2 * made + 2);
    for (let t = 0; t <= made; t++) {
      points[2 * t] = t;
      points[2 * t + 1] = Math.max(low, losses[t]);
    }
    return polyline(points, made + 1, x, y);
  }
  draw({ on, paths, at, steps: asked, log_loss: wanted }) {
    const isLog = wanted && on.minima.length > 0;
    const scale = isLog ? this.logarithmic : this.linear;
    const { x, y } = scale;
    x.domain([0, asked]);
    y.domain(room(paths, isLog));
    this.axes(x, y);
    this.label("step", isLog ? "loss (logarithmic)" : "loss");
    for (const key of KEYS) {
      const path = paths.find(({ optimizer }) => optimizer === key);
      this.path(key, path ? this.curve(path, scale) : "", `is-${key}`);
    }
    this.path("here", at < asked ? `M${x(at)},${this.y[0]}V${this.y[1]}` : "", "is-moment");
    this.describe(`Losses of ${paths.length} optimizers over ${steps(asked)}`);
  }
}

/** The losses worth showing: a run that diverges must not flatten the others. */
function room(paths, isLog) {
  if (!paths.length) return isLog ? [0.1, 10] : [0, 1];
  const start = paths[0].losses[0];
  let [low, high] = [Infinity, -Infinity];
  for (const { losses, made } of paths) {
    for (let t = 0; t <= made; t++) {
      if (losses[t] < low) low = losses[t];
      if (losses[t] > high) high = losses[t];
    }
  }
  if (isLog) {
    const top = Math.min(high, 1e3 * Math.max(start, 1e-9));
    return [Math.max(low, top * 1e-12) / 1.6, top * 1.6];
  }
  const most = Math.max(Math.abs(start), 0.1);
  [low, high] = [Math.max(low, -10 * most), Math.min(high, 3 * most)];
  return [low - 0.03 * (high - low), high + 0.05 * (high - low) || 1];
}
