// What EwaExplorer shows, worked out from its settings: no drawing here.

import { lag, rootMeanSquare, shares, STARTS, weights, withChanges, withNoise } from "../../engine/averages.js";
import { cached } from "../../kit/live.js";
import { number, raised } from "../../kit/words.js";

const WINDOWS = [30, 100, 300, 1000]; // how many of the first days the second act shows

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const noisy = cached(withNoise);
  const changed = cached(withChanges);
  const all = cached((values, beta) => ({
    zero: STARTS.zero(values, beta),
    corrected: STARTS.corrected(values, beta),
    first: STARTS.first(values, beta),
  }));
  const rule = (values, beta, start) => STARTS[start](values, beta);
  const before = cached(rule);
  const late = cached((signal, beta, start) => (signal.length ? lag(rule(signal, beta, start), signal) : null));
  const left = cached((n, day, amount, beta, start) =>
    rule(
      Array.from({ length: n }, (_, i) => (i + 1 === day ? amount : 0)),
      beta,
      start,
    ),
  );
  return ({ values, signal, unit, act, beta, noise, start, day, changes }) => {
    const base = noisy(values, signal, noise);
    const shown = changed(base, changes);
    const averages = all(shown, beta);
    const average = averages[start];
    const unchanged = before(base, beta, start);
    const amount = changes[day] ?? 0;
    return {
      ...{ base, shown, averages, average, unchanged, signal, act, beta, day, start, unit, changes, amount },
      echo: left(values.length, day, amount, beta, start),
      weights: shares(beta, day, start),
      there: weights(beta, day).reduce((total, weight) => total + weight, 0),
      first: Math.min(shown.length, WINDOWS.find((days) => days >= day) ?? shown.length),
      lag: late(signal, beta, start),
      error: signal.length ? rootMeanSquare(average, signal) : null,
    };
  };
}

/** The instrument in words, as trainloop.widgets.EwaExplorer.summary writes them. */
export const words = (state) => (state.act === "echo" ? echoWords(state) : weightWords(state));

const behind = ({ unit }) => (unit ? ` ${unit}` : "");

function echoWords(state) {
  const { shown, average, day, lag: late, error } = state;
  const unit = behind(state);
  const text =
    `Day ${day}: value ${number(shown[day - 1])}${unit}, average ${number(average[day - 1])}${unit}. ` +
    echo(state, unit) +
    summed(state);
  if (error === null) return text;
  return (
    `${text} Over all days the average misses the signal by ${number(error)}${unit} (root mean square)` +
    `; the signal alone comes out ${late} ${late === 1 ? "day" : "days"} late.`
  );
}

function echo({ echo: left, day, amount }, unit) {
  if (!amount) return "";
  const after = (days) => number(left[day - 1 + days]) + unit;
  const week = day + 6 < left.length ? ` and by ${after(7)} a week later` : "";
  return `Its change by ${number(amount)}${unit} moves the average by ${after(0)} that day${week}. `;
}

function summed({ start, beta, day, there }) {
  if (start === "first")
    return `Started at the first value, the weights sum to 1, and x₁ has ${power(day - 1)} = ${number(beta ** (day - 1))} of it.`;
  return `The weights of its ${day} values sum to 1 − ${power(day)} = ${number(there)}.`;
}

const power = (exponent) => `β${raised(exponent)}`;

function weightWords({ start, shown, averages, beta, day, there, ...state }) {
  const unit = behind(state);
  const [zero, corrected, first] = ["zero", "corrected", "first"].map((name) => number(averages[name][day - 1]) + unit);
  const sum = `the weights that are there sum to 1 − ${power(day)} = ${number(there)}`;
  if (start === "zero")
    return (
      `Day ${day}: ${sum}; the zero start holds the other ${power(day)} = ${number(beta ** day)}. ` +
      `So the average is ${zero}; divided by ${number(there)} it is ${corrected}.`
    );
  if (start === "corrected")
    return `Day ${day}: ${sum}. Divided by that they sum to 1, and the average is ${corrected} instead of ${zero}.`;
  const [old, kept] = [power(day - 1), beta ** (day - 1)];
  return (
    `Day ${day}: started at x₁ = ${number(shown[0])}${unit}, the weights sum to 1, but x₁ alone has ${old} = ${number(kept)} ` +
    `of it; corrected it has ${number(((1 - beta) * kept) / (1 - beta ** day))}. ` +
    `The average is ${first}; corrected it is ${corrected}.`
  );
}
