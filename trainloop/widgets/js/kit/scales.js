// How a slider's position, 0 to 1, stands for a value. Each stops only at numbers that a reader would type.

/** Equal distances are equal differences; stops at multiples of `step` from `low`. */
export function linear(low, high, step) {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const ticks = Math.round((high - low) / step);
  return {
    ticks,
    toValue: (position) => Math.min(high, Number((low + Math.round(position * ticks) * step).toFixed(digits))),
    toPosition: (value) => (value - low) / (high - low),
  };
}

/** Whole numbers only, typed ones too. */
export const counting = (low, high) => ({ ...linear(low, high, 1), whole: true });

/** Nearly equal distances are equal ratios: 1, 1.05, … 1.95, 2, 2.1, … 9.9, 10, 10.5, … */
export function logarithmic(low, high) {
  return through([low, ...roundNumbers(low, high), high]);
}

/** Whole numbers, four to each doubling: 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, … */
export function doubling(low, high) {
  const quarters = Array.from({ length: 120 }, (_, k) => 2 ** Math.floor(k / 4) * (1 + (k % 4) / 4));
  const between = quarters.filter((value) => Number.isInteger(value) && value > low && value < high);
  return { ...through([low, ...between, high]), whole: true };
}

/** For decays: 1 − β falls as on a logarithmic slider, from β = 0 to `high`. */
export function decay(high) {
  const rests = roundNumbers(Number((1 - high).toPrecision(6)), 1).reverse();
  return through([0, ...rests.map((rest) => Number((1 - rest).toPrecision(7))), high]);
}

/** Only the given rising values, equally far apart. */
export const among = (values) => through(values);

/** Round numbers strictly between two, a hundred in each power of ten. */
function roundNumbers(low, high) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (let mantissa = 100; mantissa < 1000; mantissa += mantissa < 200 ? 5 : 10) {
      const value = Number(`${mantissa}e${power - 2}`);
      if (value > low && value < high) found.push(value);
    }
  }
  return found;
}

/** A scale through rising stops, straight between two. */
function through(stops) {
  const last = stops.length - 1;
  function toPosition(value) {
    let [below, above] = [0, last];
    while (above - below > 1) {
      const middle = (below + above) >> 1;
      if (stops[middle] <= value) below = middle;
      else above = middle;
    }
    return (below + (value - stops[below]) / (stops[above] - stops[below])) / last;
  }
  return { ticks: last, toValue: (position) => stops[Math.round(position * last)], toPosition };
}
