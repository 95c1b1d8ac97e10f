// LoopStepper's pictures: the data and the line, and the loss after each iteration.

import { scaleLinear } from "../../kit/d3-scale.js";

import { extent, padded } from "../../kit/domains.js";
import { cached } from "../../kit/live.js";
import { dots, rods, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { ITERATIONS, LINES } from "./model.js";

const FAR = 100; // times the loss at the start

/** The data, the line now, the line that made the prediction, and how far that is off. */
export class DataPlot extends Plot {
  constructor(options) {
    super({ title: "The data and the line", xLabel: "x", yLabel: "y", name: "data", shape: "low", ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
    this.domain = cached((x, y) => [padded(extent(x), 0.08), padded(extent([0, ...y]), 0.15)]);
  }

  draw({ x: inputs, y: targets, now }) {
    const { x, y } = this.scale;
    const [xs, ys] = this.domain(inputs, targets);
    x.domain(xs);
    y.domain(ys);
    this.axes(x, y);
    const { predicted, prediction } = now;
    const along =
      ({ w, b }) =>
      (at) => [at, w * at + b];
    const points = inputs.map((at, i) => [at, targets[i]]);
    const errors = predicted ? points.map(([at, to]) => [at, predicted.w * at + predicted.b, to]) : [];
    this.path("errors", rods(errors, x, y), "is-residual");
    this.path("points", dots(points, x, y), "is-data");
    this.path("old", predicted && through(xs.map(along(predicted)), x, y), "is-before");
    this.path("line", through(xs.map(along(now)), x, y), "is-now");
    this.path("first", predicted && dots([[inputs[0], prediction]], x, y), "is-here");
    const said = predicted ? `, which predicted ${number(prediction)} for the first` : "";
    this.describe(`${inputs.length} points and the line y = ${number(now.w)} x + ${number(now.b)}${said}`);
  }
}

/** The loss after each whole iteration so far, and what it would be with all five lines. */
export class LossPlot extends Plot {
  constructor(options) {
    super({
      title: "The loss after each iteration",
      xLabel: "iterations done",
      yLabel: "loss",
      name: "loss",
      shape: "low",
      ...options,
    });
    this.scale = { x: scaleLinear().domain([0, ITERATIONS + 1]), y: scaleLinear() };
  }

  draw({ losses, reference, at }) {
    const done = Math.floor(at / LINES);
    const numbered = (values) => values.map((loss, i) => [i, loss]);
    const { x, y } = this.scale;
    const sofar = numbered(losses.slice(0, done + 1));
    // A loss far above its start leaves through the top: with a higher axis, all before it would be flat.
    const top = FAR * losses[0];
    const highest = Math.min(top, Math.max(...sofar.map(([, loss]) => loss)));
    y.domain([0, 1.05 * highest || 1]).nice();
    this.axes(x, y);
    this.path("reference", through(numbered(reference), x, y), "is-best");
    this.path("run", through(sofar, x, y), "is-now");
    this.path("steps", dots(sofar, x, y), "is-done");
    const last = losses[done];
    this.path("here", dots([[done, Math.min(last, y.domain()[1])]], x, y), "is-here");
    this.describe(`Loss ${number(losses[0])} at the start and ${number(last)} after ${done} iterations`);
  }
}
