// What a comparison is: the choice that stands in the address, and from it and the figures of an indicator the rows, texts, table and
// file that are shown. Pure functions; the sums are those with which the build draws the comparison that is shown unasked.

import { csvOfRows } from "./save.js";

const [AS_OF, VALUE, SOURCE, BROKEN] = [0, 1, 2, 6];
const DAY = 86_400_000;

// The last day of a date written as year, month or day.
export const lastDay = (asOf) => {
  const [year, month, day] = asOf.split("-").map(Number);
  return new Date(Date.UTC(year, day ? month - 1 : month || 12, day || 0)).toISOString().slice(0, 10);
};

// One figure a day: of dates that end on one day the last one told.
export const drawn = (rows) => {
  const days = new Map(rows.map((row) => [lastDay(row[AS_OF]), row]));
  return [...days.keys()].sort().map((day) => ({ day, row: days.get(day) }));
};

const listed = (text) => [...new Set((text ?? "").split(",").map((one) => one.trim()).filter(Boolean))];

// The choice in a query, and what of it cannot be used, as `[key, text]`; nothing where the query says nothing.
export const read = (query, data, areas, first) => {
  const asked = new URLSearchParams(query);
  if (!["indicator", "areas", "segments"].some((name) => asked.has(name))) return null;
  const leftOut = [];
  const wanted = asked.get("indicator") ?? first;
  const indicator = data.indicators.find(({ id }) => id === wanted) ?? data.indicators.find(({ id }) => id === first);
  if (indicator.id !== wanted) leftOut.push(["indicator", wanted]);
  const usable = (name, has) =>
    listed(asked.get(name)).filter((code) => has(code) || !leftOut.push([name === "areas" ? "area" : "segment", code]));
  if (!asked.has("areas") && !asked.has("segments")) return { choice: unasked(indicator), leftOut };
  const codes = usable("areas", (code) => areas.has(code)).map((code) => ["area", code]);
  codes.push(...usable("segments", (code) => Object.hasOwn(data.segments, code)).map((code) => ["segment", code]));
  if (codes.length > data.most) leftOut.push(["most", ""]);
  return { choice: { indicator, members: codes.slice(0, data.most) }, leftOut };
};

// What is shown of an indicator where nobody has chosen.
export const unasked = (indicator) => ({
  indicator,
  members: [
    ...indicator.unasked.areas.map((code) => ["area", code]),
    ...indicator.unasked.segments.map((code) => ["segment", code]),
  ],
});

export const same = (one, other) => written(one) === written(other);

// The query of a choice, as people would write it.
export const written = ({ indicator, members }) => {
  const codes = (kind) => members.filter((one) => one[0] === kind).map(([, code]) => encodeURIComponent(code)).join(",");
  const segments = codes("segment");
  return `?indicator=${encodeURIComponent(indicator.id)}&areas=${codes("area")}${segments ? `&segments=${segments}` : ""}`;
};

// Each member of a choice with its name, its page, its colour and its figures; there may be none.
export const membersOf = ({ members }, series, data, areas) =>
  members.map(([kind, code], at) => ({
    kind,
    code,
    key: `${kind} ${code}`,
    number: at + 1,
    ink: `var(--chart-mark-${at + 1})`,
    name: kind === "area" ? areas.get(code).name : data.segments[code],
    href: kind === "area" ? areas.get(code).address : "",
    figures: drawn((kind === "area" ? series.areas : series.segments)[code] ?? []),
  }));

// The stretches of a line in which figures were counted alike: a figure before which the series breaks begins a new one.
export const runsOf = ({ figures }) => {
  const starts = [0, ...[...figures.keys()].filter((n) => n && figures[n].row[BROKEN])];
  return starts.map((from, n) => figures.slice(from, starts[n + 1]));
};

const breaksOf = (members, write) =>
  members.flatMap((one) => {
    const runs = runsOf(one);
    return runs.slice(1).map(([next], n) => {
      const [before, after] = [runs[n].at(-1).day, next.day].map(Date.parse);
      const year = new Date(before + Math.floor((after - before) / DAY / 2) * DAY).getUTCFullYear();
      return write.word("compare.chart.break", { name: one.name, year, reason: write.word(`charts.missing.reason-${next.row[BROKEN]}`) });
    });
  });

export const known = (members) => members.filter(({ figures }) => figures.length);
export const lastOf = ({ figures }) => figures.at(-1).row;
export const valueOf = (row) => Number(row[VALUE]);

export const told = (row, unit, write) => write.sign(row) + write.amount(row[VALUE], unit);

// Names of publishers behind figures: those named most often first, then how many more there are.
const sourceLine = (members, data, write) => {
  const counts = new Map();
  for (const { figures } of members)
    for (const { row } of figures) {
      const name = data.sources[row[SOURCE]]?.[2] ?? row[SOURCE];
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  const byName = (a, b) => (a < b ? -1 : Number(a > b));
  const names = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || byName(a, b));
  const shown = names.slice(0, 3).join(", ");
  const rest = names.length - 3;
  if (rest > 0) return write.word(`charts.source.${rest > 1 ? "more" : "one-more"}`, { names: shown, number: write.count(rest) });
  return names.length ? write.word(`charts.source.${names.length === 1 ? "one" : "several"}`, { names: shown }) : "";
};

const title = (name, members, unit, write) => {
  if (!members.length) return write.word("compare.chart.title-none", { name });
  const top = members.reduce((best, one) => (valueOf(lastOf(one)) > valueOf(lastOf(best)) ? one : best));
  const bottom = members.reduce((best, one) => (valueOf(lastOf(one)) < valueOf(lastOf(best)) ? one : best));
  const [high, low] = [lastOf(top), lastOf(bottom)];
  const value = told(high, unit, write);
  if (members.length === 1) return write.word("compare.chart.title-one", { name, member: top.name, value, when: write.when(high[AS_OF]) });
  if (valueOf(high) === valueOf(low)) return write.word("compare.chart.title-same", { name, value });
  return write.word("compare.chart.title", {
    name,
    high: top.name,
    high_value: value,
    high_when: write.when(high[AS_OF]),
    low: bottom.name,
    low_value: told(low, unit, write),
    low_when: write.when(low[AS_OF]),
  });
};

const part = (member, unit, write) => {
  const { name } = member;
  const figures = runsOf(member).at(-1);
  const [first, last] = [figures[0].row, figures.at(-1).row];
  const facts = { name, last: told(last, unit, write), last_when: write.when(last[AS_OF]) };
  if (figures.length === 1) return write.word("compare.chart.point", facts);
  return write.word("charts.trend.line", { ...facts, first: told(first, unit, write), first_when: write.when(first[AS_OF]) });
};

export const ruleLabel = ([kind, asOf, text], unit, write) =>
  write.word(`charts.rule.${kind}`, { value: write.amount(text, unit), year: asOf.slice(0, 4) });

// The texts around the chart: what is missing is said in the description.
export const textsOf = (indicator, members, data, write) => {
  const { name, unit, rules } = indicator;
  const lines = known(members);
  const scale = write.scaleFor([...lines.flatMap(({ figures }) => figures.map(({ row }) => row[VALUE])), ...rules.map((rule) => rule[2])]);
  const words = write.unitWords(unit, scale);
  const open = lines.some(({ figures }) => figures.some(({ row }) => write.sign(row)));
  const parts = lines.map((one) => part(one, unit, write)).join("; ");
  const missing = members.filter(({ figures }) => !figures.length).map((one) => one.name);
  const marked = (key, there) => (there ? [write.word(key)] : []);
  const broken = breaksOf(lines, write).join("; ");
  const labels = rules.map((rule) => ruleLabel(rule, unit, write)).join("; ");
  return {
    scale,
    title: title(name, lines, unit, write),
    subtitle: !lines.length ? "" : [
      write.word("compare.chart.subtitle", { unit: words.slice(0, 1).toUpperCase() + words.slice(1) }),
      ...marked("compare.chart.subtitle-broken", broken),
      ...marked("compare.chart.subtitle-open", open),
      ...marked("compare.chart.subtitle-rules", rules.length && lines.length),
    ].join(" "),
    alternative: [
      lines.length ? write.word("compare.chart.alternative", { name, parts }) : write.word("compare.chart.alternative-none"),
      ...(broken ? [write.word("compare.chart.broken", { breaks: broken })] : []),
      ...(labels && lines.length ? [write.word("charts.trend.rules", { rules: labels })] : []),
    ].join(" "),
    missing: missing.length ? write.word("compare.chart.missing", { names: missing.join(", ") }) : "",
    source: sourceLine(lines, data, write),
  };
};

// The years that are compared, the newest first, with the figures of each member in it, the newest first.
export const yearsOf = (members) => {
  const yearOf = ({ row }) => row[AS_OF].slice(0, 4);
  const years = new Set(members.flatMap(({ figures }) => figures.map(yearOf)));
  return [...years].sort().reverse().map((year) => ({
    year,
    cells: members.map(({ figures }) => figures.filter((one) => yearOf(one) === year).reverse().map(({ row }) => row)),
  }));
};

// The figures that are drawn, as the file of a chart: its columns, plain decimals, line feeds.
export const csvOf = (indicator, members, write) => {
  const rows = [["as_of", "kind", "area_code", "segment", "series", "value", "source_id"]];
  const kind = (name) => write.word(`words.kind.${name}`);
  for (const { kind: of, code, name, figures } of members)
    for (const { row } of figures)
      rows.push([row[AS_OF], kind("observed"), of === "area" ? code : "ID", of === "area" ? "" : code, name, row[VALUE], row[SOURCE]]);
  if (known(members).length)
    for (const [of, asOf, value, source] of indicator.rules) rows.push([asOf, kind(of), "ID", "", "", value, source]);
  return csvOfRows(rows);
};
