// A plot: axes, named layers, and its size from its place on the page.

import { Axis } from "./axis.js";
import { html, svg, uniqueId } from "./dom.js";
import { number, raised } from "./words.js";

const MARGIN = { top: 10, right: 18, bottom: 38, left: 52 };

/**
 * A picture with axes. `shape` may be "wide" (two columns), "low", or both; `name` is a style.
 * `describe()` is what a screen reader says of it; a plot with handles is a
 * group, since the handles inside must stay reachable. `resized` is called when its size changes.
 */
export class Plot {
  #drawn = ""; // what the axes show

  constructor({ title, xLabel, yLabel, name, shape = "", interactive = false, resized }) {
    const clip = uniqueId("clip");
    this.clipped = svg("rect", {});
    this.grid = svg("g", { class: "instrument-grid", "aria-hidden": "true" });
    this.bottom = new Axis("bottom");
    this.left = new Axis("left");
    this.inside = svg("g", { "clip-path": `url(#${clip})` });
    this.over = svg("g", {});
    this.xText = svg("text", { class: "instrument-label", "text-anchor": "end", "aria-hidden": "true" }, xLabel);
    this.yText = svg("text", { class: "instrument-label", "aria-hidden": "true" }, yLabel);
    this.svg = svg(
      "svg",
      { role: interactive ? "group" : "img", "aria-label": title },
      svg("clipPath", { id: clip }, this.clipped),
      ...[this.grid, this.bottom.node, this.left.node, this.inside, this.over, this.xText, this.yText],
    );
    this.box = html("div", { class: "instrument-plot" }, this.svg);
    this.node = html(
      "figure",
      { class: ["instrument-figure", name, ...shape.split(" ").filter(Boolean)].join(" instrument-figure--") },
      html("figcaption", {}, title),
      this.box,
    );
    this.width = this.height = 0;
    this.layers = new Map();
    this.observer = new ResizeObserver(() => this.measure() && resized());
    this.observer.observe(this.box);
  }

  /** Takes the size from the page; true if it changed. */
  measure() {
    const { clientWidth: width, clientHeight: height } = this.box;
    if (!width || (width === this.width && height === this.height)) return false;
    Object.assign(this, { width, height });
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.x = [MARGIN.left, width - MARGIN.right];
    this.y = [height - MARGIN.bottom, MARGIN.top + 12];
    const area = { x: this.x[0], y: this.y[1], width: this.x[1] - this.x[0], height: this.y[0] - this.y[1] };
    for (const [key, value] of Object.entries(area)) this.clipped.setAttribute(key, Math.max(0, value));
    this.xText.setAttribute("transform", `translate(${width - MARGIN.right},${height - 4})`);
    this.yText.setAttribute("transform", `translate(4,12)`);
    return true;
  }

  /** Draws the axes of two scales, whose ranges are the plot's area; what stands already is left alone. */
  axes(x, y) {
    x.range(this.x);
    y.range(this.y);
    const drawn = [this.width, this.height, ...x.domain(), ...y.domain(), x.base, y.base].join();
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const [across, up] = [Math.max(2, this.width / 70), Math.max(2, this.height / 45)];
    const xTicks = ticks(x, across);
    const yTicks = ticks(y, up);
    this.bottom.draw(x, this.y[0], xTicks, written(x));
    this.left.draw(y, this.x[0], yTicks, written(y));
    const lines = [
      ...xTicks.map((value) => `M${x(value)},${this.y[0]}V${this.y[1]}`),
      ...yTicks.map((value) => `M${this.x[0]},${y(value)}H${this.x[1]}`),
    ];
    this.path("grid", lines.join(""), "", this.grid);
  }

  /** The domains of x and y, one widened so that one unit is as long on both axes: else angles would lie. */
  equal([[x0, x1], [y0, y1]]) {
    const unit = Math.max((x1 - x0) / (this.x[1] - this.x[0]), (y1 - y0) / (this.y[0] - this.y[1]));
    const around = (low, high, pixels) => [(low + high - unit * pixels) / 2, (low + high + unit * pixels) / 2];
    return [around(x0, x1, this.x[1] - this.x[0]), around(y0, y1, this.y[0] - this.y[1])];
  }

  /** A path in a named layer, made on first use; layers stand in the order of their making. */
  path(layer, d, style = "", parent = this.inside) {
    return this.shape("path", layer, { d: d || "M0,0", class: style }, parent);
  }

  /** Any shape in a named layer. */
  shape(tag, layer, attributes, parent = this.inside) {
    let node = this.layers.get(layer);
    if (!node) {
      node = svg(tag);
      this.layers.set(layer, node);
      parent.append(node);
    }
    for (const [key, value] of Object.entries(attributes)) {
      if (node.getAttribute(key) !== String(value)) node.setAttribute(key, value);
    }
    return node;
  }

  /** Draws, once the page gave it a size. */
  update(state) {
    this.measure();
    if (this.width) this.draw(state);
  }

  /** Says in words what is drawn. */
  describe(text) {
    if (this.svg.getAttribute("aria-label") !== text) this.svg.setAttribute("aria-label", text);
  }

  /** Names the axes anew. */
  label(x, y) {
    if (this.xText.textContent !== x) this.xText.textContent = x;
    if (this.yText.textContent !== y) this.yText.textContent = y;
  }

  stop() {
    this.observer.disconnect();
  }
}

/** A scale's tick labels; on a logarithmic one 0.0001 is 10⁻⁴, which fits beside the axis. */
function written(scale) {
  const power = (value) => Math.round(Math.log10(value));
  const small = (value) => scale.base && value < 0.001 && Number(`1e${power(value)}`) === value;
  return (value) => (small(value) ? `10${raised(power(value))}` : number(value, 6));
}

function ticks(scale, count) {
  const values = scale.ticks(count);
  if (!scale.base) return values;
  // A logarithmic scale offers all of 1 to 9 in each decade: powers of ten are enough, thinned.
  const powers = values.filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(9))));
  const every = Math.ceil(powers.length / count);
  return powers.length > 1 ? powers.filter((_, i) => i % every === 0) : values.slice(0, count);
}
