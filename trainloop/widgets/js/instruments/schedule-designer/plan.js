// From the instrument's settings to the arguments of a schedule, in steps or in epochs.

export const STEPS = 1000;

const between = (low, high, value) => Math.min(high, Math.max(low, value));

/** The number nearest to length / unit, halves rounded up, in whole numbers alone as Python's does. */
const units = (length, unit) => Math.floor((2 * length + unit) / (2 * unit));

/** The lengths as the schedule can have them, counted in units of so many steps: the warm-up ends before the total. */
export function lengths({ schedule, drop, half, total, warmup, cool, period }, unit = 1) {
  const all = Math.max(3, units(total, unit));
  // OneCycleLR divides by the length of its rise, so that there must be one.
  const rise = between(schedule === "one_cycle" ? 2 : 0, all - 1, units(warmup, unit));
  return {
    drop: Math.max(1, units(drop, unit)),
    half: half / unit,
    total: all,
    warmup: rise,
    cool: between(rise, all - 1, units(cool, unit)),
    period: Math.max(1, units(period, unit)),
  };
}

const ARGUMENTS = {
  constant: () => ({}),
  step_decay: ({ factor }, { drop }) => ({ every: drop, factor }),
  exponential: (_, { half }) => ({ factor: 0.5 ** (1 / half) }),
  inverse_time: (_, { half }) => ({ decay: 1 / half }),
  linear: ({ final }, { total }) => ({ total, start: 1, end: final }),
  polynomial: ({ final, peak, power }, { total }) => ({ total, power, final: final * peak }),
  cosine: ({ final, peak }, { total }) => ({ total, final: final * peak }),
  warmup_cosine: ({ final, peak }, { total, warmup }) => ({ total, warmup, final: final * peak }),
  warm_restarts: ({ final, peak, multiplier }, { period }) => ({ period, multiplier, final: final * peak }),
  one_cycle: ({ final, start, shape }, { total, warmup }) => ({
    ...{ total, warmup: warmup / total },
    ...{ start, end: final, shape },
  }),
  wsd: ({ final, peak, shape }, { total, warmup, cool }) => ({
    ...{ total, warmup, cooldown: total - cool },
    ...{ final: final * peak, shape },
  }),
};

/** The schedule's arguments with its lengths counted in units of so many steps. */
export const argumentsOf = (given, unit) => ({
  lr: given.peak,
  ...ARGUMENTS[given.schedule](given, lengths(given, unit)),
});

/** Which of its rates the schedule gives after `count` steps of the scheduler: a single drop is never followed by another. */
export const placeOf = ({ schedule, drops }, { every }, count) =>
  schedule === "step_decay" && drops === "once" ? Math.min(count, 2 * every - 1) : count;

/** How the scheduler is stepped: after how many steps, and how many steps its lengths count as one. */
export const pace = ({ stepped, epoch }) => ({
  every: stepped === "step" ? 1 : epoch,
  unit: stepped === "epoch" ? epoch : 1,
});

/** Names of the settings that a schedule uses beside its peak. */
const USES = {
  constant: [],
  step_decay: ["drop", "factor", "drops"],
  exponential: ["half"],
  inverse_time: ["half"],
  linear: ["total", "final"],
  polynomial: ["total", "final", "power"],
  cosine: ["total", "final"],
  warmup_cosine: ["warmup", "total", "final"],
  warm_restarts: ["period", "multiplier", "final"],
  one_cycle: ["warmup", "total", "start", "final", "shape"],
  wsd: ["warmup", "cool", "total", "final", "shape"],
};

/** Whether a schedule has such a setting. */
export const uses = (schedule, name) => USES[schedule].includes(name);
