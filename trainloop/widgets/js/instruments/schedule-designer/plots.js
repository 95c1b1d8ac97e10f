// ScheduleDesigner's two pictures: the rate, and the loss with it.

import { scaleLinear, scaleLog } from "d3-scale";

import { Handle } from "../../kit/handle.js";
import { through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { STEPS, pace } from "./plan.js";
import { HANDLES, labelOf, moved, roleOf } from "./roles.js";

const BELOW = 1e-12; // of the largest loss: nothing lower is drawn

const rows = (values) => Array.from(values, (value, step) => [step, value]);

/** The curve as a scheduler makes it: each rate holds until the next. */
function treads(rates, every) {
  const points = [];
  for (let t = 0; t <= STEPS; t += every) {
    points.push([t, rates[t]], [Math.min(STEPS, t + every), rates[t]]);
  }
  return points;
}

/** The schedule with its handles. */
export class RatePlot extends Plot {
  constructor({ state, set, limits, held, ...options }) {
    super({
      ...{ title: "The learning rate", xLabel: "step", yLabel: "learning rate α" },
      ...{ name: "rate", shape: "wide low", interactive: true },
      ...options,
    });
    this.scale = { x: scaleLinear().domain([0, STEPS]), y: scaleLinear() };
    this.frozen = null;
    this.handles = HANDLES.map((name) => ({ name, handle: this.handle(name, { state, set, limits, held }) }));
  }
  handle(name, { state, set, limits, held }) {
    const current = () => roleOf(state().given.schedule, name);
    const put = (place) => set(moved(current(), place, state().given.peak, limits));
    return new Handle(this, {
      label: name,
      drag: put,
      nudge: (right, up) => {
        const { given, lengths } = state();
        const [x, y] = current().place(given, lengths);
        const [, high] = this.scale.y.domain();
        put([x + right, y + (up * high) / 100]);
      },
      held: (on) => {
        this.frozen = on ? this.frozen || this.scale.y.domain() : null;
        held();
      },
    });
  }
  draw({ given, rates, designed, lengths }) {
    const { x, y } = this.scale;
    y.domain(this.frozen || [0, Math.max(1, 1.25 * given.peak)]);
    this.axes(x, y);
    const { every } = pace(given);
    this.path("constant", `M${x(0)},${y(given.peak)}H${x(STEPS)}`, "is-held");
    this.path("designed", every > 1 ? through(rows(designed), x, y) : "", "is-designed");
    this.path("rate", through(this.curve(given, rates, every), x, y), "is-now");
    this.handles.forEach(({ name, handle }) => this.point(name, handle, given, lengths));
    this.describe(
      `The learning rate over ${STEPS} steps: ${number(rates[0])} at first, ${number(Math.max(...rates))} at most, ${number(rates[STEPS])} at last`,
    );
  }
  /** Drops are drawn upright; a curve that changes each step is a line. */
  curve({ schedule }, rates, every) {
    return every > 1 || schedule === "step_decay" ? treads(rates, every) : rows(rates);
  }
  point(name, handle, given, lengths) {
    const role = roleOf(given.schedule, name);
    handle.node.toggleAttribute("hidden", !role);
    if (!role) return;
    const [step, rate] = role.place(given, lengths);
    const along = role.across ? [step, [0, STEPS]] : [rate, this.scale.y.domain()];
    handle.node.setAttribute("aria-label", labelOf(role));
    handle.place([step, rate], {
      ...{ value: along[0], limits: along[1] },
      text: `step ${Math.round(step)}, rate ${number(rate)}`,
    });
  }
}

/** The losses, logarithmic; whole powers of ten stand still while the schedule changes. */
export class LossPlot extends Plot {
  constructor(options) {
    super({
      ...{ title: "The loss with it, on a noisy quadratic", xLabel: "step", yLabel: "loss (logarithmic)" },
      ...{ name: "loss", shape: "wide", ...options },
    });
    this.scale = { x: scaleLinear().domain([0, STEPS]), y: scaleLog() };
  }
  draw({ losses, distance, constant, run }) {
    const { x, y } = this.scale;
    const high = Math.max(...losses, ...constant);
    const low = Math.max(BELOW * high, Math.min(losses[STEPS], constant[STEPS], ...losses) / 2);
    y.domain([10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))]);
    this.axes(x, y);
    const curve = (values) => through(rows(values.map((value) => Math.max(value, 1e-300))), x, y);
    this.path("run", curve(run), "is-one");
    this.path("distance", curve(distance), "is-before");
    this.path("constant", curve(constant), "is-held");
    this.path("losses", curve(losses), "is-now");
    this.describe(
      `Expected loss from ${number(losses[0])} to ${number(losses[STEPS])} after ${STEPS} steps; with the peak rate held, ${number(constant[STEPS])}`,
    );
  }
}
