// Gradient descent and its momentum, in the order of operations of trainloop.optim.SGD.
// All optimizers have one form: `slots` says how many numbers they remember for each parameter, and
// `step` moves the parameters w, in place, by the gradient g; s is what is remembered, slot by slot.

/** w ← w − αg. */
export const gd = {
  slots: 0,
  step(w, g, s, t, { lr }) {
    for (let i = 0; i < w.length; i++) w[i] -= lr * g[i];
  },
};

/** PyTorch's momentum, a decaying sum: u ← μu + g, w ← w − αu. */
export const momentum = {
  slots: 1,
  step(w, g, s, t, { lr, mu }) {
    for (let i = 0; i < w.length; i++) {
      s[i] = mu * s[i] + g[i];
      w[i] -= lr * s[i];
    }
  },
};

/** Momentum as an average that starts at 0: m ← μm + (1 − μ)g, w ← w − αm. */
export const average = {
  slots: 1,
  step(w, g, s, t, { lr, mu }) {
    for (let i = 0; i < w.length; i++) {
      s[i] = mu * s[i] + (1 - mu) * g[i];
      w[i] -= lr * s[i];
    }
  },
};

/** PyTorch's Nesterov: u ← μu + g, w ← w − α(g + μu). */
export const nesterov = {
  slots: 1,
  step(w, g, s, t, { lr, mu }) {
    for (let i = 0; i < w.length; i++) {
      s[i] = mu * s[i] + g[i];
      w[i] -= lr * (g[i] + mu * s[i]);
    }
  },
};

/** The largest stable α on a curvature h, for the four above. */
export const limits = {
  gd: (h) => 2 / h,
  momentum: (h, mu) => (2 * (1 + mu)) / h,
  average: (h, mu) => (2 * (1 + mu)) / ((1 - mu) * h),
  nesterov: (h, mu) => (2 * (1 + mu)) / ((1 + 2 * mu) * h),
};
