// A line's mean squared error, its bowl, and gradient descent in it.

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean squared error of the line y = wx + b and its two derivatives. */
export function lossAndGradient(w, b, x, y) {
  let loss = 0;
  let gradientW = 0;
  let gradientB = 0;
  for (let i = 0; i < x.length; i++) {
    const residual = w * x[i] + b - y[i];
    loss += residual * residual;
    gradientW += residual * x[i];
    gradientB += residual;
  }
  const n = x.length;
  return { loss: loss / n, gradientW: 2 * (gradientW / n), gradientB: 2 * (gradientB / n) };
}

/** One step of gradient descent from (w, b). */
export function descentStep(w, b, x, y, lr) {
  const { gradientW, gradientB } = lossAndGradient(w, b, x, y);
  return [w - lr * gradientW, b - lr * gradientB];
}

/** The path from (w, b), the start first; it ends before the first number that is not finite. */
export function descend({ w, b, x, y, lr, steps }) {
  const path = [];
  for (let t = 0; t <= steps; t++) {
    const { loss, gradientW, gradientB } = lossAndGradient(w, b, x, y);
    if (![w, b, loss].every(Number.isFinite)) break;
    path.push({ w, b, loss });
    w -= lr * gradientW;
    b -= lr * gradientB;
  }
  return path;
}

/** The best line by the closed form, and its loss. */
export function bestLine(x, y) {
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, i) => (value - meanX) * (y[i] - meanY)));
  const w = covariance / mean(x.map((value) => (value - meanX) ** 2));
  const b = meanY - w * meanX;
  return { w, b, loss: lossAndGradient(w, b, x, y).loss };
}

/**
 * The bowl's shape: curvatures hMin ≤ hMax, and the steep direction as a unit vector (w, b).
 * The Hessian of the loss is 2·[[mean x², mean x], [mean x, 1]].
 */
export function bowl(x) {
  const center = mean(x);
  const variance = mean(x.map((value) => (value - center) ** 2));
  const a = 2 * (variance + center ** 2);
  const half = (a + 2) / 2;
  const spread = Math.hypot((a - 2) / 2, 2 * center);
  const hMax = half + spread;
  const hMin = (4 * variance) / hMax; // determinant over the other: no cancellation
  const angle = 0.5 * Math.atan2(4 * center, a - 2);
  return { hMin, hMax, steep: [Math.cos(angle), Math.sin(angle)] };
}

/** Points (w, b) of the contour where the loss exceeds its smallest by `excess`: an ellipse. */
export function contour(best, { hMin, hMax, steep }, excess, count = 96) {
  const across = Math.sqrt((2 * excess) / hMax);
  const along = Math.sqrt((2 * excess) / hMin);
  return Array.from({ length: count + 1 }, (_, i) => {
    const turn = (2 * Math.PI * i) / count;
    const [u, v] = [across * Math.cos(turn), along * Math.sin(turn)];
    return [best.w + u * steep[0] - v * steep[1], best.b + u * steep[1] + v * steep[0]];
  });
}

/** First step at which a run is within 1 % of the smallest loss, or null. */
export function arrival(path, smallest) {
  const near = smallest + 0.01 * Math.max(smallest, 1e-6 * path[0].loss);
  const at = path.findIndex(({ loss }) => loss <= near);
  return at < 0 ? null : at;
}

/** First step at which the loss is above its start, or null. */
export function departure(path) {
  const at = path.findIndex(({ loss }) => loss > path[0].loss);
  return at < 0 ? null : at;
}
