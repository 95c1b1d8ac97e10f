// Bundles the instruments: an ES module each for Jupyter, one script for the book's pages, one style sheet.
// Every folder in instruments/ is one: index.js and style.css. With a folder as its argument it writes there, so that a test can compare.

import { mkdir, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const host = join(here, "..", "..", "..", "web", "host");
const target = resolve(process.argv[2] ?? join(here, "..", "static"));
const instruments = (await readdir(join(here, "instruments"))).sort();
const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  legalComments: "none",
  alias: Object.fromEntries(["d3-format", "d3-interpolate"].map((name) => [name, join(here, "kit", `${name}.js`)])),
  logLevel: "warning",
};
const notice = { js: "/* Includes d3 modules, © Mike Bostock, ISC license. */" };
const kind = (folder) => folder.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());

/** The script of pages that hold instruments: it knows all of them by name and starts the host. */
const page = [
  ...instruments.map(
    (name, i) => `import { render as r${i} } from ${JSON.stringify(`./instruments/${name}/index.js`)};`,
  ),
  `import { host } from ${JSON.stringify(join(host, "host.js"))};`,
  `host(document, { ${instruments.map((name, i) => `${kind(name)}: r${i}`).join(", ")} });`,
].join("\n");

/** The style sheet: what all share, then what single instruments need. */
const style = ["./styles/index.css", ...instruments.map((name) => `./instruments/${name}/style.css`)]
  .map((path) => `@import ${JSON.stringify(path)};`)
  .join("\n");

await mkdir(target, { recursive: true });
for (const name of instruments) {
  // The default export alone: anywidget warns its readers about modules that export `render`, too.
  const contents = `export { default } from ${JSON.stringify(`./instruments/${name}/index.js`)};`;
  const outfile = join(target, `${name}.js`);
  await build({ ...common, banner: notice, stdin: { contents, resolveDir: here }, format: "esm", outfile });
}
await build({
  ...common,
  banner: notice,
  stdin: { contents: page, resolveDir: here },
  format: "iife",
  outfile: join(target, "instruments.page.js"),
});
await build({
  ...common,
  stdin: { contents: style, loader: "css", resolveDir: here },
  outfile: join(target, "instruments.css"),
});
