// A rate for each parameter, in the order of operations of trainloop.optim.Adagrad and RMSprop.

/** s ← s + g², w ← w − αg/(√s + ε). */
export const adagrad = {
  slots: 1,
  step(w, g, s, t, { lr, eps }) {
    for (let i = 0; i < w.length; i++) {
      s[i] += g[i] * g[i];
      w[i] -= (lr * g[i]) / (Math.sqrt(s[i]) + eps);
    }
  },
};

/** v ← ρv + (1 − ρ)g², w ← w − αg/(√v + ε); with `epsInside` over √(v + ε). */
export const rmsprop = {
  slots: 1,
  step(w, g, s, t, { lr, rho, eps, epsInside = false }) {
    for (let i = 0; i < w.length; i++) {
      s[i] = rho * s[i] + (1 - rho) * g[i] * g[i];
      const root = epsInside ? Math.sqrt(s[i] + eps) : Math.sqrt(s[i]) + eps;
      w[i] -= (lr * g[i]) / root;
    }
  },
};
