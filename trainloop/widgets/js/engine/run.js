// A run of an optimizer on a surface.

import { optimizers } from "./optimizers.js";
import { surface } from "./surfaces.js";

/**
 * Makes `steps` steps from `start`; `noise`, if given, is added to the gradients, two numbers a step.
 * `watch`, if given, gets each step's number and what the optimizer remembers after it.
 * Returns `points`, x and y of the start and after each step in turn, `losses`, and `made`, how many
 * steps stayed finite; what follows in the arrays is left at 0.
 */
export function run({ optimizer, on, start, settings, steps, noise = null, watch = null }) {
  const { slots, step } = optimizers[optimizer];
  const { loss, gradient } = on;
  const [w, g, s] = [Float64Array.from(start), new Float64Array(2), new Float64Array(2 * slots)];
  const [points, losses] = [new Float64Array(2 * steps + 2), new Float64Array(steps + 1)];
  for (let t = 0; t <= steps; t++) {
    if (t) {
      gradient(w[0], w[1], g);
      if (noise) {
        g[0] += noise[2 * t - 2];
        g[1] += noise[2 * t - 1];
      }
      step(w, g, s, t, settings);
    }
    const value = loss(w[0], w[1]);
    if (!(Number.isFinite(w[0]) && Number.isFinite(w[1]) && Number.isFinite(value)))
      return { points, losses, made: t - 1 };
    points[2 * t] = w[0];
    points[2 * t + 1] = w[1];
    losses[t] = value;
    if (t) watch?.(t, s);
  }
  return { points, losses, made: steps };
}

/** The same on a surface by its name, from its usual start. */
export function named({ on, kappa, start, ...rest }) {
  const ground = surface(on, kappa);
  return run({ ...rest, on: ground, start: start ?? ground.start });
}
