// The Quiz in Jupyter.

import { empty } from "../../progress/js/record.js";
import { modelStore } from "../../progress/js/store.js";
import { show } from "./view.js";

const FIELDS = ["view", "label", "questions", "cards"];

/** Without a live notebook there is no record, and what is answered lasts as long as the view. */
function render({ model, el }) {
  if (!model.get("record")) model.set("record", empty());
  show(Object.fromEntries(FIELDS.map((name) => [name, model.get(name)])), modelStore(model), el);
}

export default { render };
