// A widget's state without a kernel: the part of anywidget's model that the instruments use.

export class Model {
  #state;
  #listeners = new Map();

  /** `key` names the widget on its page, for links to it. */
  constructor(state, key) {
    this.#state = { ...state };
    this.key = key;
  }
  get(name) {
    return this.#state[name];
  }
  set(name, value) {
    if (Object.is(this.#state[name], value)) return;
    this.#state[name] = value;
    for (const listener of [...(this.#listeners.get(`change:${name}`) ?? [])]) listener();
  }
  /** Without a kernel there is nobody to tell. */
  save_changes() {}
  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(listener);
  }
  off(event, listener) {
    this.#listeners.get(event)?.delete(listener);
  }
}
