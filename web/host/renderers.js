// The instruments' code: a script of each kind, and the kit that all of them stand on.

import { load } from "./load.js";

export class Renderers {
  #files;
  #ready = new Map();

  /** `files` are the scripts' addresses: of each kind by its name, and of the "kit". */
  constructor(files) {
    this.#files = files;
  }

  /** Loads what an instrument of this kind needs; its code doesn't run yet. */
  prepare(kind) {
    return Promise.all([load(this.#files.kit), load(this.#files[kind])]);
  }

  /** What mounts an instrument of this kind. */
  async get(kind) {
    await this.prepare(kind);
    if (!this.#ready.has(kind)) {
      const kept = (render) => this.#ready.set(kind, render);
      globalThis.trainloopInstruments[kind]((path) => globalThis.trainloopKit[path], kept);
    }
    return this.#ready.get(kind);
  }
}
