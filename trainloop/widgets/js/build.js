// Bundles the instruments: an ES module each for Jupyter, scripts for the book's pages, one style sheet.
// Every folder in instruments/ is one: index.js and style.css. With a folder as its argument it writes there, so that a test can compare.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
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
const notice = "/* Includes d3 modules, © Mike Bostock, ISC license. */";
const KIT = "../../kit/*"; // what instruments import from there stands in one script of the pages
const kind = (folder) => folder.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
const text = JSON.stringify;

/** Bundles `lines` of code that import as a file in `folder` would. */
const bundle = (lines, folder, outfile, options) =>
  build({
    ...common,
    stdin: { contents: lines.join("\n"), resolveDir: folder },
    outfile: join(target, outfile),
    ...options,
  });

/** Jupyter's module. The default export alone: anywidget warns its readers about modules that export `render`, too. */
const module = (name) =>
  bundle([`export { default } from "./index.js";`], join(here, "instruments", name), `${name}.js`, {
    format: "esm",
    banner: { js: notice },
  });

/** The page's script of one instrument: a function of the kit and of who takes its renderer. Returns what it needs of the kit. */
async function single(name) {
  const { metafile } = await bundle(
    [`import { render } from "./index.js";`, `take(render);`],
    join(here, "instruments", name),
    `${name}.page.js`,
    {
      format: "cjs", // in which what stands elsewhere is asked for by `require`
      external: [KIT],
      metafile: true,
      banner: { js: `(globalThis.trainloopInstruments??={}).${kind(name)}=(require,take)=>{` },
      footer: { js: "};" },
    },
  );
  const [{ imports }] = Object.values(metafile.outputs);
  return imports.filter(({ external }) => external).map(({ path }) => path);
}

/** The script that instruments of a page share: the modules at `paths`, each by its path. */
function kit(paths) {
  const imports = paths.map((path, i) => `import * as m${i} from ${text(path)};`);
  const named = paths.map((path, i) => `${text(path)}: m${i}`);
  return bundle(
    [...imports, `globalThis.trainloopKit = { ${named.join(", ")} };`],
    join(here, "instruments", instruments[0]),
    "kit.page.js",
    { format: "iife", banner: { js: notice } },
  );
}

/** The script that a page loads at once: it loads the others, whose addresses change with what they hold. */
async function starter() {
  const files = {};
  for (const name of ["kit", ...instruments]) {
    const digest = createHash("sha256").update(await readFile(join(target, `${name}.page.js`)));
    files[name === "kit" ? name : kind(name)] = `${name}.page.js?v=${digest.digest("hex").slice(0, 8)}`;
  }
  const code = [`import { host } from "./host.js";`, `host(document, ${text(files)});`];
  await bundle(code, host, "instruments.page.js", { format: "iife" });
}

/** The style sheet: what all share, then what single instruments need. */
const style = ["./styles/index.css", ...instruments.map((name) => `./instruments/${name}/style.css`)];

await mkdir(target, { recursive: true });
await Promise.all(instruments.map(module));
await kit([...new Set((await Promise.all(instruments.map(single))).flat())].sort());
await starter();
const sheet = { contents: style.map((path) => `@import ${text(path)};`).join("\n"), loader: "css", resolveDir: here };
await build({ ...common, stdin: sheet, outfile: join(target, "instruments.css") });
