// Exponentially weighted averages, as in trainloop.averages, and what they cost.

/** m ← βm + (1 − β)x after each value, from `start`. */
export function ewa(values, beta, start = 0) {
  let m = start;
  return values.map((x) => (m = beta * m + (1 - beta) * x));
}

/** `ewa` divided by the weight that is there, 1 − βᵗ after t values. */
export function biasCorrectedEwa(values, beta) {
  return ewa(values, beta).map((m, i) => m / (1 - beta ** (i + 1)));
}

/** `ewa` that starts at the first value. */
export const ewaFromFirst = (values, beta) => ewa(values, beta, values[0]);

/** The averages by how they start: "zero", "corrected" or "first". */
export const STARTS = { zero: ewa, corrected: biasCorrectedEwa, first: ewaFromFirst };

/** The weights (1 − β)βᵏ of the n newest values, the newest first. */
export function weights(beta, n) {
  return Array.from({ length: n }, (_, k) => (1 - beta) * beta ** k);
}

/** What each of the n newest values, the newest first, counts for in an average with this start. */
export function shares(beta, n, start) {
  const found = weights(beta, n);
  if (start === "corrected") return found.map((weight) => weight / (1 - beta ** n));
  if (start === "first") found[n - 1] = beta ** (n - 1);
  return found;
}

/** Days until a weight has halved; 0 where nothing is kept. */
export const halfLife = (beta) => (beta === 0 ? 0 : Math.log(0.5) / Math.log(beta));

/** The values with their distance from the signal multiplied, where there is a signal. */
export function withNoise(values, signal, noise) {
  if (!signal.length) return values;
  return values.map((x, i) => signal[i] + noise * (x - signal[i]));
}

/** The values plus what was added to single days, a map from the day (from 1) to an amount. */
export function withChanges(values, changes) {
  const changed = values.slice();
  for (const [day, amount] of Object.entries(changes)) changed[day - 1] += amount;
  return changed;
}

/** Root mean square of a − b. */
export function rootMeanSquare(a, b) {
  const sum = a.reduce((total, x, i) => total + (x - b[i]) ** 2, 0);
  return Math.sqrt(sum / a.length);
}

/** The shift, up to a third of the days, at which average and signal differ least. */
export function lag(average, signal) {
  const n = signal.length;
  const most = Math.floor(n / 3);
  let best = { shift: 0, error: Infinity };
  for (let shift = 0; shift <= most; shift++) {
    let error = 0;
    for (let i = most; i < n; i++) error += (average[i] - signal[i - shift]) ** 2;
    if (error < best.error) best = { shift, error };
  }
  return best.shift;
}
