// What d3-scale needs of d3-interpolate here: numbers alone. The whole would bring all color spaces along.

export const interpolateNumber = (a, b) => (share) => a * (1 - share) + b * share;
export const interpolate = interpolateNumber;
export const interpolateRound = (a, b) => (share) => Math.round(a * (1 - share) + b * share);
export const piecewise = interpolateNumber; // of scales that are not used here
