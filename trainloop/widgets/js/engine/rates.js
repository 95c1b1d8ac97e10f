// The effective rate of each coordinate: what α is multiplied by before it multiplies the gradient, or m̂.

import { run } from "./run.js";

/** 1 over what an optimizer divides by, for coordinate i after step t, from what it remembers. */
const RATES = {
  gd: () => 1,
  adagrad: (s, i, t, { eps }) => 1 / (Math.sqrt(s[i]) + eps),
  rmsprop: (s, i, t, { eps, epsInside }) => 1 / (epsInside ? Math.sqrt(s[i] + eps) : Math.sqrt(s[i]) + eps),
  adam: (s, i, t, { beta2, eps }) => 1 / (Math.sqrt(s[2 + i]) / Math.sqrt(1 - beta2 ** t) + eps),
};

/** ½(x² + y²), or the plane y − x, with y's gradient times `scale` and the whole loss times `factor`. */
export function scaled(loss, scale, factor) {
  if (loss === "slope")
    return {
      loss: (x, y) => factor * (scale * y - x),
      gradient(x, y, out) {
        out[0] = -factor;
        out[1] = factor * scale;
      },
    };
  return {
    loss: (x, y) => factor * 0.5 * (x * x + scale * y * y),
    gradient(x, y, out) {
      out[0] = factor * x;
      out[1] = factor * scale * y;
    },
  };
}

/** A run with `rates`, two numbers a step from the first. */
export function rated({ optimizer, on, start, settings, steps }) {
  const rates = new Float64Array(2 * steps);
  const watch = (t, s) => {
    for (const i of [0, 1]) rates[2 * t - 2 + i] = RATES[optimizer](s, i, t, settings);
  };
  return { ...run({ optimizer, on, start, settings, steps, watch }), rates, optimizer };
}

/** The same on a scaled loss by its name. */
export const ratedOn = ({ loss, scale, factor, ...rest }) => rated({ ...rest, on: scaled(loss, scale, factor) });

/** How far apart two runs are at most at the same step. */
export function apart(one, other) {
  let most = 0;
  for (let t = 0; t <= Math.min(one.made, other.made); t++) {
    const [dx, dy] = [0, 1].map((i) => one.points[2 * t + i] - other.points[2 * t + i]);
    most = Math.max(most, Math.hypot(dx, dy));
  }
  return most;
}
