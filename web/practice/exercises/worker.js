// Python in a worker: Pyodide's core and our checks, all from beside this script, loaded with the first job.

/* global PYODIDE */ // build.js puts the sizes of Pyodide's files and its versions in its place

const HOME = new URL(".", import.meta.url);
const FOLDER = new URL("pyodide/", HOME);
let answer; // a promise of answer.py's function

/** Fetches a file. Throws when there is none. */
async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** Opens Pyodide's large files at once and tells, percent by percent, how much of them has come. */
async function open(names) {
  const responses = new Map();
  await Promise.all(
    names.map(async (name) => responses.set(new URL(name, FOLDER).href, await get(new URL(name, FOLDER)))),
  );
  const onTheWay = [...responses.values()].map(({ headers }) => Number(headers.get("content-length")));
  const size = onTheWay.every(Boolean) ? onTheWay.reduce((a, b) => a + b) : 0;
  const whole = Object.values(PYODIDE.sizes).reduce((a, b) => a + b);
  let received = 0;
  let told = -1;
  const count = async (response) => {
    for await (const chunk of chunks(response)) {
      received += chunk.length;
      const percent = Math.min(100, Math.floor((100 * received) / whole));
      if (percent > told) postMessage({ loading: [size, (told = percent) / 100] });
    }
  };
  return { responses, counted: Promise.all([...responses.values()].map((response) => count(response.clone()))) };
}

async function* chunks(response) {
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** Loads Python with our checks in it; gives the function that answers. */
async function load(checks) {
  const [{ responses, counted }, ours] = await Promise.all([
    open(Object.keys(PYODIDE.sizes)),
    get(new URL(checks, HOME)),
  ]);
  const archive = new Uint8Array(await ours.arrayBuffer());
  await counted; // what Pyodide asks for again is in the browser's cache by now
  const own = self.fetch;
  self.fetch = (address, options) => {
    const opened = responses.get(String(address));
    return opened ? Promise.resolve(opened) : own(address, options);
  };
  try {
    const { loadPyodide } = await import(new URL("pyodide.mjs", FOLDER).href);
    const silent = () => {};
    const python = await loadPyodide({
      indexURL: FOLDER.href,
      lockFileContents: PYODIDE.lock, // names no package, so that none is ever fetched
      packageBaseUrl: FOLDER.href,
      stdout: silent,
      stderr: silent,
    });
    python.FS.writeFile("/checks.zip", archive);
    python.runPython("import sys; sys.path.insert(0, '/checks.zip')");
    const answering = python.pyimport("answer").answer;
    return ({ name, code, check, given }) => answering(name, code, check, python.toPy(given));
  } finally {
    self.fetch = own;
  }
}

self.onmessage = async ({ data: job }) => {
  let run;
  try {
    run = await (answer ??= load(job.checks));
  } catch {
    postMessage({ ended: "failed" });
    return;
  }
  postMessage({ started: true });
  try {
    postMessage({ answer: run(job) });
  } catch {
    postMessage({ ended: "crashed" }); // no Python code gets here: the interpreter itself gave up
  }
};
