// The points of each schedule that are dragged: where they stand, and what moving them sets.

const share = (rate, lr) => Math.min(1, rate / lr);
const peak = { label: "First rate", at: ({ lr }) => [0, lr], put: (_, rate) => ({ lr: rate }) };
const last = {
  label: "Last rate",
  at: ({ total, final, lr }) => [total, final * lr],
  put: (_, rate, { lr }) => ({ final: share(rate, lr) }),
};
/** The end of a warm-up of at least so many steps, at the highest rate, drawn so far from it. */
const ramp = (edge, least = 0) => ({
  label: "End of the warm-up",
  at: (state) => [Math.max(least, Math.min(state.warmup, state.total - 1)) + edge, state.lr],
  put: (step, rate, { total }) => ({ warmup: Math.min(step - edge, total - 1), lr: rate }),
});

export const HANDLES = {
  constant: [peak],
  multi_step: [
    peak,
    {
      label: "Drop",
      at: ({ drop, total, lr, factor }) => [Math.min(drop, total), lr * factor],
      put: (step, rate, { lr }) => ({ drop: step, factor: share(rate, lr) }),
    },
  ],
  step_decay: [
    peak,
    {
      label: "First drop",
      at: ({ every, total, lr, factor }) => [Math.min(every, total), lr * factor],
      put: (step, rate, { lr }) => ({ every: step, factor: share(rate, lr) }),
    },
  ],
  exponential: [
    peak,
    {
      label: "Rate after a quarter of the run",
      at: ({ total, lr, gamma }) => [total / 4, lr * gamma ** (total / 4)],
      put: (_, rate, { lr, total }) => ({ gamma: share(Math.max(rate, 1e-9 * lr), lr) ** (4 / total) }),
    },
  ],
  inverse_time: [
    peak,
    {
      label: "Rate after a quarter of the run",
      at: ({ total, lr, decay }) => [total / 4, lr / (1 + (decay * total) / 4)],
      put: (_, rate, { lr, total }) => ({ decay: (4 * (1 / share(Math.max(rate, 1e-9 * lr), lr) - 1)) / total }),
    },
  ],
  linear: [peak, last],
  polynomial: [
    peak,
    {
      label: "Rate halfway",
      at: ({ total, lr, final, power }) => [total / 2, final * lr + (1 - final) * lr * 0.5 ** power],
      put(_, rate, { lr, final }) {
        const left = Math.min(0.99, Math.max(0.01, (rate / lr - final) / (1 - final || 1)));
        return { power: Math.log(left) / Math.log(0.5) };
      },
    },
    last,
  ],
  cosine: [peak, last],
  warmup_cosine: [ramp(0), last],
  warm_restarts: [
    peak,
    {
      label: "End of the first wave",
      at: ({ every, total, final, lr }) => [Math.min(every, total), final * lr],
      put: (step, rate, { lr }) => ({ every: step, final: share(rate, lr) }),
    },
  ],
  one_cycle: [ramp(-1, 2)],
  wsd: [
    ramp(0),
    {
      label: "Start of the decay",
      at: ({ total, warmup, cooldown, lr }) => [total - Math.min(cooldown, total - Math.min(warmup, total - 1)), lr],
      put: (step, rate, { total }) => ({ cooldown: total - step, lr: rate }),
    },
    last,
  ],
};
