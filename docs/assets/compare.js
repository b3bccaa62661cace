// The compare page: a choice of one indicator and up to six areas or segments, kept in the address, shown as chart, texts and table.
// What the build wrote stays until a reader has chosen something else, and comes back if figures cannot be loaded.

import { menuOfViews } from "./chart-menu.js";
import { specOf, titled } from "./compare-chart.js";
import { csvOf, membersOf, read, same, textsOf, unasked, written } from "./compare-model.js";
import { link, made, showTable, swatch } from "./compare-table.js";
import { writer } from "./compare-words.js";
import { draw, json, layoutFor, literal, picture as drawnAs } from "./draw.js";
import { combobox } from "./find.js";
import { load } from "./names.js";
import { save } from "./save.js";

const NARROW = 560;
const WAKING = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown", "scroll", "focusin"];
const form = document.querySelector("[data-compare]");
const figure = document.querySelector("[data-compare-figure]");
const frame = document.querySelector("[data-compare-table]");
const part = (name) => document.querySelector(`[data-compare-${name}]`);
const field = (name) => document.getElementById(`compare-${name}`);
const at = (path) => new URL(path, document.baseURI).href;
// Relative, as the build writes its links: paper shows the addresses of links that lead elsewhere.
const { root } = form.dataset;

// The first sign that someone uses the page; listened for before anything is loaded, so that none is missed.
const awake = new Promise((resolve) => {
  for (const kind of WAKING) window.addEventListener(kind, resolve, { capture: true, once: true, passive: true });
});

// What is loaded once: the file of the language, the names of areas, and the series of each indicator when it is first compared.
const [data, areas] = await Promise.all([
  json(at(form.dataset.compare)),
  load(at(field("area").dataset.names)).then((all) => new Map(all.map((area) => [area.code, area]))),
]);
const write = writer(data, document.documentElement.lang.slice(0, 2));
const say = (key, facts) => (part("status").textContent = write.word(`compare.status.${key}`, facts));
const seriesOf = new Map();
const series = (indicator) => {
  if (!seriesOf.has(indicator.id)) {
    const loading = json(new URL(indicator.series, at(form.dataset.siteRoot)));
    loading.catch(() => seriesOf.delete(indicator.id));
    seriesOf.set(indicator.id, loading);
  }
  return seriesOf.get(indicator.id);
};

const first = unasked(data.indicators.find(({ id }) => id === form.dataset.first) ?? data.indicators[0]);
let choice = first;
let shown = { members: [], texts: {} };

// The form: the indicator, the segments of it, and a chip for each member.

const fillSegments = (segments) => {
  const codes = Object.keys(segments).sort((a, b) => data.segments[a].localeCompare(data.segments[b]));
  part("segments").hidden = !codes.length;
  field("segment").replaceChildren(
    new Option(write.word("compare.form.segment-none"), ""),
    ...codes.map((code) => new Option(data.segments[code], code)),
  );
};

const chip = (member) => {
  const item = made("li", "", "compare-chip");
  const remove = made("button", "×");
  remove.type = "button";
  remove.setAttribute("aria-label", write.word("compare.form.remove", { name: member.name }));
  remove.addEventListener("click", () => removed(member));
  const name = member.href ? link(member.name, member.href) : made("span", member.name);
  item.append(swatch(member.number), name);
  if (!member.figures.length) item.append(" ", made("span", `(${write.word("compare.table.none")})`, "note"));
  item.append(remove);
  return item;
};

const examples = () => {
  const { indicator } = choice;
  const ways = [[write.word("compare.form.reset"), unasked(indicator)]];
  if (indicator.examples.length)
    ways.push([write.word("compare.form.preset-segments"), { indicator, members: indicator.examples.map((code) => ["segment", code]) }]);
  const links = ways
    .filter(([, other]) => !same(other, choice))
    .map(([text, other]) => {
      const way = link(text, written(other));
      way.addEventListener("click", (event) => {
        event.preventDefault();
        change(other);
      });
      return way;
    });
  part("examples").replaceChildren(...links.flatMap((one) => [one, " "]), link(write.word("compare.form.about"), root + indicator.page));
};

// The chart lies over the still picture, which keeps its room; a comparison that is not the build's hides that picture at once.

const picture = figure.querySelector(".chart-picture");
const place = made("div", "", "chart-live");
place.hidden = true;
picture.append(place);
let turn = 0;
let finish = null;

const showChart = async () => {
  const mine = ++turn;
  const { members, texts } = shown;
  const template = await json(at(form.dataset.spec));
  const spec = specOf(template, choice.indicator, members, texts.scale, data, write);
  const next = made("div", "", "chart-drawing");
  const drawing = await draw(next, layoutFor(spec, picture.clientWidth < NARROW ? 0 : Infinity), { width: null });
  if (mine !== turn) return drawing.finish();
  next.removeAttribute("role");
  next.removeAttribute("aria-roledescription");
  next.setAttribute("aria-hidden", "true");
  next.querySelector("svg.marks").setAttribute("preserveAspectRatio", "xMinYMin meet");
  place.replaceChildren(next);
  finish?.();
  finish = drawing.finish;
  place.hidden = false;
  picture.classList.add("is-live");
};

const emptyChart = () => {
  turn += 1;
  place.hidden = true;
  picture.classList.remove("is-live");
};

const near = new Promise((resolve) => {
  const watching = new IntersectionObserver(
    (entries) => entries.some((one) => one.isIntersecting) && (watching.disconnect(), resolve()),
    { rootMargin: "300px" },
  );
  watching.observe(picture);
});

const showFigure = ({ members, texts }) => {
  const own = !same(choice, first);
  const empty = !members.some(({ figures }) => figures.length);
  figure.querySelector(".chart-title").textContent = texts.title;
  figure.querySelector(".chart-subtitle").textContent = texts.subtitle;
  figure.querySelector(".chart-alternative").textContent = [texts.alternative, texts.missing].filter(Boolean).join(" ");
  figure.querySelector(".chart-source").textContent = texts.source;
  figure.classList.toggle("is-own", own);
  figure.classList.toggle("is-empty", empty);
  part("bar").hidden = empty;
  offer(texts);
  if (empty) return emptyChart();
  // The build's own picture says the same as the drawing, so nothing is drawn for those who only look.
  Promise.all([near, own || awake]).then(showChart).catch(emptyChart);
};

// A change of the choice: everything that is shown, the address, and the way to the other language.

const show = async () => {
  const wanted = choice;
  const { indicator } = wanted;
  const told = await series(indicator);
  if (wanted !== choice) return;
  const members = membersOf(choice, told, data, areas);
  shown = { members, texts: textsOf(indicator, members, data, write) };
  field("indicator").value = indicator.id;
  fillSegments(told.segments);
  part("chips").replaceChildren(...members.map(chip));
  examples();
  showTable(frame, indicator, members, { data, write, root });
  const rule = same(choice, unasked(indicator)) ? `${indicator.unasked.rule} ` : "";
  part("rule").textContent = rule + (frame.hidden ? "" : write.word("compare.chart.gap"));
  showFigure(shown);
};

const switches = [...document.querySelectorAll("header a[hreflang]")].map((one) => [one, one.href.split(/[?#]/)[0]]);
const keep = () => {
  for (const [one, address] of switches) one.href = address + location.search;
};

const failed = () => say("failed");

const change = (next, announce = ["shown", { name: next.indicator.name, count: write.count(next.members.length) }]) => {
  choice = next;
  history.pushState(null, "", written(choice));
  keep();
  part("left-out").hidden = true;
  return show().then(() => say(...announce)).catch(failed);
};

const removed = async (member) => {
  const place = choice.members.findIndex(([kind, code]) => kind === member.kind && code === member.code);
  const members = choice.members.toSpliced(place, 1);
  await change({ ...choice, members }, ["removed", { name: member.name, count: write.count(members.length) }]);
  const buttons = part("chips").querySelectorAll("button");
  (buttons[Math.min(place, buttons.length - 1)] ?? field("area")).focus();
};

const add = (kind, code, name) => {
  const { members } = choice;
  if (members.some((one) => one[0] === kind && one[1] === code)) return say("already", { name });
  if (members.length >= data.most) return say("full", { most: write.count(data.most) });
  const next = kind === "area" ? members.toSpliced(members.findLastIndex((one) => one[0] === "area") + 1, 0, [kind, code]) : [...members, [kind, code]];
  return change({ ...choice, members: next }, ["added", { name, count: write.count(next.length) }]);
};

const leftOut = (found) => {
  const list = made("ul");
  for (const [key, text] of found)
    list.append(made("li", write.word(`compare.left-out.${key}`, { text, name: choice.indicator.name, most: write.count(data.most) })));
  part("left-out").replaceChildren(made("p", write.word("compare.left-out.title")), list);
  part("left-out").hidden = !found.length;
};

const fromAddress = () => {
  const asked = read(location.search, data, areas, form.dataset.first);
  choice = asked?.choice ?? first;
  leftOut(asked?.leftOut ?? []);
  keep();
  return show().catch(failed);
};

// What readers take away.

const download = () => save(`compare-${choice.indicator.id}.csv`, csvOf(choice.indicator, shown.members, write));

const MADE = {
  csv: download,
  "vl.json": (spec, name) => save(name, `${JSON.stringify(spec, null, 1)}\n`, "application/json"),
  svg: async (spec, name) => save(name, await drawnAs(spec, "svg"), "image/svg+xml"),
  png: async (spec, name) => save(name, await drawnAs(spec, "png"), "image/png"),
};

const take = async (kind) => {
  const { members, texts } = shown;
  try {
    const spec = specOf(await json(at(form.dataset.spec)), choice.indicator, members, texts.scale, data, write);
    await MADE[kind](await literal(titled(spec, texts)), `compare-${choice.indicator.id}.${kind}`);
  } catch {
    failed();
  }
};

const menu = menuOfViews(figure, Object.fromEntries(Object.keys(MADE).map((kind) => [kind, () => take(kind)])));

// Address and citation of what is compared.
const offer = ({ title, source }) => {
  if (same(choice, first)) return menu.offer(null);
  const href = new URL(written(choice), location.href).href;
  menu.offer({ href, citation: data.cite.replace(/\{(title|source|url)\}/g, (_, name) => ({ title, source, url: href })[name]) });
};

const copy = async () => {
  try {
    await navigator.clipboard.writeText(new URL(written(choice), location.href).href);
    say("copied");
  } catch {
    say("not-copied");
  }
};

const chooseIndicator = () => {
  const indicator = data.indicators.find(({ id }) => id === field("indicator").value);
  // What was shown unasked gives way to what is shown unasked of the other; what was chosen stays chosen.
  return change(same(choice, unasked(choice.indicator)) ? unasked(indicator) : { ...choice, indicator });
};

const chooseSegment = (event) => {
  const code = event.target.value;
  event.target.value = "";
  if (code) add("segment", code, data.segments[code]);
};

// Everything answers at once, also to those who do not wait for the first comparison; only its values must have come to be saved.
const start = () => {
  const compared = fromAddress();
  combobox(field("area"), {
    onchoose: (area) => {
      field("area").value = "";
      add("area", area.code, area.name);
    },
  });
  field("indicator").addEventListener("change", chooseIndicator);
  field("segment").addEventListener("change", chooseSegment);
  part("csv").addEventListener("click", () => compared.then(download));
  part("link").addEventListener("click", copy);
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", fromAddress);
  let narrow = picture.clientWidth < NARROW;
  new ResizeObserver(() => {
    if (narrow === picture.clientWidth < NARROW) return;
    narrow = !narrow;
    if (picture.classList.contains("is-live")) showChart().catch(emptyChart);
  }).observe(picture);
};

start();
