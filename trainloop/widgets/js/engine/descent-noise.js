// Gradient descent with a rate for each step on a noisy quadratic ½Σhw²: what is expected, and one run.
// Both end before the first number that is not finite.

/**
 * The expected loss after each step, in two parts: of the mean, which the start left, and of the
 * variance, which the noise makes. E[w] ← (1 − αh)E[w], Var[w] ← (1 − αh)²Var[w] + α²c.
 */
export function expected(rates, { curvatures, start, variance }) {
  const mean = Float64Array.from(start);
  const spread = new Float64Array(start.length);
  const loss = (squares) => 0.5 * curvatures.reduce((sum, h, i) => sum + h * squares(i), 0);
  const found = [];
  for (let t = 0; t <= rates.length; t++) {
    if (t) {
      const lr = rates[t - 1];
      curvatures.forEach((h, i) => {
        const kept = 1 - lr * h;
        mean[i] *= kept;
        spread[i] = kept * kept * spread[i] + lr * lr * variance;
      });
    }
    const row = { distance: loss((i) => mean[i] ** 2), noise: loss((i) => spread[i]) };
    if (!Number.isFinite(row.distance + row.noise)) break;
    found.push(row);
  }
  return found;
}

/** The losses of one run; `noise` holds what is added to the gradients, one number a coordinate and step. */
export function descent(rates, { curvatures, start, noise }) {
  const w = Float64Array.from(start);
  const losses = [];
  for (let t = 0; t <= rates.length; t++) {
    if (t) curvatures.forEach((h, i) => (w[i] -= rates[t - 1] * (h * w[i] + noise[(t - 1) * w.length + i])));
    const loss = 0.5 * curvatures.reduce((sum, h, i) => sum + h * w[i] ** 2, 0);
    if (!Number.isFinite(loss)) break;
    losses.push(loss);
  }
  return losses;
}
