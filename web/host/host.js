// Brings the instruments of a page to life: each is mounted when it comes near the window. Their code is fetched then,
// or before, once the page rests. A container holds its state as JSON; a second view of one widget names the same model.

import { bring } from "./beside.js";
import { Model } from "./model.js";
import { Renderers } from "./renderers.js";

const NEAR = "400px"; // how far ahead of the window instruments are mounted

/** Mounts every `[data-instrument]` of the page; `files` are the addresses of their scripts, see Renderers. */
export function host(page, files) {
  const renderers = new Renderers(files);
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
  whenAtRest(() => {
    for (const { dataset } of containers) renderers.prepare(dataset.instrument).catch(() => {}); // asked again when near
  });
  const follow = () => linked(containers)?.scrollIntoView();
  window.addEventListener("hashchange", follow);
  follow();
}

/** Calls `act` once all that the page shows first is loaded and the browser has nothing to do. */
function whenAtRest(act) {
  const rest = () => (globalThis.requestIdleCallback ?? setTimeout)(act);
  if (document.readyState === "complete") rest();
  else window.addEventListener("load", rest, { once: true });
}

/** The container that the page's address names, as kit/share.js writes it. */
function linked(containers) {
  const key = new URLSearchParams(location.hash.slice(1)).get("instrument");
  return containers.find(({ dataset }) => key === `${dataset.instrument}-${dataset.model}`);
}

async function mount(container, renderers, models) {
  const { instrument, model } = container.dataset;
  const el = container.querySelector(".instrument-place");
  try {
    const render = await renderers.get(instrument);
    render({ model: models.get(model), el });
    bring(models.get(model));
    container.classList.add("is-live");
  } catch (error) {
    el.replaceChildren();
    container.classList.add("is-broken"); // the still picture shows in its place, and a sentence says so
    throw error;
  }
}
