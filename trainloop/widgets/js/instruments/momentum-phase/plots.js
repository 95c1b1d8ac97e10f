// MomentumPhase's path, and the bars that split its velocity.

import { scaleLinear } from "../../kit/d3-scale.js";

import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { dots, ellipses, polyline, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number, steps } from "../../kit/words.js";

const LEVELS = 11;
const DOMAIN = [
  [-5, 5],
  [-2, 2],
];

/** The path down the ravine; its start is dragged, pressed, or moved with the arrow keys. */
export class PathPlot extends Plot {
  constructor({ setStart, state, held, ...options }) {
    super({ title: "The path", xLabel: "x, along", yLabel: "y, across", name: "path", interactive: true, ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.handle = new Handle(this, {
      label: "Start of the run: arrow keys change x (left, right) and y (up, down)",
      anywhere: true,
      drag: ([x, y]) => setStart(x, y),
      nudge: (right, up) => setStart(state().x + right / 10, state().y + up / 10),
      held,
    });
    this.ground = cached((kappa) => this.rings(kappa));
    this.way = cached((run, at) => polyline(run.points, at + 1, this.scale.x, this.scale.y));
    this.marks = cached((run, at) => dots(visited(run, at, this.scale), this.scale.x, this.scale.y));
  }
  rings(kappa) {
    const { x, y } = this.scale;
    const rings = ellipses(kappa, [x.domain(), y.domain()], LEVELS);
    return rings.map((ring) => through(ring, x, y)).join("");
  }
  draw({ run, at, kappa, x: startX, y: startY }) {
    const { x, y } = this.scale;
    const [across, up] = this.equal(DOMAIN);
    x.domain(across);
    y.domain(up);
    this.axes(x, y);
    const size = [this.width, this.height];
    this.path("ground", this.ground(kappa, ...size), "is-contour");
    this.path("way", this.way(run, at, ...size), "is-path");
    this.path("steps", this.marks(run, at, ...size), "is-step");
    this.path("minimum", dots([[0, 0]], x, y), "is-target");
    const end = [run.points[2 * at], run.points[2 * at + 1]];
    this.path("here", dots([end], x, y), "is-here");
    const place = `x = ${number(startX)}, y = ${number(startY)}`;
    this.handle.place([startX, startY], { value: startX, limits: across, text: place });
    this.describe(`Contours of the ravine and the path of ${steps(at)} from ${place}`);
  }
}

/** The places of the first steps that are inside the picture. */
function visited({ points }, at, { x, y }) {
  const [[left, right], [low, high]] = [x.domain(), y.domain()];
  const all = Array.from({ length: at + 1 }, (_, t) => [points[2 * t], points[2 * t + 1]]);
  return all.filter(([a, b]) => a >= left && a <= right && b >= low && b <= high);
}

const TITLE = 22; // height of the line above a direction's bars
const WAYS = ["along", "across"];

/** In each direction: this point's gradient, the velocity, and what it would be had all gradients agreed. */
export class VelocityPlot extends Plot {
  constructor(options) {
    super({
      title: "What the velocity holds",
      xLabel: "× the gradients' mean size",
      yLabel: "",
      name: "velocity",
      ...options,
    });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.scale.y.ticks = () => []; // two directions, no numbers
  }
  draw({ bars, gains, at }) {
    const { x, y } = this.scale;
    const most = Math.max(1.25, 1.1 * gains.agreement);
    x.domain([-most, most]);
    this.axes(x, y);
    const [low, high] = [this.y[1], this.y[0]];
    const band = (high - low) / 2;
    const tops = [low, low + band].map((top) => top + TITLE);
    const rod = (value, top) => `M${x(value)},${top}V${top + band - TITLE}`;
    const both = (gain) => tops.map((top) => rod(-gain, top) + rod(gain, top)).join("");
    this.path("alternation", both(gains.alternation), "is-alternation");
    this.path("agreement", both(gains.agreement), "is-best");
    bars.forEach((bar, i) => this.direction(bar, i, low + i * band, band));
    this.path("zero", tops.map((top) => rod(0, top)).join(""), "is-zero");
    this.describe(
      `After ${steps(at)}, in gradients: ` +
        bars.map(({ push, speed }, i) => `${WAYS[i]} push ${number(push)}, velocity ${number(speed)}`).join("; "),
    );
  }
  /** One direction's title and bars between `top` and `top + height`. */
  direction({ push, speed, most, gradient, velocity }, i, top, height) {
    const text = `${WAYS[i]}: −g ${number(-gradient, 2)}, −u ${number(-velocity, 2)}`;
    const node = this.shape(
      "text",
      `text ${i}`,
      { x: this.x[0] + 6, y: top + 15, class: "instrument-label is-title" },
      this.over,
    );
    if (node.textContent !== text) node.textContent = text;
    const room = height - TITLE - 4;
    this.bar(`all ${i}`, Math.sign(speed || 1) * most, top + TITLE + 0.36 * room, 0.5 * room, "is-all");
    this.bar(`u ${i}`, speed, top + TITLE + 0.36 * room, 0.5 * room, "is-velocity");
    this.bar(`g ${i}`, push, top + TITLE, 0.26 * room, "is-push");
  }
  bar(layer, value, top, height, style) {
    const { x } = this.scale;
    const [low, high] = x.domain();
    const [from, to] = [x(0), x(Math.min(high, Math.max(low, value)))];
    const place = { x: Math.min(from, to), y: top, width: Math.abs(to - from), height };
    this.shape("rect", layer, { ...rounded(place), class: style });
  }
}

const rounded = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toFixed(1)]));
