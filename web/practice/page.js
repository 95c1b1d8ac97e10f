// The script of pages that ask something of their reader: exercises, questions, cards, progress.

import { pageStore } from "../../trainloop/progress/js/store.js";
import { mountQuizzes } from "../../trainloop/questions/js/page.js";
import { mountExercises } from "./exercises/mount.js";
import { mountProgress } from "./progress/mount.js";
import { mountReading } from "./reading.js";

for (const mount of [mountReading, mountQuizzes, mountExercises, mountProgress]) mount(document, pageStore());
