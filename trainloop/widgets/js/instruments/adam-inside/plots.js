// AdamInside's picture: the function and the path on it, in one dimension or two.

import { scaleLinear } from "../../kit/d3-scale.js";

import { cached } from "../../kit/live.js";
import { dots, isolines, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { problems } from "./model.js";

const LEVELS = [0.1, 0.5, 2, 8, 25, 70, 160, 350, 700, 1300];
const rings = cached((surface) => isolines(surface.loss, surface.domain, LEVELS));

/** The steps so far, over the parabola or the contours. */
export class PathPlot extends Plot {
  constructor(options) {
    super({ title: "The path", xLabel: "w", yLabel: "w²", name: "path", ...options });
    this.scale = { x: scaleLinear(), y: scaleLinear() };
  }
  draw(state) {
    const { path, t, problem } = state;
    const { x, y } = this.scale;
    const surface = problems[problem];
    const flat = problem === "rosenbrock";
    x.domain(surface.domain[0]);
    y.domain(flat ? surface.domain[1] : [0, 36]);
    this.axes(x, y);
    this.label(...(flat ? ["x", "y"] : ["w", "w²"]));
    const walked = path
      .slice(0, t + 1)
      .map((row) => (flat ? row.map(({ w }) => w) : [row[0].w, surface.loss([row[0].w])]));
    const curve = Array.from({ length: 121 }, (_, i) => [-6 + i / 10, (-6 + i / 10) ** 2]);
    const ground = flat
      ? rings(surface)
          .map((ring) => through(ring, x, y))
          .join("")
      : through(curve, x, y);
    this.path("ground", ground, "is-contour");
    this.path("path", through(walked, x, y), "is-path");
    this.path("steps", dots(walked, x, y), "is-step");
    this.path("target", dots([flat ? surface.minimum : [0, 0]], x, y), "is-target");
    this.path("here", dots(walked.slice(-1), x, y), "is-here");
    const place = walked.at(-1).map((value) => number(value));
    this.describe(`The path after step ${t}: at ${flat ? `x = ${place[0]}, y = ${place[1]}` : `w = ${place[0]}`}`);
  }
}
