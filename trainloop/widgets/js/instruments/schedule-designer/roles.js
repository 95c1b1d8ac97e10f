// The points that each schedule is drawn by: where they stand, and which settings a drag writes.

import { STEPS } from "./plan.js";

/**
 * `place(settings, lengths)` gives [step, rate]; `across` and `up` name the settings that the two
 * directions write, `toStep` the step that a place stands for.
 */
const role = (place, across, up, toStep = (x) => x) => ({ place, across, up, toStep });

const peakAt = (step) => role((given, of) => [step(given, of), given.peak], null, "peak");
const atStart = peakAt(() => 0);
const ending = role(({ peak, final }, { total }) => [total, final * peak], "total", "final");
const summit = role(({ peak }, { warmup }) => [warmup, peak], "warmup", "peak");
const halving = {
  peak: atStart,
  turn: role(({ peak }, { half }) => [half, peak / 2], "half", null),
};
const falling = { peak: atStart, end: ending };

// The peak of torch's one-cycle stands a step before the warm-up's share is over, its end a step before the total.
const oneLess = ({ place, across, up }) =>
  role(
    (given, of) => {
      const [x, y] = place(given, of);
      return [x - 1, y];
    },
    across,
    up,
    (x) => x + 1,
  );

const secondPlateau = ({ drops }, { drop }) => Math.min(STEPS, drops === "once" ? (drop + STEPS) / 2 : 1.5 * drop);

const ROLES = {
  constant: { peak: peakAt(() => STEPS / 2) },
  step_decay: {
    peak: peakAt((_, { drop }) => drop / 2),
    turn: role(({ peak, factor }, { drop }) => [drop, (peak * (1 + factor)) / 2], "drop", null),
    end: role((given, of) => [secondPlateau(given, of), given.peak * given.factor], null, "factor"),
  },
  exponential: halving,
  inverse_time: halving,
  linear: falling,
  polynomial: falling,
  cosine: falling,
  warmup_cosine: { peak: summit, end: ending },
  warm_restarts: {
    peak: atStart,
    end: role(({ peak, final }, { period }) => [period, final * peak], "period", "final"),
  },
  one_cycle: {
    start: role(({ peak, start }) => [0, start * peak], null, "start"),
    peak: oneLess(summit),
    end: oneLess(ending),
  },
  wsd: {
    start: role(({ peak }, { warmup }) => [warmup, peak], "warmup", null),
    peak: peakAt((_, { warmup, cool }) => (warmup + cool) / 2),
    turn: role(({ peak }, { cool }) => [cool, peak], "cool", null),
    end: ending,
  },
};

/** All that a schedule may have, in the order of the Tab key. */
export const HANDLES = ["start", "peak", "turn", "end"];

/** The role of a handle in a schedule, or undefined. */
export const roleOf = (schedule, handle) => ROLES[schedule][handle];

const NAMES = {
  peak: "peak rate",
  drop: "drop",
  factor: "rate after the drop",
  half: "rate halved",
  warmup: "end of the warm-up",
  cool: "start of the cool-down",
  total: "end of the schedule",
  start: "first rate",
  final: "last rate",
  period: "end of the first wave",
};

/** What a handle moves, in words. */
export const labelOf = ({ across, up }) =>
  [across && `${NAMES[across]} (left and right arrow keys)`, up && `${NAMES[up]} (up and down)`]
    .filter(Boolean)
    .join(", ");

/** Settings for a handle at [step, rate], each within its limits. */
export function moved({ across, up, toStep }, [x, y], peak, limits) {
  const within = (name, value) => Math.min(limits[name][1], Math.max(limits[name][0], value));
  const rate = up === "peak" ? y : y / peak;
  return {
    ...(across && { [across]: within(across, Math.round(toStep(x))) }),
    ...(up && { [up]: within(up, Number(rate.toPrecision(3))) }),
  };
}
