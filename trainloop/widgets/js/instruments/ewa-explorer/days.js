// A scale of days, which are counted: no ticks between two of them.

import { scaleLinear } from "../../kit/d3-scale.js";

export function dayScale() {
  const scale = scaleLinear();
  const { ticks } = scale;
  scale.ticks = (count) => ticks(count).filter(Number.isInteger);
  return scale;
}
