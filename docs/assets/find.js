/* "Find my area": turns a field into a combobox over the names of all areas, and every `form[data-find]` into a way to their pages.
   The field says where the names lie and what is said to those who hear the page; both come from the page's language. */

let made = 0;

function element(name, classes, facts = {}) {
  const one = document.createElement(name);
  one.className = classes;
  for (const [attribute, value] of Object.entries(facts)) one.setAttribute(attribute, value);
  return one;
}

/* The rows of an area: its name, the other name by which it was found, its kind and the area above. Text only, never markup. */
function option({ area, by }, id) {
  const row = element("li", "find-option", { role: "option", id, "aria-selected": "false" });
  const name = element("span", "find-name");
  const place = element("span", "find-place");
  name.textContent = by ? `${area.name} (${by})` : area.name;
  place.textContent = [area.kind, area.above].filter(Boolean).join(" · ");
  row.append(name, " ", place);
  return row;
}

/* Make a text field a combobox; `onchoose` is given the area: { code, name, level, above, kind, address }.
   `onfail` is called when the list of names cannot be had. */
export function combobox(input, { onchoose, onfail = () => {} }) {
  const id = `find-list-${(made += 1)}`;
  const list = element("ul", "find-list", { role: "listbox", id, "aria-label": input.dataset.list ?? "" });
  const status = element("p", "find-status", { role: "status" });
  let found = [];
  let active = -1;
  let turn = 0;

  function names() {
    return import(new URL("./names.js", import.meta.url)).then(async ({ load, search }) => ({
      areas: await load(new URL(input.dataset.names, document.baseURI).href),
      search,
    }));
  }

  function say(key, count = 0) {
    status.textContent = (input.dataset[key] ?? "").replace("#", count);
    // What is not in the list must be seen as well as heard.
    status.classList.toggle("find-status--seen", key === "none" || key === "failed");
  }

  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) point(-1);
  }

  function point(at) {
    active = at;
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function fail() {
    found = [];
    open(false);
    say("failed");
    onfail();
  }

  function close() {
    turn += 1;
    open(false);
    say("");
  }

  async function refresh() {
    const mine = ++turn;
    try {
      const { areas, search } = await names();
      if (mine !== turn) return;
      const answer = search(areas, input.value);
      found = answer.found;
      list.replaceChildren(...found.map((one, number) => option(one, `${id}-${number}`)));
      point(-1);
      open(found.length > 0);
      if (!input.value.trim()) say("");
      else say(found.length === 0 ? "none" : answer.count === 1 ? "one" : "many", answer.count);
    } catch {
      fail();
    }
  }

  function choose(at) {
    const { area } = found[at];
    input.value = area.name;
    close();
    onchoose(area);
  }

  async function step(by) {
    if (list.hidden) await refresh();
    if (!found.length) return;
    // One place more than there are rows: between the last and the first stands the text itself.
    const places = found.length + 1;
    point(((active + 1 + by + places) % places) - 1);
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    async Enter() {
      if (list.hidden) await refresh();
      if (found.length) choose(Math.max(active, 0));
    },
    Escape() {
      if (list.hidden) input.value = "";
      close();
    },
  };

  for (const [attribute, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, "aria-haspopup": "listbox",
  })) input.setAttribute(attribute, value);
  list.hidden = true;
  input.after(list, status);

  input.addEventListener("focus", () => names().catch(fail), { once: true });
  input.addEventListener("input", refresh);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const act = event.isComposing || event.ctrlKey || event.metaKey || event.altKey ? null : keys[event.key];
    if (!act) return;
    event.preventDefault();
    if (event.key !== "Escape" || !list.hidden || input.value) event.stopPropagation();
    act();
  });
  // The field keeps the focus while the list is touched.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (at >= 0) choose(at);
  });
}

for (const form of document.querySelectorAll("form[data-find]")) {
  combobox(form.querySelector("input"), {
    onchoose: (area) => location.assign(area.address),
    onfail: () => form.parentElement.classList.add("find-area--failed"),
  });
}
