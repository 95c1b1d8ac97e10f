// Bundles what pages need to ask and to answer: one script, one style sheet, and what exercises load later.
// With a folder as its argument it writes there, so that a test can compare.

import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { buildExercises } from "./exercises/bundles.js";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, "static"));
const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};

await mkdir(target, { recursive: true });
const define = await buildExercises(common, target);
await build({
  ...common,
  define,
  format: "iife",
  entryPoints: [join(here, "page.js")],
  outfile: join(target, "practice.page.js"),
});
await build({ ...common, entryPoints: [join(here, "practice.css")], outfile: join(target, "practice.css") });
