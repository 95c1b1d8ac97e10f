// A point that is dragged, or moved with the arrow keys.

import { svg } from "./dom.js";

/**
 * A round handle in a plot. `drag([x, y])` gets the pointer's place in units, `nudge(dx, dy)` the
 * arrow keys' direction (Shift makes it ten times as far), `held(true/false)` brackets a drag.
 */
export function handle(plot, { label, scales, drag, nudge, held = () => {} }) {
  const node = svg(
    "g",
    { class: "instrument-handle", tabindex: 0, role: "slider", "aria-label": label },
    svg("circle", { r: 16, class: "instrument-handle-area" }),
    svg("circle", { r: 7, class: "instrument-handle-dot" }),
  );
  plot.over.append(node);
  const units = (event) => {
    const box = plot.svg.getBoundingClientRect();
    const { x, y } = scales();
    return [x.invert(event.clientX - box.left), y.invert(event.clientY - box.top)];
  };
  const follow = (event) => drag(units(event));
  const release = () => {
    node.removeEventListener("pointermove", follow);
    held(false);
  };
  function grab(event) {
    if (event.button) return;
    event.preventDefault();
    node.focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    held(true);
    node.addEventListener("pointermove", follow);
  }
  node.addEventListener("pointerdown", grab);
  node.addEventListener("pointerup", release);
  node.addEventListener("pointercancel", release);
  node.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!direction) return;
    event.preventDefault();
    nudge(...direction.map((way) => way * (event.shiftKey ? 10 : 1)));
  });
  return {
    node,
    grab,
    units,
    /** Moves it to (x, y) in units, kept within the picture, and says its value. */
    place([a, b], value, text) {
      const { x, y } = scales();
      const inside = (pixel, [p, q]) => Math.min(Math.max(p, q), Math.max(Math.min(p, q), pixel));
      node.setAttribute("transform", `translate(${inside(x(a), plot.x)},${inside(y(b), plot.y)})`);
      node.setAttribute("aria-valuenow", String(Number(value.toPrecision(6))));
      node.setAttribute("aria-valuetext", text);
    },
    limits([low, high]) {
      node.setAttribute("aria-valuemin", low);
      node.setAttribute("aria-valuemax", high);
    },
  };
}
