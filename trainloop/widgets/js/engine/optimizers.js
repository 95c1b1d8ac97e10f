// All optimizers by name.

import { adagrad, rmsprop } from "./adaptive.js";
import { adam, adamw } from "./adam.js";
import { average, gd, momentum, nesterov } from "./descent.js";

export const optimizers = { gd, momentum, average, nesterov, adagrad, rmsprop, adam, adamw };

/** One step from given numbers, which stay as they are: the next parameters and what is remembered then. */
export function stepFrom(name, { w, g, state, t }, settings) {
  const [next, kept] = [Float64Array.from(w), Float64Array.from(state)];
  optimizers[name].step(next, g, kept, t, settings);
  return { w: [...next], state: [...kept] };
}
