// Bundles the instruments: an ES module each for Jupyter, one script for the book's pages, one style sheet.
// With a folder as its argument it writes there, so that a test can compare.

import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, "..", "static"));
const instruments = ["line-fit", "ewa-explorer", "adam-inside"];
const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};
const notice = { js: "/* Includes d3 modules, © Mike Bostock, ISC license. */" };

await mkdir(target, { recursive: true });
await build({
  ...common,
  banner: notice,
  entryPoints: instruments.map((name) => join(here, "instruments", `${name}.js`)),
  format: "esm",
  outdir: target,
});
await build({
  ...common,
  banner: notice,
  entryPoints: [join(here, "..", "..", "..", "web", "host", "page.js")],
  format: "iife",
  outfile: join(target, "instruments.page.js"),
});
await build({
  ...common,
  entryPoints: [join(here, "styles", "index.css")],
  outfile: join(target, "instruments.css"),
});
