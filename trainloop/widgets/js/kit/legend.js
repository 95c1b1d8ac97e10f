// What each line, dot and mark means: the sample is drawn in the same style as in the plot.

import { html, svg } from "./dom.js";

const SHAPES = { line: "M1,7H27", dot: "M14,7h0", block: "M14,0V14", cross: "M10,3l8,8m0,-8l-8,8" };

/** `entries` are [style, "line", "dot", "block" or "cross", text] each. */
export const legend = (entries) =>
  html(
    "ul",
    { class: "instrument-legend" },
    ...entries.map(([style, shape, text]) =>
      html(
        "li",
        {},
        svg("svg", { width: 28, height: 14, "aria-hidden": "true" }, svg("path", { d: SHAPES[shape], class: style })),
        text,
      ),
    ),
  );

/** How an optimizer's path looks: line, and the dot at its end. */
export const sample = (key) =>
  svg(
    "svg",
    { width: 34, height: 14, "aria-hidden": "true" },
    svg("path", { d: "M1,7H25", class: `is-${key}` }),
    svg("path", { d: "M27,7h0", class: `is-end is-end-${key}` }),
  );
