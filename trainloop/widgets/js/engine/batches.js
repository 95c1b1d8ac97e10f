// Gradients estimated from batches: a line's mean squared error, what a batch of B of its n examples says of its
// gradient, the run that such estimates make, and the exact theory of both.

const FAR = 1e100; // a run that gets here has diverged; its squares still are finite

/** The share of one example's variance that is left in the mean of B of n: 1/B, or less without replacement. */
export const varianceShare = (n, B, replacement) => (replacement ? 1 / B : (n - B) / (B * (n - 1)));

/** ∂L/∂w and ∂L/∂b of every example at (w, b), their mean, and `covariance` [ww, wb, bb] around it (divisor n). */
export function exampleGradients(w, b, x, y) {
  const n = x.length;
  const [gw, gb] = [new Float64Array(n), new Float64Array(n)];
  let [sumW, sumB] = [0, 0];
  for (let i = 0; i < n; i++) {
    const residual = w * x[i] + b - y[i];
    sumW += gw[i] = 2 * residual * x[i];
    sumB += gb[i] = 2 * residual;
  }
  const mean = [sumW / n, sumB / n];
  const covariance = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [u, v] = [gw[i] - mean[0], gb[i] - mean[1]];
    covariance[0] += u * u;
    covariance[1] += u * v;
    covariance[2] += v * v;
  }
  return { gw, gb, mean, covariance: covariance.map((sum) => sum / n) };
}

/**
 * How far estimates lie from the true gradient: rows of `drawn` (n draws each) are read to the longest of `sizes`,
 * which rise, so that an estimate at one size holds those at smaller ones. Returns for each size the mean squared
 * distance, and for the size `shown` the `points`, two numbers each.
 */
export function estimateErrors({ gw, gb, mean }, drawn, sizes, shown) {
  const n = gw.length;
  const rows = drawn.length / n;
  const squares = new Float64Array(sizes.length);
  const points = new Float64Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    let [sumW, sumB, i] = [0, 0, 0];
    for (let k = 0; k < sizes.length; k++) {
      for (const size = sizes[k]; i < size; i++) {
        const at = drawn[row * n + i];
        sumW += gw[at];
        sumB += gb[at];
      }
      const [u, v] = [sumW / i, sumB / i];
      squares[k] += (u - mean[0]) ** 2 + (v - mean[1]) ** 2;
      if (i === shown) points.set([u, v], 2 * row);
    }
  }
  return { squares: squares.map((sum) => sum / rows), points };
}

/**
 * Steps of SGD from (w, b), each along the mean gradient of a batch: row t of `drawn`, `wide` draws each, of which
 * the first `batch` count. Returns [w, b] pairs, the start first; ends before the first beyond 10¹⁰⁰.
 */
export function batchRun({ x, y, w, b, lr, batch, drawn, wide }) {
  const path = [[w, b]];
  for (let start = 0; start < drawn.length; start += wide) {
    let [sumW, sumB] = [0, 0];
    for (let i = start; i < start + batch; i++) {
      const at = drawn[i];
      const residual = w * x[at] + b - y[at];
      sumW += 2 * residual * x[at];
      sumB += 2 * residual;
    }
    w -= lr * (sumW / batch);
    b -= lr * (sumB / batch);
    if (!(Math.abs(w) < FAR && Math.abs(b) < FAR)) break;
    path.push([w, b]);
  }
  return path;
}

/** Means over the examples of xᵏ, rxᵏ and r²xᵏ, k from 0 to 4, where r is the best line's residual. */
export function moments(x, y, { w, b }) {
  const found = { x: new Float64Array(5), rx: new Float64Array(5), rrx: new Float64Array(5) };
  for (let i = 0; i < x.length; i++) {
    const r = w * x[i] + b - y[i];
    for (let k = 0, power = 1 / x.length; k < 5; k++, power *= x[i]) {
      found.x[k] += power;
      found.rx[k] += r * power;
      found.rrx[k] += r * r * power;
    }
  }
  return found;
}

/**
 * The mean of H·M + M·H, of H·M·H, and of one example's g·gᵀ, for errors e of second moment M = [ww, wb, bb] and mean μ.
 * `noise` is 1, or 0 to leave the best line's own residuals out.
 */
function products({ x, rx, rrx }, [p, q, r], [u, v], noise) {
  const [a, c, d] = [2 * x[2], 2 * x[1], 2 * x[0]];
  const hm = [a * p + c * q, a * q + c * r, c * p + d * q, c * q + d * r]; // H·M, row by row
  const square = (j) =>
    4 * (x[j + 2] * p + 2 * x[j + 1] * q + x[j] * r + noise * (2 * (rx[j + 1] * u + rx[j] * v) + rrx[j]));
  return {
    sum: [2 * hm[0], hm[1] + hm[2], 2 * hm[3]],
    both: [a * hm[0] + c * hm[1], c * hm[0] + d * hm[1], c * hm[2] + d * hm[3]],
    example: [square(2), square(1), square(0)],
  };
}

/**
 * What theory expects of the error e = (w, b) − best after each of `steps` steps: its mean, and its second moment
 * [ww, wb, bb], both exact. `share` is that of varianceShare. E[ĝĝᵀ] = (1 − share)·HMH + share·E[ggᵀ].
 */
export function expectedErrors({ known, start, lr, share, steps }) {
  let [u, v] = start;
  let moment = [u * u, u * v, v * v];
  const [a, c, d] = [2 * known.x[2], 2 * known.x[1], 2 * known.x[0]];
  const rows = [{ mean: [u, v], moment }];
  for (let t = 0; t < steps; t++) {
    const { sum, both, example } = products(known, moment, [u, v], 1);
    moment = moment.map((m, k) => m - lr * sum[k] + lr * lr * ((1 - share) * both[k] + share * example[k]));
    [u, v] = [u - lr * (a * u + c * v), v - lr * (c * u + d * v)];
    rows.push({ mean: [u, v], moment });
  }
  return rows;
}

/**
 * The α up to which the mean squared error doesn't grow: 1/λ, the largest λ with Q(M) = λ(HM + MH), where
 * Q(M) = (1 − share)·HMH + share·E[ggᵀ], without residuals.
 */
export function largestRate(known, share) {
  const h = [2 * known.x[2], 2 * known.x[1], 2 * known.x[0]];
  const columns = [0, 1, 2].map((k) => {
    const unit = [0, 1, 2].map((i) => Number(i === k));
    const { both, example } = products(known, unit, [0, 0], 0);
    return lyapunov(
      h,
      both.map((part, i) => (1 - share) * part + share * example[i]),
    );
  });
  return 1 / largestEigenvalue(columns);
}

const applied = (columns, v) => [0, 1, 2].map((i) => columns.reduce((sum, column, k) => sum + column[i] * v[k], 0));

/** Of a map of symmetric matrices [ww, wb, bb] that keeps them positive: by squaring it, since others may be near. */
function largestEigenvalue(columns) {
  let power = columns;
  for (let k = 0; k < 40; k++) {
    const square = power.map((column) => applied(power, column));
    const size = square[0][0] + square[2][2];
    power = square.map((column) => column.map((part) => part / size));
  }
  const M = applied(power, [1, 0, 1]);
  const next = applied(columns, M);
  return (next[0] + next[2]) / (M[0] + M[2]);
}

/** The M with HM + MH = R, all symmetric 2 × 2, [ww, wb, bb]. */
function lyapunov([a, c, d], [p, q, r]) {
  const [trace, determinant] = [a + d, a * d - c * c];
  const off = (2 * a * d * q - c * (d * p + a * r)) / (2 * trace * determinant);
  return [(p / 2 - c * off) / a, off, (r / 2 - c * off) / d];
}
