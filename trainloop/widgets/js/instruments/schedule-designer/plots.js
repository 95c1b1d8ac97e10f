// ScheduleDesigner's two pictures: the rate, with points to drag, and the losses.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { Handle } from "../../kit/handle.js";
import { through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number, steps } from "../../kit/words.js";
import { HANDLES } from "./handles.js";

const MOST_HANDLES = 3;

/** The learning rate of each step. */
export class RatePlot extends Plot {
  constructor({ set, state, ...options }) {
    const shape = { name: "rate", shape: "wide", interactive: true };
    super({ title: "The schedule", xLabel: "step", yLabel: "learning rate α", ...shape, ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.frozen = null;
    this.handles = Array.from({ length: MOST_HANDLES }, (_, i) => {
      const own = () => HANDLES[state().schedule][i];
      const put = (step, rate) => set(own().put(Math.max(0, step), Math.max(0, rate), state()));
      return new Handle(this, {
        label: "Point of the schedule",
        drag: ([step, rate]) => put(step, rate),
        nudge: (right, up) => {
          const [step, rate] = own().at(state());
          const [, top] = this.scale.y.domain();
          put(step + right * Math.ceil(state().total / 200), rate + (up * top) / 100);
        },
        held: (on) => {
          this.frozen = on ? this.scale.y.domain() : null;
          if (!on) options.resized();
        },
      });
    });
  }
  draw(state) {
    const { lrs, total, lr, schedule } = state;
    const { x, y } = this.scale;
    x.domain([0, total]);
    y.domain(this.frozen ?? [0, 1.15 * Math.max(lr, ...lrs)]);
    this.axes(x, y);
    this.path("rate", stairs(lrs, x, y), "is-now");
    this.handles.forEach((handle, i) => {
      const own = HANDLES[schedule][i];
      handle.node.style.display = own ? "" : "none";
      if (!own) return;
      const [step, rate] = own.at(state);
      handle.node.setAttribute("aria-label", `${own.label}: arrow keys move it`);
      const text = `step ${number(step, 6)}, α = ${number(rate)}`;
      handle.place([step, rate], { value: rate, limits: y.domain(), text });
    });
    this.describe(`Learning rate from ${number(lrs[0])} to ${number(lrs.at(-1))} over ${steps(total)}`);
  }
}

/** Rates that jump are drawn as jumps: each holds for its step. */
function stairs(lrs, x, y) {
  const corners = [];
  lrs.forEach((rate, step) => {
    const jumps = step > 0 && Math.abs(rate - lrs[step - 1]) > 0.02 * lrs[step - 1];
    if (jumps) corners.push([step, lrs[step - 1]]);
    corners.push([step, rate]);
  });
  corners.push([lrs.length, lrs.at(-1)]);
  return through(corners, x, y);
}

/** The loss after each step: expected, of one run, and expected at a constant rate. */
export class LossPlot extends Plot {
  constructor(options) {
    const shape = { name: "loss", shape: "wide low" };
    super({ title: "What it does to the loss", xLabel: "step", yLabel: "loss (logarithmic)", ...shape, ...options });
    this.scale = { x: scaleLinear(), y: scaleLog() };
  }
  draw({ theory, plain, run, total }) {
    const sums = [theory, plain].map((rows) => rows.map(({ distance, noise }) => distance + noise));
    const start = sums[0][0];
    const [low, high] = range([...sums, run].flat(), start);
    const { x, y } = this.scale;
    x.domain([0, total]);
    y.domain([low / 1.5, high * 1.5]);
    this.axes(x, y);
    const curve = (losses) =>
      through(
        losses.map((loss, step) => [step, Math.min(high * 10, Math.max(low / 10, loss))]),
        x,
        y,
      );
    this.path("run", curve(run), "is-run");
    this.path("plain", curve(sums[1]), "is-best");
    this.path("expected", curve(sums[0]), "is-now");
    this.describe(`Expected loss from ${number(start)} to ${number(sums[0].at(-1))}; one run beside it`);
  }
}

/** The losses worth showing: neither a divergence nor a chance hit of zero may flatten the rest. */
function range(losses, start) {
  let [low, high] = [Infinity, 0];
  for (const loss of losses) {
    if (loss < low) low = loss;
    if (loss > high) high = loss;
  }
  high = Math.min(high, 1e3 * start);
  return [Math.max(low, high * 1e-6), high];
}
