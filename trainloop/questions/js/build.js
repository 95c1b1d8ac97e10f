// Bundles the Quiz for Jupyter: one ES module, one style sheet. With a folder as its argument it writes there.

import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, "..", "static"));
const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};

await build({ ...common, entryPoints: [join(here, "index.js")], format: "esm", outfile: join(target, "quiz.js") });
await build({ ...common, entryPoints: [join(here, "styles", "index.css")], outfile: join(target, "quiz.css") });
