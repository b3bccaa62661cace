/* A term's explanation shows itself, by CSS alone. Escape puts it away without moving the pointer or the focus. */

document.documentElement.classList.add("terms-ready");
const shown = ".term-box:is(:hover, :focus-within)";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const box of document.querySelectorAll(shown)) box.classList.add("term-box--quiet");
});

/* It shows again when it is come back to. */
function again({ target, relatedTarget }) {
  const box = target.closest?.(".term-box--quiet");
  if (box && !box.contains(relatedTarget)) box.classList.remove("term-box--quiet");
}
document.addEventListener("pointerout", again);
document.addEventListener("focusout", again);
