// The scales that instruments draw with. They import them from here, so that on a page all share one copy.

export { scaleLinear, scaleLog } from "d3-scale";
