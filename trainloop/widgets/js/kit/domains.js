// Domains of axes: from the least to the greatest, and some room around.

/** The least and the greatest of some numbers. */
export const extent = (values) => [Math.min(...values), Math.max(...values)];

/** A domain with a share of its length added on both sides. */
export const padded = ([low, high], share) => [low - share * (high - low), high + share * (high - low)];
