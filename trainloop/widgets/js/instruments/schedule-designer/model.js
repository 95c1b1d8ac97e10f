// What ScheduleDesigner shows, worked out from its settings: no drawing here.

import { curvatures, drawsFor, evenStart, expected, oneRun } from "../../engine/annealing.js";
import { ratesOf } from "../../engine/schedules.js";
import { cached } from "../../kit/live.js";
import { codeOf } from "./code.js";
import { STEPS, argumentsOf, lengths, pace, placeOf } from "./plan.js";

export { words } from "./words.js";

const H = curvatures(0.01, 1, 10);
const START = evenStart(H);

/** The rates before each step and after the last, as the scheduler gives them. */
function planned(given, { every, unit }) {
  const settings = argumentsOf(given, unit);
  const counted = Math.floor(STEPS / every);
  const asked = ratesOf(given.schedule, settings, counted + 1);
  const rates = Float64Array.from(
    { length: STEPS + 1 },
    (_, t) => asked[placeOf(given, settings, Math.floor(t / every))],
  );
  return { settings, rates };
}

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const draws = cached((seed) => drawsFor(H, STEPS, seed));
  const schedule = cached((key) => {
    const given = JSON.parse(key);
    const { rates, settings } = planned(given, pace(given));
    const designed = given.stepped === "step" ? rates : planned(given, { every: 1, unit: 1 }).rates;
    return { ...{ rates, settings, designed }, lengths: lengths(given), code: codeOf(given, settings) };
  });
  const mean = cached(({ rates }, noise) => expected(H, START, rates.subarray(0, STEPS), noise));
  const constant = cached((peak, noise) => expected(H, START, new Float64Array(STEPS).fill(peak), noise).losses);
  const run = cached(({ rates }, noise, seed) =>
    oneRun(H, START, rates.subarray(0, STEPS), noise, draws(seed)),
  );
  return (settings) => {
    const { noise, seed, limits: _, question: __, first: ___, offered: ____, ...given } = settings;
    const made = schedule(JSON.stringify(given));
    return {
      ...{ given, noise, flattest: H[0], curvatures: H, ...made },
      ...mean(made, noise),
      constant: constant(given.peak, noise),
      run: run(made, noise, seed),
    };
  };
}
