// What the page says about a record: chapters, exercises, questions, cards.

import { byConcept, dueCards, ENOUGH, judged, toRevisit } from "../../../trainloop/progress/js/figures.js";
import { today } from "../../../trainloop/progress/js/record.js";
import { html } from "../../../trainloop/widgets/js/kit/dom.js";
import { written } from "../dates.js";

const RULE =
  "The weakest come first, by (right + 1)/(asked + 2), so that one slip weighs little. Five at most; none that was always right.";

/** The sections for a record; `book` says which chapters, exercises, cards and concepts there are. */
export function sections(book, record) {
  return [chapters, exercises, questions, cards].map((section) => section(book, record));
}

const link = ({ title, href }) => html("a", { href }, title);
const section = (title, ...content) => html("section", {}, html("h2", {}, title), ...content);
const list = (items) => html("ul", {}, ...items.map((parts) => html("li", {}, ...[parts].flat())));
const said = (text) => html("p", {}, text);

function bar(label, value, max) {
  return html("p", {}, html("label", {}, html("progress", { value, max }), ` ${value} of ${max} ${label}`));
}

function chapters({ chapters: all }, { read }) {
  const done = all.filter(({ name }) => Object.hasOwn(read, name));
  const left = all.filter((chapter) => !done.includes(chapter));
  const minutes = left.reduce((sum, chapter) => sum + chapter.minutes, 0);
  const next = left.length
    ? html(
        "p",
        {},
        done.length ? "Next: " : "Nothing yet. Start with ",
        link(left[0]),
        `; ${minutes} minutes are left.`,
      )
    : said("You have read all there is.");
  const rows = done.map((chapter) => [link(chapter), `, ${written(read[chapter.name])}`]);
  return section("Chapters read", bar("chapters", done.length, all.length), list(rows), next);
}

function exercises({ exercises: all }, { exercises: tried }) {
  const solved = all.filter(({ name }) => tried[name]?.passed);
  const open = all.filter(({ name }) => tried[name] && !tried[name].passed);
  const tries = ({ name }) => (tried[name].tries === 1 ? "1 try" : `${tried[name].tries} tries`);
  const row = (state) => (exercise) => [link(exercise), `: ${state}, ${tries(exercise)}`];
  return section(
    "Exercises",
    bar("passed", solved.length, all.length),
    list([...solved.map(row("passed")), ...open.map(row("not yet"))]),
  );
}

function questions({ concepts }, record) {
  const named = (concept) => {
    const known = Object.hasOwn(concepts, concept) ? concepts[concept] : undefined;
    return known ? html("a", { href: known.href }, concept) : html("span", {}, concept);
  };
  const missing = ENOUGH - judged(record);
  const weak = toRevisit(record);
  const rows = [...byConcept(record)].map(([concept, { asked, right }]) =>
    html(
      "tr",
      {},
      html("th", { scope: "row" }, named(concept)),
      html("td", {}, String(right)),
      html("td", {}, String(asked)),
    ),
  );
  const head = html(
    "tr",
    {},
    ...["Concept", "Right at the first try", "Asked"].map((text) => html("th", { scope: "col" }, text)),
  );
  const revisit =
    missing > 0
      ? said(`They stand here once you have answered ${missing} more ${missing === 1 ? "question" : "questions"}.`)
      : weak.length
        ? [list(weak.map((concept) => [named(concept)])), html("p", { class: "progress-rule" }, RULE)]
        : said("Nothing: all were right at the first try.");
  return section(
    "Questions",
    rows.length
      ? html("table", { class: "docutils" }, html("thead", {}, head), html("tbody", {}, ...rows))
      : said("No question answered yet."),
    html("h3", {}, "Concepts to revisit"),
    ...[revisit].flat(),
  );
}

function cards({ cards: byChapter }, record) {
  const now = today();
  const counted = byChapter.map((chapter) => ({
    ...chapter,
    due: dueCards(record, chapter.ids, now),
    fresh: chapter.ids.filter((id) => !record.cards[id]).length,
  }));
  const sum = (name) => counted.reduce((total, chapter) => total + chapter[name], 0);
  const row = ({ due, fresh, ...chapter }) => {
    const counts = [due && `${due} due again`, fresh && `${fresh} new`].filter(Boolean);
    return counts.length ? [link(chapter), `: ${counts.join(", ")}`] : null;
  };
  return section(
    "Cards",
    said(`${sum("due")} due again today, ${sum("fresh")} not turned yet.`),
    list(counted.map(row).filter(Boolean)),
  );
}
