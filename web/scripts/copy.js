// A button on each block of code copies it. From file:// browsers offer no clipboard; selecting does it there.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("the browser refused to copy");
}

function show(button, text) {
  button.textContent = text;
  button.classList.add("done");
  setTimeout(() => {
    button.textContent = "Copy";
    button.classList.remove("done");
  }, 1500);
}

for (const block of document.querySelectorAll("article .highlight")) {
  if (block.closest(".cell_output")) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    const code = block.querySelector("pre").textContent.replace(/\n$/, "");
    copy(code).then(
      () => show(button, "Copied"),
      () => show(button, "Not copied"),
    );
  });
  block.append(button);
}
