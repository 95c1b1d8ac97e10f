// Takes from npm what the site serves of KaTeX: its styles, and of each font only the smallest format.

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = resolve(here, "..", "..", "node_modules", "katex");
const target = resolve(process.argv[2] ?? join(here, "katex"));

mkdirSync(join(target, "fonts"), { recursive: true });
const styles = readFileSync(join(source, "dist", "katex.min.css"), "utf8");
writeFileSync(join(target, "katex.min.css"), styles.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("[a-z]+"\)/g, ""));
for (const font of readdirSync(join(source, "dist", "fonts")).filter((name) => name.endsWith(".woff2"))) {
  cpSync(join(source, "dist", "fonts", font), join(target, "fonts", font));
}
cpSync(join(source, "LICENSE"), join(target, "LICENSE"));
