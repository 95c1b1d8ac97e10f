// EffectiveRates' two pictures: the paths over those on the unscaled loss, and a quantity of one coordinate.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { scaled } from "../../engine/rates.js";
import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { dots, ellipses, isolines, polyline, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number, steps as counted } from "../../kit/words.js";
import { OPTIMIZERS, QUANTITIES } from "./model.js";

const LEVELS = 11;
const KEYS = Object.keys(OPTIMIZERS);
const OUT = 20; // in x or y
const DOMAIN = [
  [-5, 5],
  [-4, 4],
];

/** The paths from a start that is dragged, pressed, or moved with the arrow keys. */
export class PathsPlot extends Plot {
  constructor({ setStart, state, ...options }) {
    super({ title: "The paths", xLabel: "x", yLabel: "y", name: "paths", interactive: true, ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.handle = new Handle(this, {
      label: "Start of all runs: arrow keys change x (left, right) and y (up, down)",
      anywhere: true,
      drag: ([x, y]) => setStart(x, y),
      nudge: (right, up) => setStart(state().x + right / 10, state().y + up / 10),
    });
    this.ground = cached((loss, scale) => this.contours(loss, scale));
    const line = () => cached(({ points, made }) => polyline(points, shown(points, made), this.scale.x, this.scale.y));
    this.lines = new Map(KEYS.map((key) => [key, line()]));
    this.references = new Map(KEYS.map((key) => [key, line()]));
  }
  contours(loss, scale) {
    const { x, y } = this.scale;
    const domains = [x.domain(), y.domain()];
    const height = ([a, b]) => scaled(loss, scale, 1).loss(a, b);
    const rings = loss === "bowl" ? ellipses(scale, domains, LEVELS) : isolines(height, domains, LEVELS, 40);
    return rings.map((ring) => through(ring, x, y)).join("");
  }
  draw({ paths, loss, scale, isScaled, x: startX, y: startY }) {
    const { x, y } = this.scale;
    const [across, up] = this.equal(DOMAIN);
    x.domain(across);
    y.domain(up);
    this.axes(x, y);
    const size = [this.width, this.height];
    this.path("ground", this.ground(loss, scale, ...size), "is-contour");
    this.path("minimum", loss === "bowl" ? dots([[0, 0]], x, y) : "", "is-target");
    const byKey = new Map(paths.map((each) => [each.optimizer, each]));
    for (const key of KEYS) {
      const before = isScaled && byKey.get(key)?.reference;
      this.path(`before ${key}`, before ? this.references.get(key)(before, ...size) : "", "is-reference");
    }
    for (const key of KEYS) {
      const path = byKey.get(key)?.path;
      this.path(`way ${key}`, path ? this.lines.get(key)(path, ...size) : "", `is-${key}`);
      const end = path ? [[path.points[2 * path.made], path.points[2 * path.made + 1]]] : [];
      this.path(`end ${key}`, dots(end, x, y), `is-end is-end-${key}`);
    }
    const place = `x = ${number(startX)}, y = ${number(startY)}`;
    this.handle.place([startX, startY], { value: startX, limits: across, text: place });
    this.describe(`Contours of the loss and the paths of ${paths.length} optimizers from ${place}`);
  }
}

/** How many points there are to draw: a path that is far outside the picture ends there. */
function shown(points, made) {
  let t = 0;
  while (t < made && Math.abs(points[2 * t]) < OUT && Math.abs(points[2 * t + 1]) < OUT) t++;
  return t + 1;
}

/** The title of the picture, and its axis: short enough for a narrow screen. */
const TITLES = {
  rate: ["What α is multiplied by", "effective rate"],
  step: ["The length of each step", "length in α"],
  distance: ["How far from the start", "distance in α"],
};

/** Rate, length of a step, or distance, of one coordinate, both axes logarithmic. */
export class RatesPlot extends Plot {
  constructor(options) {
    super({ title: TITLES.rate[0], xLabel: "step (logarithmic)", yLabel: "", name: "rates", ...options });
    this.scale = { x: scaleLog(), y: scaleLog() };
    this.caption = this.node.querySelector("figcaption");
    this.curves = new Map(KEYS.map((key) => [key, cached(curve)]));
  }
  draw({ paths, quantity, coordinate, lr, steps }) {
    const { x, y } = this.scale;
    const i = coordinate === "x" ? 0 : 1;
    const curves = new Map(
      paths.map(({ optimizer, path }) => [optimizer, this.curves.get(optimizer)(path, quantity, i, lr)]),
    );
    x.domain([1, Math.max(2, steps)]);
    y.domain(room([...curves.values()]));
    this.axes(x, y);
    const [title, axis] = TITLES[quantity];
    if (this.caption.textContent !== title) this.caption.textContent = title;
    this.label("step (logarithmic)", `${coordinate}: ${axis} (logarithmic)`);
    for (const key of KEYS) {
      const points = curves.get(key);
      this.path(key, points ? polyline(points, points.length / 2, x, y) : "", `is-${key}`);
    }
    const of = `of ${paths.length} optimizers over ${counted(steps)}`;
    this.describe(`${title}. ${coordinate}: ${axis} (logarithmic), ${of}`);
  }
}

const LEAST = 1e-9; // shorter steps than this share of α aren't worth a decade of the picture

function curve(path, quantity, i, lr) {
  const points = new Float64Array(2 * path.made);
  for (let t = 1; t <= path.made; t++) {
    points[2 * t - 2] = t;
    points[2 * t - 1] = Math.max(LEAST, QUANTITIES[quantity](path, i, t, lr));
  }
  return points;
}

/** The values that are there, at least two decades: a run that diverges must not flatten the others. */
function room(curves) {
  let [low, high] = [Infinity, 0];
  for (const points of curves) {
    for (let k = 1; k < points.length; k += 2) {
      low = Math.min(low, points[k]);
      high = Math.max(high, points[k]);
    }
  }
  if (!(high > 0)) return [0.1, 10];
  high = Math.min(high, Math.max(1e7, 10 * curves.at(-1)[1]));
  low = Math.max(low, high * 1e-9);
  const middle = Math.sqrt(low * high);
  return [Math.min(low / 1.6, middle / 10), Math.max(high * 1.6, middle * 10)];
}
