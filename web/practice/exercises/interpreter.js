// The page's one Python: a worker, started at the first run, ended when a run doesn't end by itself.

/* global PYTHON_SCRIPT */ // build.js puts the worker's address in its place

const HERE = document.currentScript?.src; // the page's script; the worker's stands beside it
const LIMIT = 4000; // ms of a run, loading not counted; Python's own limit is half of it and answers better

export class Interpreter {
  #worker;
  #timer;
  #settle; // ends the run that is going on
  #loaded = false;

  /**
   * Runs `job` and gives its answer, or `{ ended }` with why there is none: "stopped", "endless-loop", "crashed",
   * "failed" (to load). Tells `loading(size, part)` how far Python is loaded. A run that is going on is stopped first.
   */
  run(job, loading) {
    this.stop();
    return new Promise((resolve) => {
      this.#settle = (answer) => {
        clearTimeout(this.#timer);
        this.#settle = undefined;
        resolve(answer);
      };
      this.#worker ??= this.#start();
      this.#worker.onmessage = ({ data }) => this.#hear(data, loading);
      this.#worker.postMessage(job);
      if (this.#loaded) this.#limit(); // and not when it says that it began: code can end a worker without a word
    });
  }

  /** Ends the run that is going on, and its Python with it. */
  stop(why = "stopped") {
    if (!this.#settle) return;
    this.#worker.terminate();
    this.#worker = undefined;
    this.#loaded = false;
    this.#settle({ ended: why });
  }

  #start() {
    const worker = new Worker(new URL(PYTHON_SCRIPT, HERE), { type: "module" });
    worker.onerror = (event) => {
      event.preventDefault();
      this.stop("failed");
    };
    return worker;
  }

  #limit() {
    this.#loaded = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop("endless-loop"), LIMIT);
  }

  #hear(message, loading) {
    if (message?.loading) loading(...message.loading);
    else if (message?.started) this.#limit();
    else if (message?.answer) this.#settle?.(JSON.parse(message.answer));
    else if (message?.ended) this.stop(message.ended);
  }
}
