// Answers calls of the instruments' modules: JSON in, [[name, …arguments], …]; JSON out, the results.

import { readFileSync } from "node:fs";

import { adamRun, adamStep } from "../../trainloop/widgets/js/engine/adam.js";
import * as averages from "../../trainloop/widgets/js/engine/averages.js";
import * as line from "../../trainloop/widgets/js/engine/linear.js";
import { surfaces } from "../../trainloop/widgets/js/engine/surfaces.js";
import { adamModel, adamWords } from "../../trainloop/widgets/js/instruments/adam-inside-model.js";
import { ewaModel, ewaWords } from "../../trainloop/widgets/js/instruments/ewa-explorer-model.js";
import { lineFitModel, lineFitWords } from "../../trainloop/widgets/js/instruments/line-fit-model.js";
import { decay, linear, logarithmic } from "../../trainloop/widgets/js/kit/scales.js";
import { number } from "../../trainloop/widgets/js/kit/words.js";

const scales = { decay, linear, logarithmic };

const functions = {
  adamStep,
  adamRun: ({ problem, ...rest }) => adamRun({ ...rest, ...surfaces[problem] }),
  ...averages,
  ...line,
  number,
  loss: (name, point) => surfaces[name].loss(point),
  gradient: (name, point) => surfaces[name].gradient(point),
  adamInside: (settings) => adamWords(adamModel()(settings)),
  ewaExplorer: (settings) => ewaWords(ewaModel()(settings)),
  lineFit: (settings) => lineFitWords(lineFitModel()(settings)),
  // What a slider can be set to: the value at each position, and the position that it shows as.
  positions: (kind, limits) => {
    const scale = scales[kind](...limits);
    const values = Array.from({ length: scale.ticks + 1 }, (_, i) => scale.toValue(i / scale.ticks));
    return values.map((value) => [value, Math.round(scale.toPosition(value) * scale.ticks)]);
  },
};

const calls = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calls.map(([name, ...given]) => functions[name](...given))));
