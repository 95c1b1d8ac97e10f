// The drawers of small screens: Escape closes them, and so does choosing a place on this page.
const switches = [...document.querySelectorAll(".sidebar-toggle")];

function close() {
  for (const each of switches) each.checked = false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && switches.includes(event.target)) event.target.click();
  if (event.key !== "Escape") return;
  const open = switches.find((each) => each.checked);
  close();
  open?.focus();
});
document.querySelector(".toc-drawer")?.addEventListener("click", (event) => {
  if (event.target.closest("a")) close();
});
