// A link into something folded opens it: the target would be invisible otherwise. Paper shows everything.
function reveal() {
  const id = named();
  const target = id && document.getElementById(id);
  if (!target) return;
  let opened = false;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  const own = target.querySelector(":scope > details.expert-notes");
  if (own) own.open = true;
  if (opened) target.scrollIntoView();
}

function named() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // a damaged address names nothing
  }
}

addEventListener("hashchange", reveal);
reveal();

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const each of folded) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of folded) each.open = false;
});
