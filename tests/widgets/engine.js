// Answers calls of the instruments' modules: JSON in, [["folder/module.function", …arguments], …]; JSON out.
// "instruments/<name>.words" says what an instrument says of its settings, ".compute" gives all that it shows;
// what a model must first wait for, its `ready` does.

import { readFileSync } from "node:fs";

const SOURCE = new URL("../../trainloop/widgets/js/", import.meta.url);

async function called(target, given) {
  const [path, name] = target.split(".");
  if (path.split("/").length === 2 && path.startsWith("instruments/")) {
    const { createModel, words, ready = (settings) => settings } = await import(new URL(`${path}/model.js`, SOURCE));
    const shown = createModel()(await ready(...given));
    return name === "words" ? words(shown) : shown;
  }
  const module = await import(new URL(`${path}.js`, SOURCE));
  return name === "positions" ? positions(module, ...given) : module[name](...given);
}

/** What a slider can be set to: the value at each position, and the position that it shows as. */
function positions(scales, kind, limits) {
  const scale = scales[kind](...limits);
  const values = Array.from({ length: scale.ticks + 1 }, (_, i) => scale.toValue(i / scale.ticks));
  return values.map((value) => [value, Math.round(scale.toPosition(value) * scale.ticks)]);
}

const plain = (_, value) => (ArrayBuffer.isView(value) ? [...value] : value);

const answers = [];
for (const [target, ...given] of JSON.parse(readFileSync(0, "utf8"))) answers.push(await called(target, given));
process.stdout.write(JSON.stringify(answers, plain));
