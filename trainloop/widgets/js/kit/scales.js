// How a slider's position, 0 to 1, stands for a value. Each rounds to what a reader would type.

const significant = (value, digits) => Number(value.toPrecision(digits));
const between = (value, low, high) => Math.min(high, Math.max(low, value));

/** Equal distances are equal differences; values are multiples of `step`. */
export function linear(low, high, step) {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return {
    ticks: Math.round((high - low) / step),
    toValue: (position) =>
      between(Number((low + Math.round((position * (high - low)) / step) * step).toFixed(digits)), low, high),
    toPosition: (value) => (value - low) / (high - low),
    step,
  };
}

/** Equal distances are equal ratios; values have three significant digits. */
export function logarithmic(low, high) {
  const range = Math.log(high / low);
  return {
    ticks: 400,
    toValue: (position) => between(significant(low * Math.exp(position * range), 3), low, high),
    toPosition: (value) => Math.log(Math.max(value, low) / low) / range,
    step: "any",
  };
}

/** For decays: equal distances are equal ratios of 1 − β, from β = 0 to `high`. */
export function decay(high) {
  const range = Math.log(1 - high);
  return {
    ticks: 300,
    toValue: (position) => between(significant(1 - significant(Math.exp(position * range), 2), 6), 0, high),
    toPosition: (value) => Math.log(1 - value) / range,
    step: "any",
  };
}
