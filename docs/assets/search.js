/* The search of the portal: a dialog over Pagefind's index, with the areas of that name before all else.
   The text of results is put in as text, never as markup. */

const dialog = document.querySelector("[data-search]");
const opener = document.querySelector("[data-search-open]");
const instead = document.querySelector("[data-search-instead]");
const query = dialog.querySelector("[data-search-query]");
const status = dialog.querySelector("[data-search-status]");
const list = dialog.querySelector("[data-search-results]");
const more = dialog.querySelector("[data-search-more]");
const STEP = 10;
const AREAS = 3;
// Long pages are not worse answers, and a word in a title says most.
const RANKING = { pageLength: 0.1, metaWeights: { title: 8 } };

let engine;
let found = [];
let areas = [];
let next = 0;
let turn = 0;

function load() {
  engine ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (pagefind) => {
    await pagefind.options({ baseUrl: new URL("..", import.meta.url).pathname, excerptLength: 24, ranking: RANKING });
    await pagefind.init();
    return pagefind;
  });
  return engine;
}

/* The areas that someone surely means; without the list of their names there are none, and the search goes on. */
async function areasNamed(text) {
  const { names } = dialog.dataset;
  if (!names) return [];
  try {
    const { load: read, sure } = await import(new URL("./names.js", import.meta.url));
    return sure(await read(new URL(names, document.baseURI).href), text, AREAS);
  } catch {
    return [];
  }
}

function say(key, facts = {}) {
  status.textContent = (dialog.dataset[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

function open() {
  if (!dialog.open) dialog.showModal();
  query.focus();
  query.select();
  areasNamed("");
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

function row(address, title, kind, text) {
  const item = document.createElement("li");
  item.dataset.searchResult = "";
  const link = document.createElement("a");
  const name = document.createElement("span");
  const excerpt = document.createElement("span");
  link.href = address;
  name.className = "portal-search__title";
  name.textContent = title;
  excerpt.className = "portal-search__excerpt";
  excerpt.append(text);
  link.append(name);
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

function areaRow({ area, by }) {
  const item = row(area.address, by ? `${area.name} (${by})` : area.name, area.kind, area.above);
  item.dataset.searchArea = "";
  return item;
}

function pageRow(page) {
  return row(page.url, page.meta.title || page.meta.name || page.url, page.meta.kind, marked(page.excerpt));
}

/* Areas are there while someone types, before the index is asked. */
async function showAreas(text, mine) {
  const named = await areasNamed(text);
  if (mine !== turn) return;
  areas = named;
  for (const old of list.querySelectorAll("[data-search-area]")) old.remove();
  list.prepend(...areas.map(areaRow));
}

async function show(mine) {
  const pages = await Promise.all(found.slice(next, next + STEP).map((result) => result.data()));
  if (mine !== turn) return;
  next += pages.length;
  const shown = new Set(areas.map(({ area }) => new URL(area.address).pathname));
  list.append(...pages.filter((page) => !shown.has(new URL(page.url, location).pathname)).map(pageRow));
  more.hidden = found.length <= next;
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
  const named = showAreas(text, mine);
  try {
    const pagefind = await load();
    if (mine !== turn) return;
    if (!list.childElementCount) say("loading");
    const answer = await pagefind.debouncedSearch(text, {}, 120);
    if (answer === null || mine !== turn) return;
    await named;
    if (mine !== turn) return;
    found = answer.results;
    next = 0;
    list.replaceChildren(...areas.map(areaRow));
    await show(mine);
    if (mine !== turn) return;
    const count = Math.max(found.length, list.childElementCount);
    say(count === 0 ? "none" : count === 1 ? "one" : "many", { count, query: text });
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
  const first = list.childElementCount;
  await show(turn);
  list.children[first]?.querySelector("a").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  event.preventDefault();
  open();
});

/* An address with `?search=` opens the search with those words: the page for missing addresses asks in two languages. */
const asked = new URLSearchParams(location.search).get("search");
if (asked) {
  query.value = asked;
  open();
  search();
}
