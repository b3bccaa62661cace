/* What the frame of a page does: colours, menu, the list of the parts of the page, frames that scroll. Each works alone. */

/* Colours: the system's, light or dark, in turn. The choice is kept per site; the inline script sets it before the page is painted. */
const palette = document.querySelector("[data-palette]");
const TURN = ["system", "light", "dark"];
const system = matchMedia("(prefers-color-scheme: dark)");
const kept = () => (TURN.includes(__md_get("__palette")) ? __md_get("__palette") : "system");

function colour() {
  const chosen = kept();
  const dark = chosen === "dark" || (chosen === "system" && system.matches);
  document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
  for (const part of palette.querySelectorAll("[data-palette-is]")) part.hidden = part.dataset.paletteIs !== chosen;
  palette.title = palette.querySelector(".portal-unseen:not([hidden])").textContent;
}

palette.hidden = false;
palette.addEventListener("click", () => {
  __md_set("__palette", TURN[(TURN.indexOf(kept()) + 1) % TURN.length]);
  colour();
});
system.addEventListener("change", colour);
colour();

/* The menu is a plain `details`; it also closes by Escape, and when something else is touched. */
const menu = document.querySelector("[data-menu]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  if (menu.open && !menu.contains(event.target)) menu.open = false;
});
menu.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

/* The part that is being read is marked in the list of parts. */
function follow(list) {
  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const parts = [...links.keys()].map((id) => document.getElementById(decodeURIComponent(id))).filter(Boolean);
  const mark = () => {
    const above = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
    const here = links.get((above.at(-1) ?? parts[0])?.id);
    for (const link of links.values()) {
      if (link === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const watch = new IntersectionObserver(mark, { rootMargin: "-10% 0px -60% 0px" });
  // It tells of each part once at the start, so nothing is measured before the page is laid out.
  for (const part of parts) watch.observe(part);
}

const toc = document.querySelector("[data-toc]");
if (toc) follow(toc);

/* Every sheet of paper names the page, its address and the date of the data in its margin. */
const sheet = document.querySelector("[data-sheet]");
addEventListener("beforeprint", () => {
  document.documentElement.style.setProperty("--portal-sheet", JSON.stringify(sheet.textContent.trim()));
});

/* A frame that scrolls must be reachable by keyboard; one that has nothing to scroll would only be a stop on the way. Long tables
   always scroll: to measure them would lay out all their rows. */
const frames = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    // What nobody sees, in a closed `details`, is not measured: that would lay it out.
    if (contentRect.width === 0) continue;
    if (target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const frame of document.querySelectorAll("article :is(.table-wrap:not(.long), table:not(.data), pre, pre > code)")) {
  // Closed away it is no stop either, and tools that check the page would take it for one that lies over others.
  if (frame.closest("details:not([open])")) frame.removeAttribute("tabindex");
  frames.observe(frame);
}
