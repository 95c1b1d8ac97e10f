// Adam, one parameter at a time, in the order of operations of trainloop.optim.Adam.

/** The state before the first step: both averages start at zero. */
export const adamStart = (w) => ({ w, m: 0, v: 0, t: 0 });

/** a + weight·(b − a) as torch's lerp computes it: from the nearer end. */
function lerp(a, b, weight) {
  return weight < 0.5 ? a + weight * (b - a) : b - (b - a) * (1 - weight);
}

/**
 * One step from a state {w, m, v, t} with the gradient g.
 * Returns the next state, and what the step went through: m̂, v̂, its length with its sign,
 * and how many times longer it would be without bias correction.
 */
export function adamStep(state, g, { lr, beta1, beta2, eps, corrected }) {
  const t = state.t + 1;
  const m = lerp(state.m, g, 1 - beta1);
  const v = state.v * beta2 + (1 - beta2) * g * g;
  const sum1 = 1 - beta1 ** t;
  const sum2 = 1 - beta2 ** t;
  const weight1 = corrected ? sum1 : 1;
  const weight2 = corrected ? sum2 : 1;
  const root = Math.sqrt(v) / weight2 ** 0.5 + eps;
  const w = state.w + ((-lr / weight1) * m) / root;
  const mHat = m / weight1;
  const vHat = v / weight2;
  const step = (lr * mHat) / (Math.sqrt(vHat) + eps);
  const ratio = (sum1 * (Math.sqrt(v) / sum2 ** 0.5 + eps)) / (Math.sqrt(v) + eps);
  return { w, m, v, t, g, mHat, vHat, step, ratio };
}

/**
 * Steps on all parameters at once: rows[t] holds one state for each, rows[0] the start.
 * `gradient` maps the point to its gradient; it is scaled, and turned at every second step if
 * `alternate`. The run ends before the first number that is not finite.
 */
export function adamRun({ start, gradient, scale, alternate, steps, ...settings }) {
  const rows = [start.map(adamStart)];
  for (let t = 1; t <= steps; t++) {
    const last = rows[t - 1];
    const sign = alternate && t % 2 === 0 ? -1 : 1;
    const slope = gradient(last.map((state) => state.w));
    const row = last.map((state, i) => adamStep(state, scale * sign * slope[i], settings));
    if (!row.every((state) => Number.isFinite(state.w) && Number.isFinite(state.v))) break;
    rows.push(row);
  }
  return rows;
}
