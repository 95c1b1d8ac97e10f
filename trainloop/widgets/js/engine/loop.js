// The training loop of a line, interrupted after each of its five lines; NaN is what isn't there.

import { lossAndGradient } from "./linear.js";

/** The lines, as PyTorch writes them. */
export const CODE = [
  "optimizer.zero_grad()",
  "prediction = model(x)",
  "loss = loss_fn(prediction, y)",
  "loss.backward()",
  "optimizer.step()",
];

/** What each line changes of the state, given x, y and lr. */
const ACTS = [
  () => ({ gradW: NaN, gradB: NaN }),
  ({ w, b }, { x }) => ({ prediction: w * x[0] + b, predicted: { w, b } }),
  ({ predicted: { w, b } }, { x, y }) => ({ loss: lossAndGradient(w, b, x, y).loss, compared: { w, b } }),
  ({ gradW, gradB, compared: { w, b } }, { x, y }) => {
    const found = lossAndGradient(w, b, x, y);
    return { gradW: added(gradW, found.gradientW), gradB: added(gradB, found.gradientB) };
  },
  ({ w, b, gradW, gradB }, { lr }) => (Number.isNaN(gradW) ? {} : { w: w - lr * gradW, b: b - lr * gradB }),
];

const added = (held, found) => (Number.isNaN(held) ? found : held + found);
const NUMBERS = ["w", "b", "prediction", "loss", "gradW", "gradB"];
const infinite = (row) => NUMBERS.some((name) => Math.abs(row[name]) === Infinity);

/**
 * What there is before the loop and after each of its first `lines` lines; the line `leftOut` (0 to 4, or -1) is
 * passed over. `predicted` and `compared` are the parameters that prediction and loss were computed with,
 * `changed` the names of what the line wrote. It ends before the first number that is infinite.
 */
export function loopRows({ x, y, w, b, lr, leftOut, lines }) {
  const data = { x, y, lr };
  const nothing = { prediction: NaN, loss: NaN, gradW: NaN, gradB: NaN, predicted: null, compared: null };
  const rows = [{ w, b, ...nothing, changed: [] }];
  for (let position = 0; position < lines; position++) {
    const before = rows[position];
    const line = position % CODE.length;
    const made = line === leftOut ? {} : ACTS[line](before, data);
    const wrote = (name) => name in made && !(Number.isNaN(made[name]) && Number.isNaN(before[name]));
    const row = { ...before, ...made, changed: NUMBERS.filter(wrote) };
    if (infinite(row)) break;
    rows.push(row);
  }
  return rows;
}
