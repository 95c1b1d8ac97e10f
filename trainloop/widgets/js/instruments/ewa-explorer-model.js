// What EwaExplorer shows, worked out from its settings: no drawing here.

import {
  biasCorrectedEwa,
  ewa,
  lag,
  meanAge,
  rootMeanSquare,
  weights,
  withChanges,
  withNoise,
} from "../engine/averages.js";
import { cached } from "../kit/live.js";
import { number, raised } from "../kit/words.js";

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function ewaModel() {
  const noisy = cached(withNoise);
  const changed = cached(withChanges);
  const rule = (values, beta, corrected) => (corrected ? biasCorrectedEwa : ewa)(values, beta);
  const [smooth, before] = [cached(rule), cached(rule)];
  const late = cached((average, signal) => (signal.length ? lag(average, signal) : null));
  return ({ values, signal, unit, beta, noise, corrected, day, changes }) => {
    const base = noisy(values, signal, noise);
    const shown = changed(base, changes);
    const average = smooth(shown, beta, corrected);
    const unchanged = before(base, beta, corrected);
    return {
      ...{ base, shown, average, unchanged, signal, beta, day, corrected, unit, changes },
      amount: changes[day] ?? 0,
      weights: weights(beta, day),
      lag: late(average, signal),
      error: signal.length ? rootMeanSquare(average, signal) : null,
    };
  };
}

/** The instrument in words, as trainloop.widgets.EwaExplorer.summary writes them. */
export function ewaWords(state) {
  const { shown, average, beta, day, unit, lag: late, error } = state;
  const in_ = unit ? ` ${unit}` : "";
  const sum = state.weights.reduce((total, weight) => total + weight, 0);
  const text =
    `Day ${day}: value ${number(shown[day - 1])}${in_}, average ${number(average[day - 1])}${in_}. ` +
    echo(state, in_) +
    `The weights of its ${day} values sum to 1 − β${raised(day)} = ${number(sum)}.`;
  if (error === null) return text;
  return (
    `${text} Over all days the average misses the signal by ${number(error)}${in_} (root mean square) ` +
    `and comes ${late} ${late === 1 ? "day" : "days"} late; the weights' mean age is ${number(meanAge(beta))} days.`
  );
}

function echo({ average, unchanged, day, amount }, in_) {
  if (!amount) return "";
  const after = (days) => number(average[day - 1 + days] - unchanged[day - 1 + days]) + in_;
  const week = day + 6 < average.length ? ` and by ${after(7)} a week later` : "";
  return `Its change by ${number(amount)}${in_} moves the average by ${after(0)} that day${week}. `;
}
