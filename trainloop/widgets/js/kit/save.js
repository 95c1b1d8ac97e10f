// Saves files: the numbers as comma-separated values, the pictures as one SVG that needs no style sheet.

import { button } from "./controls.js";
import { svg } from "./dom.js";

const GAP = 24;
const TITLE = 20; // height of the line above each picture
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-size",
  "font-weight",
  "font-family",
];

/** Buttons that save the table's numbers and the pictures of an instrument. */
export function saving({ name, root, table }) {
  return [
    button("Save the numbers (CSV)", () => offer(`${name}.csv`, "text/csv", table.csv())),
    button("Save the picture (SVG)", () => offer(`${name}.svg`, "image/svg+xml", together(root))),
  ];
}

function offer(filename, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: address, download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** All plots that show, below each other, with their titles. */
function together(root) {
  const drawn = [...root.querySelectorAll(".instrument-plot > svg")].filter((plot) => plot.clientWidth);
  const sheet = svg("svg", { xmlns: "http://www.w3.org/2000/svg" });
  const width = Math.max(...drawn.map((plot) => plot.clientWidth));
  let top = GAP;
  for (const plot of drawn) {
    const [wide, high] = [plot.clientWidth, plot.clientHeight];
    const title = plot.closest("figure").querySelector("figcaption");
    const text = svg("text", { x: 4, y: top, class: "instrument-label" }, title.firstChild.textContent);
    carry(title, text, ["font-size", "font-weight", "font-family"]);
    text.setAttribute("fill", getComputedStyle(title).color);
    const copy = inline(plot);
    for (const [key, value] of Object.entries({ y: top + TITLE - 12, width: wide, height: high }))
      copy.setAttribute(key, value);
    sheet.append(text, copy);
    top += high + TITLE + GAP;
  }
  const background = svg("rect", { width: "100%", height: "100%", fill: getComputedStyle(root).backgroundColor });
  sheet.prepend(svg("title", {}, root.getAttribute("aria-label")), background);
  sheet.setAttribute("viewBox", `0 0 ${width} ${top - GAP}`);
  sheet.setAttribute("width", width);
  return new XMLSerializer().serializeToString(sheet);
}

/** A copy whose elements carry their styles as attributes. */
function inline(plot) {
  const copy = plot.cloneNode(true);
  const [from, to] = [plot, copy].map((tree) => [...tree.querySelectorAll("*")]);
  from.forEach((node, i) => carry(node, to[i], STYLES));
  return copy;
}

function carry(from, to, names) {
  const style = getComputedStyle(from);
  for (const name of names) to.setAttribute(name, style.getPropertyValue(name));
  to.removeAttribute("class");
}
