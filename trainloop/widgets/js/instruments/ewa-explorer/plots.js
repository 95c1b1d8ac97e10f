// EwaExplorer's first act: the year, and the weights of one day's average.

import { scaleLinear } from "../../kit/d3-scale.js";

import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { between, dots, rods, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { dayScale } from "./days.js";

const extent = (values) => [Math.min(...values), Math.max(...values)];
const BARS = 60;

/** The values, their average, the signal, and a handle on the chosen day. */
export class YearPlot extends Plot {
  constructor({ choose, change, unit, state, ...options }) {
    super({
      title: "Values and their average",
      xLabel: "day",
      yLabel: unit || "value",
      name: "year",
      shape: "wide",
      interactive: true,
      ...options,
    });
    this.scale = { x: dayScale(), y: scaleLinear() };
    this.frozen = null;
    this.domain = cached(room);
    this.handle = new Handle(this, {
      label: "Chosen day: left and right arrow keys choose another, up and down change its value",
      drag: ([, value]) => change(value),
      nudge: (right, up) => {
        const { day, shown } = state();
        if (right) choose(day + right);
        if (up) change(shown[day - 1] + up / 2);
      },
      held: (on) => {
        this.frozen = on ? this.scale.y.domain() : null;
        if (!on) options.resized();
      },
    });
    this.svg.addEventListener("pointerdown", (event) => this.pick(event, choose));
  }
  /** A press beside the handle chooses the nearest day; with a mouse it is held at once. */
  pick(event, choose) {
    if (this.handle.node.contains(event.target) || event.button) return;
    const [day] = this.handle.units(event);
    const [first, last] = this.scale.x.domain();
    if (day < first || day > last) return;
    choose(Math.round(day));
    if (event.pointerType === "mouse") this.handle.grab(event);
  }
  draw(state) {
    const { shown, average, unchanged, base, signal, day, amount } = state;
    const { x, y } = this.scale;
    const ys = this.frozen || this.domain(base, shown, average);
    const edge = (shown.length - 1) / 60; // so that no dot is cut
    x.domain([1 - edge, shown.length + edge]);
    y.domain(ys);
    this.axes(x, y);
    const row = (values) => values.map((value, i) => [i + 1, value]);
    const moved = Object.keys(state.changes).length > 0;
    const echo = average.map((value, i) => [i + 1, unchanged[i], value]);
    this.path("echo", moved ? between(echo, x, y) : "", "is-echo");
    this.path("values", dots(row(shown), x, y), "is-data");
    this.path("signal", signal.length ? through(row(signal), x, y) : "", "is-signal");
    this.path("before", moved ? through(row(unchanged), x, y) : "", "is-before");
    this.path("average", through(row(average), x, y), "is-now");
    this.path("day", rods([[day, average[day - 1], shown[day - 1]]], x, y), "is-residual");
    const text = `day ${day}, value ${number(shown[day - 1])}, average ${number(average[day - 1])}`;
    this.handle.place([day, shown[day - 1]], { value: shown[day - 1], limits: ys, text });
    const change = amount ? `; day ${day} is changed by ${number(amount)}` : "";
    this.describe(`${shown.length} values and their average, which ends at ${number(average.at(-1))}${change}`);
  }
}

/** Room above and below to drag into. */
function room(base, shown, average) {
  const [low, high] = extent(base);
  const free = (high - low || 1) / 4;
  const [least, most] = extent([...shown, ...average]);
  return [Math.min(low - free, least - free / 4), Math.max(high + free, most + free / 4)];
}

/** The weights of the newest values in the average of the chosen day. */
export class WeightsPlot extends Plot {
  constructor(options) {
    super({
      title: "How much each day counts",
      xLabel: `days ago (the newest ${BARS})`,
      yLabel: "weight",
      name: "weights",
      shape: "low",
      ...options,
    });
    this.scale = { x: dayScale(), y: scaleLinear() };
  }
  draw({ weights, day }) {
    const bars = weights.slice(0, BARS);
    const { x, y } = this.scale;
    x.domain([-0.7, BARS - 0.3]);
    y.domain([0, Math.max(...bars) * 1.1]);
    this.axes(x, y);
    const rows = bars.map((weight, ago) => [ago, 0, weight]);
    const width = Math.max(1.5, (0.7 * (this.x[1] - this.x[0])) / BARS);
    this.path("bars", rods(rows, x, y), "is-bar").style.setProperty("stroke-width", `${width}px`);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    this.describe(
      `Weights in the average of day ${day}: ${number(weights[0])} for that day, falling to ${number(bars.at(-1))} ${bars.length - 1} days earlier; all sum to ${number(sum)}`,
    );
  }
}
