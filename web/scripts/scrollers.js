// What scrolls inside itself (code, formulas, tables) can be scrolled by keyboard, when it needs to.
const scrollers = document.querySelectorAll("article pre, .math-wrapper, .table-wrapper, div.cell_output");

function update() {
  const wide = [...scrollers].map((each) => each.scrollWidth > each.clientWidth);
  scrollers.forEach((each, index) => {
    if (wide[index]) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  });
}

const idle = window.requestIdleCallback ?? setTimeout;
let waiting = false;
function later() {
  if (waiting) return;
  waiting = true;
  idle(
    () => {
      waiting = false;
      update();
    },
    { timeout: 300 },
  );
}
new ResizeObserver(later).observe(document.body);
document.fonts?.addEventListener("loadingdone", later); // a formula may grow without the page growing
