// What a page needs only later stands in scripts of their own: data, the instruments, what they share.
// Classic scripts, each of which puts what it brings into a table: browsers refuse to fetch anything from `file://`.

const HERE = document.currentScript?.src; // the page's own script; the others stand beside it
const loaded = new Map();

/** Runs the script at `path`, once; rejects when it can't be loaded, and may be asked again then. */
export function load(path) {
  if (!loaded.has(path)) loaded.set(path, run(path));
  return loaded.get(path);
}

function run(path) {
  return new Promise((resolve, reject) => {
    const failed = () => {
      loaded.delete(path);
      reject(new Error(`${path} could not be loaded`));
    };
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(path, HERE), onload: resolve, onerror: failed });
    document.head.append(script);
  });
}
