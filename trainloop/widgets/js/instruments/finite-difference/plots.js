// FiniteDifference's pictures: the error against h, and the function around x, zoomed in by 1/h.

import { scaleLinear, scaleLog } from "../../kit/d3-scale.js";

import { Handle } from "../../kit/handle.js";
import { cached } from "../../kit/live.js";
import { dots, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { TEXTS } from "./model.js";

const STEPS = [1e-16, 1];
const ERRORS = [1e-14, 10];
const WIDE = 1.6; // times h, to both sides of x
const STEEPEST = 1.35; // times the derivative: a secant that steep still fits
const ROOM = 1.15; // times the values that are compared, where the tangent is nearly level

/** Both errors against h, theory's two lines, and where they say h is best; a handle moves h. */
export class ErrorPlot extends Plot {
  constructor({ state, limits, setStep, ...options }) {
    const text = { title: "The error of the derivative", xLabel: "step h", yLabel: "error (both axes logarithmic)" };
    super({ ...text, name: "error", interactive: true, ...options });
    this.scale = { x: scaleLog().domain(STEPS), y: scaleLog().domain(ERRORS) };
    this.limits = limits;
    this.curves = cached((rows) => {
      const curve = (name) => rows.map((row) => [row.h, row[name] || NaN]); // 0 has no place on a logarithmic axis
      return { forward: curve("forwardError"), central: curve("centralError") };
    });
    this.handle = new Handle(this, {
      label: "Step h: left and right arrow keys change it",
      drag: ([h]) => setStep(h),
      nudge: (right) => setStep(state().h * 10 ** (right / 20)),
    });
  }

  draw({ rows, method, h, error, best, truncation, rounding }) {
    const { x, y } = this.scale;
    this.axes(x, y);
    const curves = this.curves(rows);
    const other = method === "forward" ? "central" : "forward";
    const line = (of) => STEPS.map((step) => [step, of(step)]);
    const [low, high] = best.map(x);
    this.path("best", `M${low},${this.y[0]}V${this.y[1]}H${high}V${this.y[0]}Z`, "is-range");
    this.path("other", through(curves[other], x, y), "is-other");
    this.path("truncation", through(line(truncation), x, y), "is-path");
    this.path("rounding", through(line(rounding), x, y), "is-best");
    this.path("chosen", through(curves[method], x, y), "is-chosen");
    const shown = Math.max(error, ERRORS[0]);
    // ARIA's values may not be written as 1e-16: they are exponents of 10.
    const [value, ...limits] = [h, ...this.limits].map(Math.log10);
    this.handle.place([h, shown], { value, limits, text: `h = ${number(h)}` });
    this.describe(
      `Error of the ${method} difference against h, from 10⁻¹⁶ to 0.5: it falls, is least near ` +
        `${number(Math.sqrt(best[0] * best[1]), 1)}, and rises again; at h = ${number(h)} it is ${number(error)}`,
    );
  }
}

/** The function as floating point has it within 1.5 h of x, its tangent, and the secant of the difference. */
export class ZoomPlot extends Plot {
  constructor(options) {
    const text = { title: "The function around x", xLabel: "(t − x) / h", yLabel: "(f(t) − f(x)) / h" };
    super({ ...text, name: "zoom", ...options });
    this.scale = { x: scaleLinear().domain([-WIDE, WIDE]), y: scaleLinear() };
  }

  draw({ zoom, above, below, derivative, estimate, method, name, h }) {
    const { x, y } = this.scale;
    const height = Math.max(STEEPEST * WIDE * Math.abs(derivative), ROOM * Math.abs(above), ROOM * Math.abs(below));
    y.domain([-height, height]);
    this.axes(x, y);
    const points = [method === "forward" ? [0, 0] : [-1, below], [1, above]];
    const tangent = [-WIDE, WIDE].map((s) => [s, derivative * s]);
    this.path("function", through(zoom, x, y), "is-function");
    this.path("tangent", through(tangent, x, y), "is-best");
    this.path("secant", through(points, x, y), "is-secant");
    this.path("points", dots(points, x, y), "is-compared");
    this.describe(
      `${TEXTS[name]} within 1.5 h of x, h = ${number(h)}: slope of the secant ${number(estimate, 6)}, of the tangent ${number(derivative, 6)}`,
    );
  }
}
