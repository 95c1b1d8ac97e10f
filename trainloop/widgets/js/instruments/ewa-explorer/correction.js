// EwaExplorer's second act: the averages of the first days, and the weights that are there, stacked.

import { scaleLinear } from "../../kit/d3-scale.js";

import { cached } from "../../kit/live.js";
import { dots, rods, through } from "../../kit/paths.js";
import { Plot } from "../../kit/plot.js";
import { number } from "../../kit/words.js";
import { dayScale } from "./days.js";

const WIDEST = 64; // pixels of a column
const THINNEST = 3; // pixels of a value's part in a column that is still drawn on its own

/** A picture of the first days; a press, or a drag along it, chooses one. */
class DaysPlot extends Plot {
  constructor({ choose, ...options }) {
    super({ xLabel: "day", ...options });
    this.scale = { x: dayScale(), y: scaleLinear() };
    const pick = (event) => {
      const day = this.scale.x.invert(event.clientX - this.svg.getBoundingClientRect().left);
      const [first, last] = this.scale.x.domain();
      if (event.buttons === 1 && day > first && day < last) choose(Math.round(day));
    };
    this.svg.addEventListener("pointerdown", pick);
    this.svg.addEventListener("pointermove", pick);
  }
  frame(days, ys) {
    const { x, y } = this.scale;
    x.domain([0.5, days + 0.5]);
    y.domain(ys);
    this.axes(x, y);
    return this.scale;
  }
}

/** The values, and what each start makes of them. */
export class AveragesPlot extends DaysPlot {
  constructor({ unit, ...options }) {
    super({ title: "The first days", yLabel: unit || "value", name: "averages", ...options });
    this.domain = cached(reach);
  }
  draw({ shown, averages, start, day, first: days }) {
    const { x, y } = this.frame(days, this.domain(shown, averages, days));
    const row = (values) => values.slice(0, days).map((value, i) => [i + 1, value]);
    const chosen = (name) => (name === start ? "is-chosen" : "");
    this.path("values", dots(row(shown), x, y), "is-data");
    this.path("zero", through(row(averages.zero), x, y), `is-path ${chosen("zero")}`);
    this.path("corrected", through(row(averages.corrected), x, y), `is-now ${chosen("corrected")}`);
    this.path("first", start === "first" ? through(row(averages.first), x, y) : "", "is-before is-chosen");
    this.path("here", dots([[day, averages[start][day - 1]]], x, y), "is-here");
    const [low, high] = ["zero", "corrected"].map((name) => number(averages[name][day - 1]));
    this.describe(
      `The values of the first ${days} days; on day ${day} the average from zero is ${low}, the corrected one ${high}`,
    );
  }
}

/** All that may be drawn, so that another start doesn't move the axis. */
function reach(shown, averages, days) {
  const drawn = [shown, ...Object.values(averages)].flatMap((values) => values.slice(0, days));
  const [low, high] = [Math.min(...drawn, 0), Math.max(...drawn, 0)];
  const room = 0.06 * (high - low || 1);
  return [low - room, high + room];
}

/** A column for each day: the newest value's weight at the bottom, then the others', as far as they reach. */
export class StackPlot extends DaysPlot {
  constructor(options) {
    super({ title: "Each day's weights, stacked", yLabel: "weight", name: "stack", ...options });
    this.layersOf = cached((...given) => this.columns(...given));
  }
  draw({ beta, start, day, there, first: days }) {
    const { x, y } = this.frame(days, [0, 1.08]);
    const width = Math.max(1, Math.min(WIDEST, 0.74 * (x(2) - x(1))));
    const { stack, rest, before, cuts, one } = this.layersOf(beta, start, day, days, width, this.width, this.height);
    const column = (layer, d, style) => this.path(layer, d, style).style.setProperty("stroke-width", `${width}px`);
    column("stack", stack.others, "is-bar is-other");
    column("chosen", stack.chosen, "is-bar");
    column("rest", rest, start === "first" ? "is-first" : "is-missing");
    this.path("cuts", cuts, "is-cut");
    this.path("before", before, "is-path");
    this.path("one", one, "is-one");
    const [left, top] = [x(day) - width / 2 - 2, y(1) - 2];
    this.path("frame", `M${left},${y(0)}V${top}h${width + 4}V${y(0)}`, "is-frame");
    const sum = start === "zero" ? there : 1;
    const held = { zero: "the zero start holds the rest", corrected: "after the division", first: "with that of x₁" };
    this.describe(`The weights in the average of day ${day} reach ${number(sum)}, ${held[start]}; the line is at 1`);
  }
  /** The columns as paths. */
  columns(beta, start, day, days, width) {
    const { x, y } = this.scale;
    const every = Array.from({ length: days }, (_, i) => i + 1);
    // Up to where the values' own weights reach: without that of x₁ where the average starts there.
    const own = (t) => (start === "corrected" ? 1 : 1 - beta ** (start === "first" ? t - 1 : t));
    const bars = (chosen) => every.filter((t) => (t === day) === chosen).map((t) => [t, 0, own(t)]);
    const rests = every.map((t) => [t, 1, own(t)]);
    const there = every.map((t) => [t, 1 - beta ** t]);
    const [from, to] = [x(0.5), x(days + 0.5)];
    return {
      stack: { chosen: rods(bars(true), x, y), others: rods(bars(false), x, y) },
      rest: start === "corrected" ? "" : rods(rests, x, y),
      before: through(there, x, y),
      cuts: this.cuts(beta, start, width < 2 * THINNEST ? [day] : every, width),
      one: `M${from},${y(1)}H${to}`,
    };
  }
  /** Lines between the values' parts, where a part is thick enough to be seen. */
  cuts(beta, start, some, width) {
    const { x, y } = this.scale;
    const unit = y(0) - y(1);
    const lines = [];
    for (const t of some) {
      const sum = start === "corrected" ? 1 - beta ** t : 1;
      const values = start === "first" ? t - 1 : t;
      for (let k = 1; k < values && ((1 - beta) * beta ** k * unit) / sum >= THINNEST; k++)
        lines.push(`M${(x(t) - width / 2).toFixed(1)},${y((1 - beta ** k) / sum).toFixed(1)}h${width.toFixed(1)}`);
    }
    return lines.join("");
  }
}
