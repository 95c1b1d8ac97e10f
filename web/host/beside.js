// What is too large for a page stands in scripts of their own, loaded when the instrument that needs it is near.
// Classic scripts, which put their text into a table: browsers refuse to fetch anything from `file://`.

const HERE = document.currentScript?.src; // the page's own script; the others stand in a folder beside it

/** Gives `model` what its `beside` names, trait by trait; `missing` says what couldn't be loaded. */
export function bring(model) {
  for (const [trait, name] of Object.entries(model.get("beside") ?? {})) {
    if (model.get(trait)) continue; // another view of the same widget was first
    const failed = () => model.set("missing", "their file could not be loaded; try to load the page again");
    const loaded = () =>
      name in (globalThis.trainloopBeside ?? {}) ? model.set(trait, globalThis.trainloopBeside[name]) : failed();
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(`beside/${name}.js`, HERE), onload: loaded, onerror: failed });
    document.head.append(script);
  }
}
