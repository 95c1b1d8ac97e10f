// The record of a reader's progress: what it holds, and what is refused. progress/record.py has the same rules.

export const FORMAT = "learn-the-training-loop/progress";
export const VERSION = 1;
export const LONGEST = 20_000; // characters of a text that a reader wrote
export const NEWER = "it was made by a newer version of the book";
const LARGEST = 2_000_000; // characters of a file
const TOO_LARGE = "it is far too large to be a record of progress";
const MOST = 5_000; // entries of one kind
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const CONCEPT = 100; // characters
const FORBIDDEN = ["constructor", "prototype"]; // names that mean something to JavaScript

/** Why something is no record of this book; its message is written for readers. */
export class Refused extends Error {}

export const empty = () => ({
  format: FORMAT,
  version: VERSION,
  read: {},
  exercises: {},
  answers: {},
  cards: {},
  drafts: {},
});

/** The reader's date as YYYY-MM-DD. */
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** What a record can hold of a text that a reader wrote. */
export const fitting = (text) => text.slice(0, LONGEST).replace(new RegExp(HALF, "gu"), "\ufffd");

/** The record in a file that a reader chose; what is far too large isn't even read. Throws Refused. */
export async function opened(file) {
  if (file.size > 3 * LARGEST) throw new Refused(TOO_LARGE); // a character takes three bytes at most
  return parsed(await file.text());
}

/** The record in the text of a file. Throws Refused. */
export function parsed(text) {
  if (text.length > LARGEST) throw new Refused(TOO_LARGE);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refused("it is damaged, or no JSON file at all");
  }
  return validated(value);
}

/** A copy of a record that can be read again, also from a file with line breaks. Throws Refused. */
export function storable(record) {
  const text = JSON.stringify(record);
  if (text.length > LARGEST / 2) throw new Refused("your progress grew too large; save it as a file and clear it");
  return parsed(text);
}

/** A clean copy of a record; what it doesn't know is left out. Throws Refused. */
export function validated(value) {
  if (!isObject(value) || value.format !== FORMAT) throw new Refused("it is no record of progress in this book");
  if (!isWhole(value.version)) throw new Refused("its version is no number");
  if (value.version > VERSION) throw new Refused(NEWER);
  if (value.version < 1) throw new Refused("its version is unknown");
  const record = empty();
  for (const [section, entry] of Object.entries(ENTRIES)) {
    record[section] = validSection(section, value[section] ?? {}, entry);
  }
  return record;
}

function validSection(section, entries, entry) {
  if (!isObject(entries)) throw new Refused(`${section} is no table`);
  const pairs = Object.entries(entries);
  if (pairs.length > MOST) throw new Refused(`${section} holds more than ${MOST} entries`);
  return Object.fromEntries(
    pairs.map(([name, content]) => {
      if (!NAME.test(name) || FORBIDDEN.includes(name)) throw new Refused(`${section} has a name that can't be one`);
      const clean = entry(content);
      if (clean === undefined) throw new Refused(`${section}.${name} isn't as it should be`);
      return [name, clean];
    }),
  );
}

// What an entry of each section must be; undefined where it isn't.
const ENTRIES = {
  read: (date) => (isDate(date) ? date : undefined),
  exercises: (entry) => pick(entry, { tries: isCount, passed: orNull(isDate) }),
  answers: (entry) =>
    pick(entry, {
      given: isGiven,
      right: orNull(isFlag),
      tries: isCount,
      first: orNull(isFlag),
      concept: (text) => isText(text, CONCEPT),
      when: isDate,
    }),
  cards: (entry) => pick(entry, { box: (box) => isWhole(box) && box >= 1 && box <= 5, due: isDate, seen: isDate }),
  drafts: (entry) => pick(entry, { stub: (text) => isText(text, CONCEPT), text: (text) => isText(text, LONGEST) }),
};

function pick(entry, fields) {
  if (!isObject(entry)) return undefined;
  const names = Object.keys(fields);
  return names.every((name) => Object.hasOwn(entry, name) && fields[name](entry[name]))
    ? Object.fromEntries(names.map((name) => [name, entry[name]]))
    : undefined;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isWhole = (value) => Number.isSafeInteger(value);
const isCount = (value) => isWhole(value) && value >= 0;
const isFlag = (value) => typeof value === "boolean";
const HALF = /\p{Cs}/u; // half of a character beyond the first 65,536, which no file can hold
const isText = (value, longest) => typeof value === "string" && value.length <= longest && !HALF.test(value);
const isScalar = (value) => isText(value, LONGEST) || isFlag(value) || Number.isFinite(value);
const isGiven = (value) => isScalar(value) || (Array.isArray(value) && value.length <= 100 && value.every(isScalar));
const orNull = (test) => (value) => value === null || test(value);

function isDate(value) {
  if (typeof value !== "string" || !/^[12]\d{3}-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`); // a day that a month doesn't have would move on
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** Both records in one: of two entries the later, or the one with more in it; of two drafts the reader's own. */
export function merged(mine, other) {
  const record = empty();
  for (const [section, later] of Object.entries(LATER)) {
    record[section] = { ...other[section], ...mine[section] };
    for (const name of Object.keys(mine[section]).filter((key) => Object.hasOwn(other[section], key))) {
      record[section][name] = later(mine[section][name], other[section][name]);
    }
  }
  return record;
}

const most =
  (...keys) =>
  (mine, other) => {
    const key = keys.find((each) => mine[each] !== other[each]);
    return key === undefined || mine[key] > other[key] ? mine : other;
  };
const LATER = {
  read: (mine, other) => (mine > other ? mine : other),
  exercises: (mine, other) => ({
    tries: Math.max(mine.tries, other.tries),
    passed: [mine.passed, other.passed].filter(Boolean).sort()[0] ?? null,
  }),
  answers: most("when", "tries"),
  cards: most("box", "seen"),
  drafts: (mine) => mine,
};
