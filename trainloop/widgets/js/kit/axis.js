// An axis: a line with ticks and their values. d3-axis needs d3-selection, together 5 kB of the 60 that all instruments
// may weigh; this one keeps its nodes.

import { svg } from "./dom.js";

const TICK = 6;
const LABELS = {
  bottom: { "text-anchor": "middle", dy: "1.2em" },
  left: { "text-anchor": "end", dy: "0.32em" },
};

/** An axis on one `side` of a plot, "bottom" or "left". */
export class Axis {
  #side;
  #line = svg("path", {});
  #labels = [];
  node = svg("g", { class: "instrument-axis", "aria-hidden": "true" }, this.#line);

  constructor(side) {
    this.#side = side;
  }

  /** Draws it at pixel `edge` for a scale with a range, with ticks at `values`, which `format` writes. */
  draw(scale, edge, values, format) {
    const [from, to] = scale.range();
    const isBottom = this.#side === "bottom";
    const ticks = values.map((value) =>
      isBottom ? `M${scale(value)},${edge}v${TICK}` : `M${edge},${scale(value)}h${-TICK}`,
    );
    const along = isBottom ? `M${from},${edge}H${to}` : `M${edge},${from}V${to}`;
    this.#line.setAttribute("d", along + ticks.join(""));
    while (this.#labels.length < values.length) this.#add();
    this.#labels.forEach((label, i) => {
      label.textContent = i < values.length ? format(values[i]) : "";
      const [x, y] = isBottom ? [scale(values[i]), edge + TICK] : [edge - TICK - 3, scale(values[i])];
      if (i < values.length) label.setAttribute("transform", `translate(${x},${y})`);
    });
  }

  #add() {
    const label = svg("text", LABELS[this.#side]);
    this.#labels.push(label);
    this.node.append(label);
  }
}
