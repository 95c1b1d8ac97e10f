// Keeps picture and model in step: any change leads to one redraw before the next frame.

/**
 * Calls `draw` at most once a frame after one of the settings `names` changed, from either side.
 * Returns `settings()` to read them all, `set` to write some, and `stop`.
 */
export function live(model, names, draw) {
  let queued = 0;
  const redraw = () => {
    queued ||= requestAnimationFrame(() => {
      queued = 0;
      draw();
    });
  };
  names.forEach((name) => model.on(`change:${name}`, redraw));
  return {
    redraw,
    settings: () => Object.fromEntries(names.map((name) => [name, model.get(name)])),
    set(values) {
      for (const [name, value] of Object.entries(values)) model.set(name, value);
      model.save_changes();
    },
    stop() {
      cancelAnimationFrame(queued);
      names.forEach((name) => model.off(`change:${name}`, redraw));
    },
  };
}

/** `compute` that answers from its last result while its arguments stay the same. */
export function cached(compute) {
  let last = null;
  let result;
  return (...inputs) => {
    if (!last || inputs.some((input, i) => !Object.is(input, last[i]))) {
      result = compute(...inputs);
      last = inputs;
    }
    return result;
  };
}
