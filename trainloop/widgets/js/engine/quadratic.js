// The noisy quadratic model: one curvature h, a gradient h·w + noise, torch's momentum, a weight average, a rate αh⁻ᵖ.
// Source: Zhang et al. (2019), https://arxiv.org/abs/1907.04164.

const FAR = 1e100; // a mean loss beyond it has diverged

/**
 * One step as s ← F·s + kξ, of the state s = (w, u, a): parameter, velocity, weight average.
 * u ← μu + g, w ← w − αh⁻ᵖu, a ← γa + (1 − γ)w.
 */
export function transition(h, { lr, mu, decay, power }) {
  const rate = lr * h ** -power;
  const kept = 1 - decay;
  const [w, u] = [1 - rate * h, -rate * mu];
  return {
    F: [
      [w, u, 0],
      [h, mu, 0],
      [kept * w, kept * u, decay],
    ],
    k: [-rate, 1, -kept * rate],
  };
}

/** The largest stable α: 2(1 + μ) over the largest h¹⁻ᵖ. */
export const stableRate = (curvatures, { mu, power }) =>
  (2 * (1 + mu)) / Math.max(...curvatures.map((h) => h ** (1 - power)));

const times = (A, v) => A.map(([a, b, c]) => a * v[0] + b * v[1] + c * v[2]);
const product = (A, B) => A.map(([a, b, c]) => [0, 1, 2].map((j) => a * B[0][j] + b * B[1][j] + c * B[2][j]));
const transposed = (A) => A.map((_, i) => A.map((row) => row[i]));
const sum = (A, B) => A.map((row, i) => row.map((value, j) => value + B[i][j]));
const outer = (v, size) => v.map((a) => v.map((b) => size * a * b));

/** Mean and variance of the weight average after 0 … `steps` steps from w = `start`; `noise` is the gradient's variance. */
export function expectedPath(h, settings, { start, noise, steps }) {
  const { F, k } = transition(h, settings);
  const [Ft, fresh] = [transposed(F), outer(k, noise)];
  let [mean, covariance] = [[start, 0, start], outer([0, 0, 0], 0)];
  const found = { mean: [start], variance: [0] };
  for (let t = 0; t < steps; t++) {
    mean = times(F, mean);
    covariance = sum(product(product(F, covariance), Ft), fresh);
    found.mean.push(mean[2]);
    found.variance.push(covariance[2][2]);
  }
  return found;
}

/** The variance of the weight average at last, for a gradient's variance of 1: ΣFᵏkkᵀFᵏᵀ by doubling; ∞ if unstable. */
export function steadyVariance(h, settings) {
  if (settings.lr >= stableRate([h], settings)) return Infinity;
  const { F, k } = transition(h, settings);
  let [power, total] = [F, outer(k, 1)];
  for (let doubling = 0; doubling < 64; doubling++) {
    total = sum(total, product(product(power, total), transposed(power)));
    power = product(power, power);
    if (power.every((row) => row.every((value) => Math.abs(value) < 1e-12))) break;
  }
  return total[2][2];
}

/** The loss that is left at last: ½Σh · variance. */
export const lossFloor = (curvatures, settings, noise) =>
  noise * curvatures.reduce((all, h) => all + 0.5 * h * steadyVariance(h, settings), 0);

/**
 * Runs of SGD itself from w = `start` on every curvature; `draws` are standard normal, run by run, step by step.
 * Returns the mean loss of their weight averages after each step, ending before 10¹⁰⁰; the last averages of all; and
 * the path of the first run's.
 */
export function simulate(curvatures, settings, { start, noise, steps, runs, draws }) {
  const d = curvatures.length;
  const deviation = Math.sqrt(noise);
  const losses = new Float64Array(steps + 1);
  const [last, first] = [new Float64Array(runs * d), new Float64Array((steps + 1) * d)];
  const { mu, decay } = settings;
  for (let i = 0; i < d; i++) {
    const h = curvatures[i];
    const rate = settings.lr * h ** -settings.power;
    for (let run = 0; run < runs; run++) {
      let [w, u, a] = [start, 0, start];
      for (let t = 0; t <= steps; t++) {
        if (t) {
          u = mu * u + (h * w + deviation * draws[(run * steps + t - 1) * d + i]);
          w -= rate * u;
          a = decay * a + (1 - decay) * w;
        }
        losses[t] += 0.5 * h * a * a;
        if (run === 0) first[t * d + i] = a;
      }
      last[run * d + i] = a;
    }
  }
  const mean = Array.from(losses, (loss) => loss / runs);
  const far = mean.findIndex((loss) => !(loss < FAR));
  return { losses: far < 0 ? mean : mean.slice(0, far), last, first };
}
