// The picture's numbers as a table, filled only while somebody looks at it.

import { html } from "./dom.js";

const MOST = 1000;

/** `rows()` gives the cells as text, the first of each row its heading. */
export function table({ caption, heads, rows }) {
  const body = html("tbody", {});
  const node = html(
    "div",
    { class: "instrument-table", tabindex: 0, role: "region", "aria-label": caption },
    html("table", {}, html("caption", {}, caption), html("thead", {}, headRow(heads)), body),
  );
  function update() {
    if (!node.closest("details")?.open) return;
    const cells = rows().slice(0, MOST);
    body.replaceChildren(
      ...cells.map(([head, ...rest]) =>
        html("tr", {}, html("th", { scope: "row" }, head), ...rest.map((text) => html("td", {}, text))),
      ),
    );
  }
  return { node, update };
}

const headRow = (heads) => html("tr", {}, ...heads.map((text) => html("th", { scope: "col" }, text)));
