// Brings the instruments of a page to life: each is mounted when it comes near the window.
// A container holds its state as JSON; a second view of one widget names the same model.

import { bring } from "./beside.js";
import { Model } from "./model.js";

const NEAR = "400px"; // how far ahead of the window instruments are mounted

/** Mounts every `[data-instrument]` of the page with the renderer of its name. */
export function host(page, renderers) {
  const models = new Map();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        observer.unobserve(target);
        mount(target, renderers, models);
      }
    },
    { rootMargin: NEAR },
  );
  const containers = [...page.querySelectorAll("[data-instrument]")];
  for (const container of containers) {
    const { instrument, model } = container.dataset;
    const state = container.querySelector("script[type='application/json']");
    if (state) models.set(model, new Model(JSON.parse(state.textContent), `${instrument}-${model}`));
    observer.observe(container);
  }
  const follow = () => linked(containers)?.scrollIntoView();
  window.addEventListener("hashchange", follow);
  follow();
}

/** The container that the page's address names, as kit/share.js writes it. */
function linked(containers) {
  const key = new URLSearchParams(location.hash.slice(1)).get("instrument");
  return containers.find(({ dataset }) => key === `${dataset.instrument}-${dataset.model}`);
}

function mount(container, renderers, models) {
  const { instrument, model } = container.dataset;
  const el = container.querySelector(".instrument-place");
  try {
    renderers[instrument]({ model: models.get(model), el });
    bring(models.get(model));
    container.classList.add("is-live");
  } catch (error) {
    container.classList.add("is-broken"); // the still picture shows in its place
    throw error;
  }
}
