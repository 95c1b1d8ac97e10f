// Momentum on ½(x² + κy²): its run with its velocity, and the exact theory of each direction by itself.
// `form` is "sum" (PyTorch's), "average" or "nesterov"; an average at α moves as a sum at α(1 − μ).

import { average, limits, momentum, nesterov } from "./descent.js";

const RULES = { sum: momentum, average, nesterov };
const LIMITS = { sum: limits.momentum, average: limits.average, nesterov: limits.nesterov };
const BOUNDARY = 1e-9; // so near to critical damping, rounding decides on which side

/** α as a sum would need it for the same motion. */
export const asSum = (form, lr, mu) => (form === "average" ? lr * (1 - mu) : lr);

/** α in another form, for the same motion as far as both are sums or averages of the same kind. */
export function converted(lr, mu, from, to) {
  if ((from === "average") === (to === "average")) return lr;
  return to === "average" ? lr / (1 - mu) : lr * (1 - mu);
}

/** The largest stable α on a curvature h. */
export const limit = (form, h, mu) => LIMITS[form](h, mu);

/**
 * How one direction of curvature h moves: `rate` is the spectral radius of its 2×2 iteration matrix, by
 * which its distance shrinks per step in the long run, and `phase` how it comes in.
 */
export function direction(form, lr, mu, h) {
  const a = asSum(form, lr, mu) * h;
  const [trace, determinant] = form === "nesterov" ? [(1 + mu) * (1 - a), mu * (1 - a)] : [1 + mu - a, mu];
  const inside = trace * trace - 4 * determinant;
  const isComplex = inside < 0;
  const rate = isComplex ? Math.sqrt(determinant) : (Math.abs(trace) + Math.sqrt(inside)) / 2;
  return { a, rate, phase: phase(form, a, mu, trace, inside) };
}

function phase(form, a, mu, trace, inside) {
  if (a > limit(form === "average" ? "sum" : form, 1, mu)) return "divergent";
  if (Math.abs(inside) <= BOUNDARY) return "critically damped";
  if (inside < 0) return "under-damped";
  return trace < 0 ? "alternating" : "over-damped";
}

/** Where on the axis of αh, α a sum's, a direction turns under-damped, then alternating, then divergent. */
export function borders(form, mu) {
  const root = Math.sqrt(mu);
  if (form === "nesterov") return [((1 - mu) / (1 + mu)) ** 2, 1, limit("nesterov", 1, mu)];
  return [(1 - root) ** 2, (1 + root) ** 2, limit("sum", 1, mu)];
}

/** The α and μ with the smallest rate for curvatures 1 and κ. */
export function best(form, kappa) {
  if (form === "nesterov") {
    const root = Math.sqrt(3 * kappa + 1);
    return { lr: 4 / (3 * kappa + 1), mu: (root - 2) / (root + 2) };
  }
  const root = Math.sqrt(kappa);
  const mu = ((root - 1) / (root + 1)) ** 2;
  return { lr: converted((2 / (1 + root)) ** 2, mu, "sum", form), mu };
}

/** What a velocity becomes, in gradients, if all agree and if all alternate. */
export function gains(form, mu) {
  const share = form === "average" ? 1 - mu : 1;
  return { agreement: share / (1 - mu), alternation: share / (1 + mu) };
}

/**
 * A run: x and y in turn in each array, the start first; `made` steps stayed finite.
 * `g` is the gradient at each point, `u` the velocity that led there, and `gathered` what that velocity
 * would be if all gradients had pulled the same way.
 */
export function ravineRun({ form, lr, mu, kappa, start, steps }) {
  const size = 2 * steps + 2;
  const found = { points: new Float64Array(size), g: new Float64Array(size), u: new Float64Array(size) };
  found.gathered = new Float64Array(size);
  const [w, g, s] = [Float64Array.from(start), new Float64Array(2), new Float64Array(2)];
  const taken = form === "average" ? 1 - mu : 1;
  const sums = new Float64Array(2);
  for (let t = 0; t <= steps; t++) {
    if (t) {
      for (const i of [0, 1]) sums[i] = mu * sums[i] + taken * Math.abs(g[i]);
      RULES[form].step(w, g, s, t, { lr, mu });
    }
    g[0] = w[0];
    g[1] = kappa * w[1];
    if (!finite(w, g, s)) return { ...found, made: t - 1 };
    found.points.set(w, 2 * t);
    found.g.set(g, 2 * t);
    found.u.set(s, 2 * t);
    found.gathered.set(sums, 2 * t);
  }
  return { ...found, made: steps };
}

const finite = (...arrays) => arrays.every((values) => values.every(Number.isFinite));

/** The distance from the minimum after t steps. */
export const distance = ({ points }, t) => Math.hypot(points[2 * t], points[2 * t + 1]);

/** From which step on the distance stays within a share of the start's, or null. */
export function settled(run, share) {
  const near = share * distance(run, 0);
  let t = run.made;
  while (t >= 0 && distance(run, t) <= near) t--;
  return t === run.made ? null : t + 1;
}

/** From which step on a run is farther away than at its start, or null. */
export function lost(run) {
  const start = distance(run, 0);
  let t = run.made;
  while (t >= 0 && distance(run, t) > start) t--;
  return t === run.made ? null : t + 1;
}
