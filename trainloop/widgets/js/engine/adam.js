// Adam and AdamW, in the order of operations of trainloop.optim, and what one step of Adam goes through.

/** a + weight·(b − a) as torch's lerp computes it: from the nearer end. */
function lerp(a, b, weight) {
  return weight < 0.5 ? a + weight * (b - a) : b - (b - a) * (1 - weight);
}

/** m, then v: averages of gradients and of their squares, corrected for their start unless `corrected` is false. */
export const adam = {
  slots: 2,
  step(w, g, s, t, { lr, beta1, beta2, eps, corrected = true }) {
    const d = w.length;
    const weight1 = corrected ? 1 - beta1 ** t : 1;
    const weight2 = corrected ? Math.sqrt(1 - beta2 ** t) : 1;
    for (let i = 0; i < d; i++) {
      const m = (s[i] = lerp(s[i], g[i], 1 - beta1));
      const v = (s[d + i] = s[d + i] * beta2 + (1 - beta2) * g[i] * g[i]);
      w[i] -= ((lr / weight1) * m) / (Math.sqrt(v) / weight2 + eps);
    }
  },
};

/** Every parameter shrinks by the share αλ, then Adam's step. */
export const adamw = {
  slots: 2,
  step(w, g, s, t, settings) {
    const kept = 1 - settings.lr * settings.weightDecay;
    for (let i = 0; i < w.length; i++) w[i] *= kept;
    adam.step(w, g, s, t, settings);
  },
};

/** The state before the first step of one parameter: both averages start at zero. */
const adamStart = (w) => ({ w, m: 0, v: 0, t: 0 });

/**
 * One step of one parameter from a state {w, m, v, t} with the gradient g.
 * Returns the next state, and what the step went through: m̂, v̂, its length with its sign,
 * and how many times longer it would be without bias correction.
 */
export function adamStep(state, g, settings) {
  const { lr, beta1, beta2, eps, corrected } = settings;
  const t = state.t + 1;
  const [place, kept] = [[state.w], [state.m, state.v]];
  adam.step(place, [g], kept, t, settings);
  const [m, v] = kept;
  const [sum1, sum2] = [1 - beta1 ** t, 1 - beta2 ** t];
  const mHat = corrected ? m / sum1 : m;
  const vHat = corrected ? v / sum2 : v;
  const step = (lr * mHat) / (Math.sqrt(vHat) + eps);
  const ratio = (sum1 * (Math.sqrt(v) / sum2 ** 0.5 + eps)) / (Math.sqrt(v) + eps);
  return { w: place[0], m, v, t, g, mHat, vHat, step, ratio };
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
