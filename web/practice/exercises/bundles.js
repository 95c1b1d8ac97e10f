// Bundles what exercises load later: the editor at its first focus, Python's worker at the first run.

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const pyodide = join(here, "..", "..", "..", "node_modules", "pyodide");
const LARGE = ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide.asm.mjs"];

/** What the worker has to know of Pyodide: how large its files are, and a lock file that names no package. */
async function facts() {
  const sizes = {};
  for (const name of LARGE) sizes[name] = (await stat(join(pyodide, name))).size;
  const { info } = JSON.parse(await readFile(join(pyodide, "pyodide-lock.json"), "utf8"));
  return { sizes, lock: { info, packages: {} } };
}

/** Builds both scripts into `target`; gives the page's script their addresses, which change with their content. */
export async function buildExercises(common, target) {
  const notice = { js: "/* Includes CodeMirror and Lezer, © Marijn Haverbeke and others, MIT license. */" };
  const editor = { format: "iife", banner: notice, entryPoints: [join(here, "editor.js")] };
  const define = { PYODIDE: JSON.stringify(await facts()) };
  const python = { format: "esm", define, entryPoints: [join(here, "worker.js")] };
  const addresses = {};
  for (const [file, name, options] of [
    ["editor.js", "EDITOR_SCRIPT", editor],
    ["python.js", "PYTHON_SCRIPT", python],
  ]) {
    const outfile = join(target, file);
    await build({ ...common, ...options, outfile });
    const digest = createHash("sha256").update(await readFile(outfile));
    addresses[name] = JSON.stringify(`${file}?v=${digest.digest("hex").slice(0, 8)}`);
  }
  return addresses;
}
