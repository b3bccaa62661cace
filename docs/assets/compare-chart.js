// The drawing of a comparison: rows, axes and labels put into the spec of the one that the build drew, so that both look alike.
// The same sums stand in `drawing/labels.py`; their numbers come with the file of the language.

import { known, lastOf, ruleLabel, runsOf, told, valueOf } from "./compare-model.js";
import { shortened, wrapped } from "./lines.js";

const [AS_OF, VALUE, SOURCE] = [0, 1, 2];
const MARGIN = 20;
const DAY = 86_400_000;
const ARROWS = { "≈": "", "≥": "↑", "≤": "↓" };

// Where labels stand so that none covers another.
export const apart = (middles, heights, room) => {
  const order = [...middles.keys()].sort((a, b) => middles[a] - middles[b] || a - b);
  const placed = [...middles];
  let edge = 0;
  for (const n of order) {
    placed[n] = Math.max(placed[n], edge + heights[n] / 2);
    edge = placed[n] + heights[n] / 2;
  }
  edge = room;
  for (const n of order.reverse()) {
    placed[n] = Math.min(placed[n], edge - heights[n] / 2);
    edge = placed[n] - heights[n] / 2;
  }
  return placed;
};

export const domainOf = (values) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) / MARGIN || Math.abs(high) / MARGIN || 1;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
};

const yearTicks = (first, last, most) => {
  const step = [1, 2, 3, 5, 10, 20, 50, 100, 500].find((size) => Math.floor((last - first) / size) < most);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => `${last - n * step}-12-31`).reverse();
};

const monthEnd = (month) => new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).toISOString().slice(0, 10);

const monthTicks = (first, last, most) => {
  const months = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const count = months(last) - months(first);
  const step = [1, 2, 3, 4, 6, 12].find((size) => Math.floor(count / size) < most);
  return Array.from({ length: Math.floor(count / step) + 1 }, (_, n) => monthEnd(months(first) + n * step));
};

// The labels of the axis of time and their format: ends of years, or ends of months where all lies within two years.
export const ticksOf = (days, [years, months]) => {
  const [first, last] = [days[0], days.at(-1)];
  if (Date.parse(last) - Date.parse(first) >= 730 * DAY)
    return { values: yearTicks(Number(first.slice(0, 4)), Number(last.slice(0, 4)), years), format: "%Y" };
  return { values: monthTicks(first, last, months), format: "%b %Y" };
};

const labelRows = (lines, domain, scale, layout, data, write) => {
  const [columns, lineHeight] = data.room[layout];
  const height = data.height[layout];
  const [low, high] = domain;
  const yearOf = (one) => lastOf(one)[AS_OF].slice(0, 4);
  const newest = lines.map(yearOf).sort().at(-1);
  const texts = lines.map((one) => {
    const value = write.sign(lastOf(one)) + write.shown(lastOf(one)[VALUE], scale);
    return [...wrapped(one.name, columns, 2), yearOf(one) === newest ? value : `${value} (${yearOf(one)})`];
  });
  const middles = lines.map((one) => ((high - valueOf(lastOf(one)) / 10 ** scale[0]) / (high - low)) * height);
  const placed = apart(middles, texts.map((text) => text.length * lineHeight + data.space), height);
  const edge = (n) => placed[n] - (texts[n].length * lineHeight) / 2;
  return lines.map(({ ink }, n) => ({ value: high - (edge(n) / height) * (high - low), label: texts[n].join("\n"), ink }));
};

const sideOf = (value, lines) => {
  const away = (end) => Math.min(...lines.map(({ figures }) => Math.abs(valueOf(figures.at(end).row) - value)));
  return away(0) >= away(-1) ? "left" : "right";
};

const ruleRows = ({ rules, unit }, lines, scale, write) => {
  const top = Math.max(...rules.map((rule) => Number(rule[2])));
  return rules.map((rule) => ({
    value: Number(rule[2]) / 10 ** scale[0],
    kind: rule[0],
    ink: `var(--chart-${rule[0]})`,
    side: sideOf(Number(rule[2]), lines),
    above: Number(rule[2]) === top,
    label: ruleLabel(rule, unit, write),
  }));
};

const redrawn = (layer, domain, time) => {
  const { x, y } = layer.encoding;
  return {
    ...layer,
    encoding: {
      ...layer.encoding,
      ...(x && "axis" in x ? { x: { ...x, axis: { ...x.axis, ...time } } } : {}),
      y: { ...y, scale: { ...y.scale, domain } },
    },
  };
};

// A spec with the texts of another comparison, as it stands in a file of its own.
export const titled = (spec, { title, subtitle, alternative, source }) => {
  const texts = (columns) => ({
    ...spec.title,
    text: wrapped(title, columns, Infinity),
    subtitle: [subtitle, source].flatMap((text) => wrapped(text, columns + 10, Infinity)),
  });
  const { narrow, ...usermeta } = spec.usermeta;
  return {
    ...spec,
    description: alternative,
    title: texts(70),
    usermeta: { ...usermeta, narrow: { ...narrow, title: texts(36) } },
  };
};

// The spec of the comparison that is shown unasked, with the rows and axes of another one.
export const specOf = (template, indicator, members, scale, data, write) => {
  const lines = known(members);
  const rows = lines.flatMap((member) =>
    runsOf(member).flatMap((run, n) =>
      run.map(({ day, row }) => ({
        day,
        value: valueOf(row) / 10 ** scale[0],
        member: member.key,
        run: `${member.key} ${n}`,
        ink: member.ink,
        series: member.name,
        amount: told(row, indicator.unit, write),
        date: write.date(row[AS_OF]),
        source: shortened(data.sources[row[SOURCE]]?.[2] ?? row[SOURCE], 48),
        arrow: ARROWS[write.sign(row)],
      })),
    ),
  );
  const rules = ruleRows(indicator, lines, scale, write);
  const domain = domainOf([...rows, ...rules].map(({ value }) => value));
  const days = [...new Set(rows.map(({ day }) => day))].sort();
  const drawing = (view, layout) => {
    const time = ticksOf(days, data.ticks[layout]);
    const axis = { ...time, title: time.format === "%Y" ? write.word("charts.trend.year-end") : null };
    return { ...view, layer: view.layer.map((layer) => redrawn(layer, domain, axis)) };
  };
  const { narrow, ...usermeta } = template.usermeta;
  return {
    ...drawing(template, "wide"),
    usermeta: { ...usermeta, narrow: drawing(narrow, "narrow") },
    datasets: {
      line: rows,
      open: rows.filter(({ arrow }) => arrow !== undefined),
      rules,
      "labels-wide": labelRows(lines, domain, scale, "wide", data, write),
      "labels-narrow": labelRows(lines, domain, scale, "narrow", data, write),
    },
  };
};
