// The picture's numbers as a table, filled only while somebody looks at it.

import { html } from "./dom.js";
import { number } from "./words.js";

const MOST = 1000;

/** `rows()` gives the cells, numbers or text, the first of each row its heading; `digits` are shown. */
export function table({ caption, heads, rows, digits = 6 }) {
  const columns = typeof heads === "function" ? heads : () => heads;
  const shown = (cell) => (typeof cell === "number" ? number(cell, digits) : cell);
  const head = html("tr", {});
  const body = html("tbody", {});
  const node = html(
    "div",
    { class: "instrument-table", tabindex: 0, role: "region", "aria-label": caption },
    html("table", {}, html("caption", {}, caption), html("thead", {}, head), body),
  );
  function update() {
    if (!node.closest("details")?.open) return;
    head.replaceChildren(...columns().map((text) => html("th", { scope: "col" }, text)));
    body.replaceChildren(
      ...rows()
        .slice(0, MOST)
        .map(([first, ...rest]) =>
          html(
            "tr",
            {},
            html("th", { scope: "row" }, shown(first)),
            ...rest.map((cell) => html("td", {}, shown(cell))),
          ),
        ),
    );
  }
  /** All rows with all digits, as comma-separated values. */
  const csv = () => [columns(), ...rows()].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
  return { node, update, csv };
}

const quoted = (cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));
