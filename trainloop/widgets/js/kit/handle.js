// A point that is dragged, or moved with the arrow keys.

import { svg } from "./dom.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * A round handle in a plot. `drag([x, y])` gets the pointer's place in units, `nudge(dx, dy)` the
 * arrow keys' direction (Shift makes it ten times as far), `held(true/false)` brackets a drag.
 * With `anywhere` a press inside the picture moves it there, and with a mouse it is held at once.
 */
export class Handle {
  #plot;
  #options;
  #follow = (event) => this.#options.drag(this.units(event));

  constructor(plot, options) {
    this.#plot = plot;
    this.#options = { held: () => {}, ...options };
    const release = () => this.#release();
    this.node = svg(
      "g",
      {
        ...{ class: "instrument-handle", tabindex: 0, role: "slider", "aria-label": options.label },
        onpointerdown: (event) => this.grab(event),
        onpointerup: release,
        onpointercancel: release,
        onkeydown: (event) => this.#key(event),
      },
      svg("circle", { r: 16, class: "instrument-handle-area" }),
      svg("circle", { r: 7, class: "instrument-handle-dot" }),
    );
    plot.over.append(this.node);
    if (options.anywhere) plot.svg.addEventListener("pointerdown", (event) => this.#press(event));
  }

  #press(event) {
    if (this.node.contains(event.target) || event.button) return;
    const place = this.units(event);
    const domains = [this.#plot.scale.x.domain(), this.#plot.scale.y.domain()];
    if (place.some((value, i) => value < domains[i][0] || value > domains[i][1])) return;
    this.#options.drag(place);
    if (event.pointerType === "mouse") this.grab(event);
  }

  /** The pointer's place in the plot's units. */
  units(event) {
    const box = this.#plot.svg.getBoundingClientRect();
    const { x, y } = this.#plot.scale;
    return [x.invert(event.clientX - box.left), y.invert(event.clientY - box.top)];
  }

  /** Begins a drag. */
  grab(event) {
    if (event.button) return;
    event.preventDefault();
    this.node.focus({ preventScroll: true });
    this.node.setPointerCapture(event.pointerId);
    this.#options.held(true);
    this.node.addEventListener("pointermove", this.#follow);
  }

  #release() {
    this.node.removeEventListener("pointermove", this.#follow);
    this.#options.held(false);
  }

  #key(event) {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    this.#options.nudge(...direction.map((way) => way * (event.shiftKey ? 10 : 1)));
  }

  /** Moves it to [x, y] in units, kept within the picture, and says its value and limits. */
  place([a, b], { value, limits, text }) {
    const { x, y } = this.#plot.scale;
    const inside = (pixel, ends) => Math.min(Math.max(...ends), Math.max(Math.min(...ends), pixel));
    const short = (number) => Number(number.toPrecision(4));
    const said = {
      transform: `translate(${inside(x(a), this.#plot.x)},${inside(y(b), this.#plot.y)})`,
      "aria-valuenow": short(value),
      "aria-valuemin": short(limits[0]),
      "aria-valuemax": short(limits[1]),
      "aria-valuetext": text,
    };
    for (const [name, to] of Object.entries(said)) this.node.setAttribute(name, to);
  }
}
