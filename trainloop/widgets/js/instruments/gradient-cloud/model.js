// What GradientCloud shows, worked out from its settings: no drawing here.

import {
  batchRun,
  estimateErrors,
  exampleGradients,
  expectedErrors,
  largestRate,
  moments,
  varianceShare,
} from "../../engine/batches.js";
import { bestLine, bowl } from "../../engine/linear.js";
import { distinct, integers } from "../../engine/noise.js";
import { cached } from "../../kit/live.js";
import { number } from "../../kit/words.js";

const ESTIMATES = 200;
export const STEPS = 400;
const HALF = STEPS / 2;

/** Batch sizes whose variance is measured: powers of two, all n, and the one that is set. */
function measuredSizes(n, B) {
  const powers = Array.from({ length: 11 }, (_, k) => 2 ** k).filter((size) => size <= n);
  return [...new Set([...powers, n, B])].sort((a, b) => a - b);
}

/** Distances from the true gradient, measured and by theory, of the estimates at one place. */
function cloudAt({ x, y }, [w, b], drawn, B, replacement) {
  const n = x.length;
  const each = exampleGradients(w, b, x, y);
  const sizes = measuredSizes(n, B);
  const { squares, points } = estimateErrors(each, drawn, sizes, B);
  const shares = sizes.map((size) => varianceShare(n, size, replacement));
  const one = each.covariance[0] + each.covariance[2];
  const rows = sizes.map((size, k) => ({
    size,
    measured: shares[k] > 0 ? squares[k] : 0, // all n give the gradient itself, but for rounding
    variance: shares[k] * one,
  }));
  return { gradient: each.mean, covariance: each.covariance, one, points, rows, now: rows[sizes.indexOf(B)] };
}

/** Root mean square distance of the run's second half from the best line; and what theory expects. */
function stay(path, best, expected) {
  const rest = path.slice(HALF + 1);
  const squares = rest.reduce((sum, [w, b]) => sum + (w - best.w) ** 2 + (b - best.b) ** 2, 0);
  const theory = expected.slice(HALF + 1).reduce((sum, { moment }) => sum + moment[0] + moment[2], 0);
  return { stays: Math.sqrt(squares / rest.length), expects: Math.sqrt(Math.max(0, theory) / HALF) };
}

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const data = cached((x, y) => {
    const best = bestLine(x, y);
    return { x, y, best, form: bowl(x), known: moments(x, y, best) };
  });
  const draw = (seed, k, n, streams, first, replacement) =>
    (replacement ? integers : distinct)(seed, k, n, streams, first);
  const forCloud = cached((seed, n, replacement) => draw(seed, n, n, ESTIMATES, 0, replacement));
  // A longer batch begins with the shorter one: draws are kept up to the next power of two.
  const forRun = cached((seed, wide, n, replacement) => draw(seed, wide, n, STEPS, ESTIMATES, replacement));
  const run = cached(({ x, y }, w, b, lr, batch, drawn, wide) => batchRun({ x, y, w, b, lr, batch, drawn, wide }));
  const theory = cached(({ best, known }, w, b, lr, share) =>
    expectedErrors({ known, start: [w - best.w, b - best.b], lr, share, steps: STEPS }),
  );
  const limitAt = cached(({ known }, share) => largestRate(known, share));
  const cloud = cached(cloudAt);
  const first = cached(({ x, y }, w, b) => exampleGradients(w, b, x, y));
  return ({ x, y, batch_size: B, lr, replacement, w, b, seed, step }) => {
    const n = x.length;
    const points = data(x, y);
    const share = varianceShare(n, B, replacement);
    const wide = Math.min(n, 2 ** Math.ceil(Math.log2(B)));
    const path = run(points, w, b, lr, B, forRun(seed, wide, n, replacement), wide);
    const expected = theory(points, w, b, lr, share);
    const at = Math.min(step, path.length - 1);
    const limit = limitAt(points, share);
    const place = { n, B, lr, replacement, share, best: points.best, form: points.form, path, at, expected, limit };
    const grows = lr > limit || path.length <= STEPS;
    const around = cloud(points, path[at], forCloud(seed, n, replacement), B, replacement);
    return { ...place, ...around, grows, opening: first(points, w, b), ...stay(path, points.best, expected) };
  };
}

/** The instrument in words, as trainloop.widgets.GradientCloud.summary writes them. */
export const words = (shown) => `Step ${shown.at}: ${ofCloud(shown)} ${ofRun(shown)}`;

function ofCloud({ n, B, replacement, share, now }) {
  if (share === 0) return `all ${n} without replacement are no estimate; they give the true gradient.`;
  const text =
    `with B = ${B}, the ${ESTIMATES} estimates miss the true gradient by ${number(Math.sqrt(now.measured))} ` +
    `(root mean square); theory says ${number(Math.sqrt(now.variance))}`;
  if (4 * B > n) return `${text}.`;
  const ratio = Math.sqrt(varianceShare(n, 4 * B, replacement) / share);
  return `${text}, and ${number(ratio)} times that for B = ${4 * B}.`;
}

function ofRun({ lr, limit, path, grows, stays, expects }) {
  if (grows) {
    const end = path.length <= STEPS ? `, and step ${path.length} leaves 10¹⁰⁰ behind` : "";
    return `α = ${number(lr)} is above ${number(limit)}, its limit at this B: the expected distance from the best line grows${end}.`;
  }
  const when = `Steps ${HALF + 1} to ${STEPS}`;
  if (expects < 1e-9) return `${when} rest at the best line: there is no noise to move them.`;
  return (
    `${when} of the run lie ${number(stays)} from the best line ` +
    `(root mean square of w and b together); theory expects ${number(expects)}.`
  );
}
