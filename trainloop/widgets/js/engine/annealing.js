// SGD on a noisy quadratic while the rate changes: ½ Σ h w², whose gradient in each direction is hw + √(noise²h) ξ.

import { normal } from "./noise.js";

/** Curvatures from `low` to `high`, at equal ratios. */
export const curvatures = (low, high, count) =>
  Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));

/** A start from which every direction has the same share of a loss of ½. */
export const evenStart = (h) => h.map((each) => 1 / Math.sqrt(h.length * each));

const half = (h, squares) => h.reduce((sum, each, i) => sum + each * squares[i], 0) / 2;

/**
 * The exact expectation of the loss before each step and after the last, and the part of it that is there without noise:
 * E[w²] ← (1 − αh)² E[w²] + α² noise² h, for each direction.
 */
export function expected(h, start, rates, noise) {
  const squares = start.map((w) => w * w);
  const still = [...squares];
  const losses = new Float64Array(rates.length + 1).fill(half(h, squares));
  const distance = losses.slice();
  rates.forEach((rate, t) => {
    for (let i = 0; i < h.length; i++) {
      const kept = (1 - rate * h[i]) ** 2;
      squares[i] = kept * squares[i] + rate * rate * noise * noise * h[i];
      still[i] *= kept;
    }
    losses[t + 1] = half(h, squares);
    distance[t + 1] = half(h, still);
  });
  return { losses, distance };
}

/** The noise of a run: one draw for each step and direction. */
export const drawsFor = (h, steps, seed) => normal(seed, steps * h.length);

/** The loss of one run before each step and after the last. */
export function oneRun(h, start, rates, noise, draws) {
  const w = [...start];
  const loss = () =>
    half(
      h,
      w.map((each) => each * each),
    );
  const losses = new Float64Array(rates.length + 1).fill(loss());
  rates.forEach((rate, t) => {
    for (let i = 0; i < h.length; i++) {
      const gradient = h[i] * w[i] + noise * Math.sqrt(h[i]) * draws[t * h.length + i];
      w[i] -= rate * gradient;
    }
    losses[t + 1] = loss();
  });
  return losses;
}
