// d3-scale formats ticks by d3-format; the instruments write their numbers themselves (kit/words.js).

const unused = () => String;

export const format = unused;
export const formatPrefix = unused;
export const formatSpecifier = (text) => ({ type: text });
export const precisionFixed = unused;
export const precisionPrefix = unused;
export const precisionRound = unused;
