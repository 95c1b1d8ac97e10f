// What EwaExplorer shows, worked out from its settings: no drawing here.

import { biasCorrectedEwa, ewa, lag, rootMeanSquare, weights, withChanges, withNoise } from "../../engine/averages.js";
import { cached } from "../../kit/live.js";
import { number, raised } from "../../kit/words.js";

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const noisy = cached(withNoise);
  const changed = cached(withChanges);
  const rule = (values, beta, corrected) => (corrected ? biasCorrectedEwa : ewa)(values, beta);
  const [smooth, before] = [cached(rule), cached(rule)];
  const late = cached((signal, beta, corrected) => (signal.length ? lag(rule(signal, beta, corrected), signal) : null));
  const left = cached((n, day, amount, beta, corrected) =>
    rule(
      Array.from({ length: n }, (_, i) => (i + 1 === day ? amount : 0)),
      beta,
      corrected,
    ),
  );
  return ({ values, signal, unit, beta, noise, corrected, day, changes }) => {
    const base = noisy(values, signal, noise);
    const shown = changed(base, changes);
    const average = smooth(shown, beta, corrected);
    const unchanged = before(base, beta, corrected);
    const amount = changes[day] ?? 0;
    return {
      ...{ base, shown, average, unchanged, signal, beta, day, corrected, unit, changes, amount },
      echo: left(values.length, day, amount, beta, corrected),
      weights: weights(beta, day),
      lag: late(signal, beta, corrected),
      error: signal.length ? rootMeanSquare(average, signal) : null,
    };
  };
}

/** The instrument in words, as trainloop.widgets.EwaExplorer.summary writes them. */
export function words(state) {
  const { shown, average, day, unit, lag: late, error } = state;
  const in_ = unit ? ` ${unit}` : "";
  const sum = state.weights.reduce((total, weight) => total + weight, 0);
  const text =
    `Day ${day}: value ${number(shown[day - 1])}${in_}, average ${number(average[day - 1])}${in_}. ` +
    echo(state, in_) +
    `The weights of its ${day} values sum to 1 − β${raised(day)} = ${number(sum)}.`;
  if (error === null) return text;
  return (
    `${text} Over all days the average misses the signal by ${number(error)}${in_} (root mean square)` +
    `; the signal alone comes out ${late} ${late === 1 ? "day" : "days"} late.`
  );
}

function echo({ echo: left, day, amount }, in_) {
  if (!amount) return "";
  const after = (days) => number(left[day - 1 + days]) + in_;
  const week = day + 6 < left.length ? ` and by ${after(7)} a week later` : "";
  return `Its change by ${number(amount)}${in_} moves the average by ${after(0)} that day${week}. `;
}
