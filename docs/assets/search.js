/* The search of the portal: a dialog over Pagefind's index. The text of results is put in as text, never as markup. */

const dialog = document.querySelector("[data-search]");
const opener = document.querySelector("[data-search-open]");
const instead = document.querySelector("[data-search-instead]");
const query = dialog.querySelector("[data-search-query]");
const status = dialog.querySelector("[data-search-status]");
const list = dialog.querySelector("[data-search-results]");
const more = dialog.querySelector("[data-search-more]");
const STEP = 10;
// Long pages are not worse answers, and a word in a title says most.
const RANKING = { pageLength: 0.1, metaWeights: { title: 8 } };

let engine;
let found = [];
let turn = 0;

function load() {
  engine ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (pagefind) => {
    await pagefind.options({ baseUrl: new URL("..", import.meta.url).pathname, excerptLength: 24, ranking: RANKING });
    await pagefind.init();
    return pagefind;
  });
  return engine;
}

function say(key, facts = {}) {
  status.textContent = (dialog.dataset[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

function open() {
  if (!dialog.open) dialog.showModal();
  query.focus();
  query.select();
  load().catch(() => say("failed"));
}

/* An excerpt is text with mark elements; anything else in it is dropped. */
function marked(excerpt) {
  const parts = document.createDocumentFragment();
  for (const node of new DOMParser().parseFromString(excerpt, "text/html").body.childNodes) {
    const isMark = node.nodeName === "MARK";
    const part = isMark ? document.createElement("mark") : document.createTextNode("");
    part.textContent = node.textContent;
    parts.append(part);
  }
  return parts;
}

function row(page) {
  const item = document.createElement("li");
  item.dataset.searchResult = "";
  const link = document.createElement("a");
  const title = document.createElement("span");
  const excerpt = document.createElement("span");
  link.href = page.url;
  title.className = "portal-search__title";
  title.textContent = page.meta.title || page.meta.name || page.url;
  excerpt.className = "portal-search__excerpt";
  excerpt.append(marked(page.excerpt));
  link.append(title);
  const kind = page.meta.kind;
  if (kind) {
    const label = document.createElement("span");
    label.className = "portal-search__kind";
    label.dataset.searchKind = "";
    label.textContent = kind;
    link.append(label);
  }
  link.append(excerpt);
  item.append(link);
  return item;
}

async function show(mine) {
  const shown = list.childElementCount;
  const pages = await Promise.all(found.slice(shown, shown + STEP).map((result) => result.data()));
  if (mine !== turn) return;
  list.append(...pages.map(row));
  more.hidden = found.length <= list.childElementCount;
}

async function search() {
  const mine = ++turn;
  const text = query.value.trim();
  if (!text) {
    found = [];
    list.replaceChildren();
    more.hidden = true;
    say("");
    return;
  }
  try {
    const pagefind = await load();
    if (mine !== turn) return;
    if (!list.childElementCount) say("loading");
    const answer = await pagefind.debouncedSearch(text, {}, 120);
    if (answer === null || mine !== turn) return;
    found = answer.results;
    list.replaceChildren();
    await show(mine);
    if (mine !== turn) return;
    say(found.length === 0 ? "none" : found.length === 1 ? "one" : "many", { count: found.length, query: text });
  } catch {
    engine = undefined;
    say("failed");
    instead.hidden = false;
    instead.classList.add("portal-indexes--needed");
  }
}

function move(step) {
  const stops = [query, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
}

function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

opener.hidden = false;
instead.hidden = true;
opener.addEventListener("click", open);
dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  event.stopPropagation();
  // A search field would only empty itself at the first press.
  if (event.key === "Escape") {
    event.preventDefault();
    dialog.close();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  move(event.key === "ArrowDown" ? 1 : -1);
});
dialog.querySelector("[data-search-form]").addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
query.addEventListener("input", search);
more.addEventListener("click", async () => {
  const next = list.childElementCount;
  await show(turn);
  list.children[next]?.querySelector("a").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  event.preventDefault();
  open();
});

/* The menu opens by a checkbox, which works without a script but not by keyboard. */
const menu = document.querySelector("[data-menu]");
const drawer = document.querySelector("#__drawer");
const links = document.querySelectorAll(".md-nav--primary a");
function unfold(unfolded) {
  if (drawer.checked !== unfolded) drawer.click();
  menu.setAttribute("aria-expanded", String(unfolded));
}
menu.hidden = false;
document.querySelector("[data-menu-label]").hidden = true;
menu.addEventListener("click", () => {
  unfold(!drawer.checked);
  if (drawer.checked) links[0]?.focus({ preventScroll: true });
});
drawer.addEventListener("change", () => menu.setAttribute("aria-expanded", String(drawer.checked)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  unfold(false);
  menu.focus();
});

/* Where a table is wider than the page, its frame, which the theme adds, scrolls; it must be reachable by keyboard to do so. */
function reach() {
  for (const frame of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset__table")) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  }
}
window.addEventListener("load", reach);
window.addEventListener("resize", reach);
