// What scrolls inside itself (code, formulas, tables) can be scrolled by keyboard, when it needs to.
const scrollers = document.querySelectorAll("article pre, .math-wrapper, .table-wrapper, div.cell_output");

function update() {
  const wide = [...scrollers].map((each) => each.scrollWidth > each.clientWidth);
  scrollers.forEach((each, index) => {
    if (wide[index]) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  });
}

const later = window.requestIdleCallback ?? setTimeout;
let waiting = false;
new ResizeObserver(() => {
  if (waiting) return;
  waiting = true;
  later(() => {
    waiting = false;
    update();
  });
}).observe(document.body);
