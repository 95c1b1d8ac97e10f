// "/" goes to the search field, unless the reader is writing.
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return;
  const field = [...document.querySelectorAll(".sidebar-search")].find((each) => each.checkVisibility({ visibilityProperty: true }));
  if (!field) return;
  event.preventDefault();
  field.focus();
});
