// An instrument's settings in the page's address, behind its #, and back: #instrument=LineFit-1&lr=0.3

import { button } from "./controls.js";

const LONGEST = 2000; // characters of an address that are read

/**
 * A button that copies such a link, and what puts an opened link's settings into place.
 * `key` names the instrument on its page (none in a notebook, which can't be linked to), `controls`
 * are all that may be set, `set` writes settings, and `notice` says something to the reader.
 */
export function sharing({ key, controls, set, notice }) {
  const named = controls.filter(({ name, read }) => name && read);
  const start = new Map(named.map((control) => [control.name, control.write()]));

  function link() {
    const changed = named.map((control) => [control.name, control.write()]);
    const parts = new URLSearchParams([
      ["instrument", key],
      ...changed.filter(([name, text]) => text !== start.get(name)),
    ]);
    return `${location.href.split("#")[0]}#${parts}`;
  }

  async function copy() {
    const address = link();
    history.replaceState(history.state, "", address);
    try {
      await navigator.clipboard.writeText(address);
      notice("Copied: the link opens this page with these settings.");
    } catch {
      notice("The address of this page now holds these settings; copy it from the address bar.");
    }
  }

  function restore() {
    const given = linked();
    if (!key || given?.get("instrument") !== key) return;
    const { values, refused } = understood(named, given);
    set(values);
    if (refused.length)
      notice(`The link holds what isn't allowed here (${refused.join(", ")}); that was left as it is.`);
  }

  const buttons = key ? [button("Copy link", copy)] : [];
  if (key) window.addEventListener("hashchange", restore);
  return { buttons, restore, stop: () => window.removeEventListener("hashchange", restore) };
}

/** What the address says, or null if it doesn't speak of an instrument. */
function linked() {
  const text = location.hash.slice(1);
  if (!text.startsWith("instrument=") || text.length > LONGEST) return null;
  return new URLSearchParams(text);
}

/** Settings that are allowed, and the names of what isn't, cut to a readable length. */
function understood(controls, given) {
  const values = {};
  const refused = [];
  for (const [name, text] of given) {
    if (name === "instrument") continue;
    const value = controls.find((control) => control.name === name)?.read(text);
    if (value === undefined) refused.push(name.slice(0, 20));
    else values[name] = value;
  }
  return { values, refused: refused.slice(0, 5) };
}
