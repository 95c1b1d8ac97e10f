// Functions whose every rounding is the same here and in Python's trainloop.widgets.reproducible: only +, −, ×, ÷
// and √, which IEEE 754 defines to the last bit, in one order. `round` is what each operation's result goes
// through: Math.fround makes it float32's, since float64 holds more than twice its digits.

const TERMS = 26; // of the series for arguments up to 3

export const PRECISIONS = {
  float64: { round: (value) => value, unit: 2 ** -53 },
  float32: { round: Math.fround, unit: 2 ** -24 },
};
const exact = PRECISIONS.float64.round;

function exp(x, round) {
  let total = 1;
  for (let k = TERMS; k > 0; k--) total = round(1 + round(round(x * total) / k));
  return total;
}

function alternating(x, last, round) {
  let total = 1;
  const square = round(x * x);
  for (let k = last; k > 1; k -= 2) total = round(1 - round(round(square * total) / (k * (k - 1))));
  return total;
}

const sin = (x, round) => round(x * alternating(x, TERMS + 1, round));
const cos = (x, round) => alternating(x, TERMS, round);

function sigmoid(x, round) {
  const grown = exp(x, round);
  return round(grown / round(1 + grown));
}

const bend = (s) => s * (1 - s);
const s = (x) => sigmoid(x, exact);

/** By name: the function, in a precision, and its first three derivatives, in float64. */
export const FUNCTIONS = {
  exp: {
    value: exp,
    first: (x) => exp(x, exact),
    second: (x) => exp(x, exact),
    third: (x) => exp(x, exact),
  },
  sin: {
    value: sin,
    first: (x) => cos(x, exact),
    second: (x) => -sin(x, exact),
    third: (x) => -cos(x, exact),
  },
  cube: {
    value: (x, round) => round(round(x * x) * x),
    first: (x) => 3 * x * x,
    second: (x) => 6 * x,
    third: () => 6,
  },
  sqrt: {
    value: (x, round) => round(Math.sqrt(x)),
    first: (x) => 1 / (2 * Math.sqrt(x)),
    second: (x) => -1 / (4 * x * Math.sqrt(x)),
    third: (x) => 3 / (8 * x * x * Math.sqrt(x)),
  },
  sigmoid: {
    value: sigmoid,
    first: (x) => bend(s(x)),
    second: (x) => bend(s(x)) * (1 - 2 * s(x)),
    third: (x) => bend(s(x)) * (1 - 6 * bend(s(x))),
  },
};
