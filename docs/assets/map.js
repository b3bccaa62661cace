// Switches a map: what is shown, of which areas, latest known or of one year. Everything shown stands in the file of the map, in
// words; here is only chosen among them. The state is in the address. Tiles are links that work before this script has come.

import { menuOfViews } from "./chart-menu.js";
import { json, shape } from "./draw.js";
import { csvOfRows, save } from "./save.js";

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
const made = (name, className, text) => {
  const one = document.createElement(name);
  if (className) one.className = className;
  if (text !== undefined) one.textContent = text;
  return one;
};
const link = (text, href) => Object.assign(made("a", "", text), { href });
const unique = (texts) => [...new Set(texts)];
const COLUMNS = ["indicator", "area_code", "area", "as_of", "value", "source_id"];

// A mark as it stands in the file: [year, class, text, [[value, date, source, note, value and date as in the data, indicator]]]; the one
// of year 0 is the latest known.
const markOf = (marks, year) => {
  if (!marks) return null;
  if (year !== null) return marks.find((mark) => mark[0] === year) ?? null;
  return marks.at(-1);
};
const yearOf = (mark) => mark[4] ?? mark[0];

// The item that lies nearest in a direction: how far ahead counts once, how far aside twice.
const nearest = (items, from, [dx, dy]) => {
  const middle = (item) => {
    const { x, y, width, height } = item.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const [fx, fy] = middle(from);
  let best = null;
  let least = Infinity;
  for (const item of items) {
    if (item === from) continue;
    const [x, y] = middle(item);
    const ahead = (x - fx) * dx + (y - fy) * dy;
    const aside = Math.abs((x - fx) * dy) + Math.abs((y - fy) * dx);
    const cost = ahead + 2 * aside;
    if (ahead > 1 && cost < least) [best, least] = [item, cost];
  }
  return best;
};

class SwitchedMap {
  constructor(box) {
    this.box = box;
    this.form = box.querySelector(".map-controls");
    this.range = this.form.elements.year;
    this.tiles = [...box.querySelectorAll(".map-tile")];
    this.files = new Map();
    this.first = { map: box.dataset.map, level: "province", year: null };
    this.state = { ...this.first };
    this.part = (name) => box.querySelector(`.map-${name}`);
    this.menu = menuOfViews(box, { csv: () => this.download() });
    this.listen();
    this.rove(this.tiles);
    this.form.querySelector(".map-all").disabled = false;
    this.restore();
  }

  listen() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => {
      if (event.target.name !== "year") this.change();
    });
    this.range.addEventListener("input", () => {
      this.form.elements.when.value = "year";
      this.change();
    });
    const place = this.part("place");
    place.addEventListener("pointerover", (event) => this.point(event.target));
    place.addEventListener("focusin", (event) => this.point(event.target));
    place.addEventListener("keydown", (event) => this.move(event));
    // The first touch of an area reads it out, the second opens its page; a mouse has read it before it clicks.
    place.addEventListener("pointerdown", (event) => {
      const area = event.target.closest("[data-code]");
      this.untouched = event.pointerType === "touch" && area !== this.touched ? area : null;
      this.touched = event.pointerType === "touch" ? area : null;
    });
    place.addEventListener("click", (event) => {
      if (!this.untouched) return;
      event.preventDefault();
      this.point(this.untouched);
      this.untouched = null;
    });
  }

  // The map that is wanted by the address, if it names one of those that can be chosen here.
  restore() {
    const asked = new URL(location.href).searchParams;
    const { map, level, when } = this.form.elements;
    const named = asked.get("map");
    if (named === null || (named !== this.first.map && ![...(map?.length ? map : [])].some((one) => one.value === named))) return;
    if (map) map.value = named;
    if (level && [...level].some((one) => one.value === asked.get("level"))) level.value = asked.get("level");
    const year = Number(asked.get("year"));
    if (!Number.isInteger(year) || year < 1) return void this.change();
    when.value = "year";
    this.wanted = year;
    this.change();
  }

  file(id) {
    if (!this.files.has(id)) {
      const address = new URL(`${encodeURIComponent(id)}.json`, new URL(this.box.dataset.data, document.baseURI));
      const found = json(address);
      found.catch(() => this.files.delete(id));
      this.files.set(id, found);
    }
    return this.files.get(id);
  }

  async change() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const { map, level, when } = this.form.elements;
    const id = map?.value || this.first.map;
    try {
      const data = await this.file(id);
      const wanted = level?.value ?? this.first.level;
      const land = wanted === "district" ? await this.land() : null;
      if (turn !== this.turn) return;
      this.years(data.years);
      const year = when.value === "year" ? Number(this.range.value) : null;
      this.state = { map: id, level: wanted, year };
      this.show(data, land);
      this.remember();
    } catch {
      if (turn === this.turn) this.part("sentence").textContent = this.box.dataset.failed;
    }
  }

  land() {
    this.coast ??= json(new URL(this.box.dataset.land, document.baseURI)).catch((error) => {
      this.coast = undefined;
      throw error;
    });
    return this.coast;
  }

  years([first, last]) {
    const value = Math.min(last, Math.max(first, this.wanted ?? Number(this.range.value)));
    this.wanted = undefined;
    Object.assign(this.range, { min: first, max: last, value });
    this.part("first").textContent = first;
    this.part("last").textContent = last;
    this.part("year").textContent = this.range.value;
  }

  remember() {
    const address = new URL(location.href);
    const { map, level, year } = this.state;
    const facts = this.isFirst() ? {} : { map, level: level === this.first.level ? null : level, year };
    for (const name of ["map", "year", "level"]) {
      if (facts[name] == null) address.searchParams.delete(name);
      else address.searchParams.set(name, facts[name]);
    }
    history.replaceState(history.state, "", address);
    this.offer(address);
  }

  isFirst() {
    return Object.entries(this.first).every(([name, value]) => this.state[name] === value);
  }

  // What is taken along is what is seen: its data, address and citation.
  offer(address) {
    const href = `${address.pathname}${address.search}#${this.box.id}`;
    const citation = (this.layer?.cite[this.state.year ?? ""] ?? "").replace("{url}", () => new URL(href, address).href);
    this.menu.offer(this.isFirst() ? null : { href, citation });
  }

  download() {
    const { map, level, year } = this.state;
    const { areas, sources } = this.data;
    const rows = this.seen().flatMap(([code, mark]) =>
      mark[3].map(([, , source, , value, asOf, indicator]) => [indicator, code, areas[code][0], asOf, value, sources[source][2]]),
    );
    save(`${map}-${level}-${year ?? "latest"}.csv`, csvOfRows([COLUMNS, ...rows]));
  }

  // The areas that have a figure in this view, by code, with their mark.
  seen() {
    return Object.keys(this.layer?.marks ?? {}).sort().flatMap((code) => {
      const mark = markOf(this.layer.marks[code], this.state.year);
      return mark ? [[code, mark]] : [];
    });
  }

  show(data, land) {
    const { level, year } = this.state;
    this.data = data;
    this.layer = data.layers[level] ?? null;
    this.box.dataset.level = level;
    this.box.dataset.when = year === null ? "latest" : "year";
    this.part("title").textContent = data.name;
    this.part("sentence").textContent = this.layer?.said[year ?? ""] ?? data.words.nothing;
    this.part("unit").textContent = this.layer?.unit ?? "";
    this.range.setAttribute("aria-valuetext", year ?? data.words.latest);
    this.part("ruling").textContent = data.rule;
    this.legend();
    if (level === "district") this.dots(land);
    else this.tiles.forEach((tile) => this.paint(tile));
    this.page();
    this.table();
    if (this.read) this.point(this.box.querySelector(`.map-place [data-code="${CSS.escape(this.read)}"]`));
  }

  legend() {
    const { level } = this.state;
    const items = (this.layer?.legend ?? []).map(([step, label]) => this.key(`k${step}`, label));
    this.part("legend").replaceChildren(...items, this.key(level === "district" ? "map-empty" : "k0", this.data.words.missing));
  }

  key(className, label) {
    const item = made("li");
    item.append(made("span", `map-key ${className}`), made("span", "map-label", label));
    return item;
  }

  // What is said of an area in this view, with its mark if it has one.
  told(code) {
    const { words, areas } = this.data;
    const { year } = this.state;
    const [area, , , from, to] = areas[code];
    const mark = markOf(this.layer?.marks[code], year);
    if (mark) {
      const [value, date] = [0, 1].map((n) => unique(mark[3].map((one) => one[n])).join("; "));
      return { mark, said: filled(words.tile, { area, value, date }) };
    }
    const absent = year !== null && ((from && year < from) || (to && year > to));
    return { absent, said: filled(absent ? words.absent : words.none, { area, year, missing: words.missing }) };
  }

  paint(tile) {
    const { mark, absent, said } = this.told(tile.dataset.code);
    const step = mark ? this.layer.legend[mark[1]][0] : 0;
    tile.className = `map-tile k${step}${absent ? " is-absent" : ""}`;
    tile.querySelector(".map-value").textContent = mark ? mark[2] : absent ? "×" : "";
    tile.querySelector(".map-of").textContent = mark && this.state.year === null ? yearOf(mark) : "";
    tile.querySelector(".map-said").textContent = said;
  }

  dots(land) {
    const [, height] = land.size;
    // Two halves of one size, side by side or one above the other where there is little room.
    const halves = [0, land.seam].map((left) => {
      const half = shape("svg", { viewBox: `${left} 0 ${land.seam} ${height}` });
      half.append(shape("path", { d: land.land, class: "map-land" }));
      return half;
    });
    const shown = [];
    for (const [code, [cx, cy]] of Object.entries(land.centres)) {
      const mark = markOf(this.layer?.marks[code], this.state.year);
      if (!mark) {
        halves[Number(cx >= land.seam)].append(shape("circle", { cx, cy, r: 2, class: "map-ring" }));
        continue;
      }
      const { said } = this.told(code);
      const dot = shape("a", { href: this.box.dataset.root + this.data.areas[code][1], class: "map-dot", "data-code": code, "aria-label": said });
      dot.append(shape("circle", { cx, cy, r: 6, class: `k${this.layer.legend[mark[1]][0]}` }));
      shown.push([dot, cx]);
    }
    // Dots come last, so that no ring lies over them.
    shown.forEach(([dot, cx]) => halves[Number(cx >= land.seam)].append(dot));
    const place = this.part("dots") ?? this.part("place").appendChild(made("div", "map-dots"));
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", this.box.dataset.dots);
    place.replaceChildren(...halves);
    this.rove(shown.map(([dot]) => dot));
  }

  rove(items) {
    items.forEach((item, number) => item.setAttribute("tabindex", number ? -1 : 0));
  }

  move(event) {
    const from = event.target.closest("[data-code]");
    const items = from ? [...from.closest(".map-tiles, .map-dots").querySelectorAll("[data-code]")] : [];
    const ends = { Home: items[0], End: items.at(-1) };
    const next = ends[event.key] ?? (ARROWS[event.key] && from ? nearest(items, from, ARROWS[event.key]) : null);
    if (!next && !ARROWS[event.key]) return;
    event.preventDefault();
    if (!next) return;
    from.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  }

  // Reads out the area under the pointer or the focus.
  async point(target) {
    const area = target?.closest?.("[data-code]");
    if (!area) return;
    const { code } = area.dataset;
    this.box.querySelectorAll(".is-read").forEach((one) => one.classList.remove("is-read"));
    area.classList.add("is-read");
    this.read = code;
    try {
      const data = await this.file(this.state.map);
      if (this.read !== code) return;
      this.data = data;
      this.layer = data.layers[this.state.level] ?? null;
      this.readOut(code);
    } catch {
      this.part("readout").replaceChildren(made("p", "", this.box.dataset.failed));
    }
  }

  readOut(code) {
    const { words, areas, sources } = this.data;
    const [area, href, parent] = areas[code];
    const { mark, said } = this.told(code);
    const heading = made("p", "map-name", parent ? filled(words.parent, { area, parent }) : area);
    const lines = (mark?.[3] ?? []).map(([value, date, source, note]) => {
      const line = made("p");
      line.append(made("strong", "", value), ` · ${date} · ${words.source} `, this.link(...sources[source]), note ? ` · ${note}` : "");
      return line;
    });
    if (!mark) lines.push(made("p", "", said.slice(area.length + 2)));
    const more = made("p");
    more.append(this.link(filled(words.open, { area }), href));
    this.part("readout").replaceChildren(heading, ...lines, more);
  }

  link(text, href) {
    return link(text, this.box.dataset.root + href);
  }

  page() {
    const page = this.part("page");
    if (!page) return;
    page.textContent = this.data.page[0];
    page.href = this.box.dataset.root + this.data.page[1];
  }

  table() {
    const body = this.box.querySelector(".map-data tbody");
    if (!body) return;
    this.box.querySelector(".map-data caption span").textContent = this.part("sentence").textContent;
    body.replaceChildren(...this.seen().map(([code, mark]) => this.row(code, mark)));
  }

  row(code, mark) {
    const row = made("tr");
    const head = made("th");
    head.scope = "row";
    const [area, href] = this.data.areas[code];
    head.append(this.link(area, href));
    const value = made("td", "n", mark[3].map((one) => one[0]).join("; "));
    const date = made("td", "", unique(mark[3].map((one) => one[1])).join("; "));
    const source = made("td");
    mark[3].forEach((one, number) => source.append(number ? "; " : "", this.link(...this.data.sources[one[2]])));
    row.append(head, value, date, source);
    return row;
  }
}

document.querySelectorAll("[data-map]").forEach((box) => new SwitchedMap(box));
