// The table of a comparison: a row for each year, a column for each member, in each cell all figures with date and source.
// Everything from the data is put in as text.

import { yearsOf } from "./compare-model.js";

export const made = (tag, text = "", classes = "") => {
  const element = document.createElement(tag);
  element.textContent = text;
  if (classes) element.className = classes;
  return element;
};

export const link = (text, href) => {
  const one = made("a", text);
  one.href = href;
  return one;
};

export const swatch = (number) => made("span", "", `compare-swatch compare-ink-${number}`);


const entry = (row, { data, write, root }) => {
  const [asOf, value, source, , claims] = row;
  const line = made("p", "", "compare-entry");
  const number = made("data", write.sign(row) + write.number(value));
  number.value = value;
  const date = made("time", write.date(asOf));
  date.dateTime = asOf;
  const [name, page] = data.sources[source] ?? [source];
  line.append(number, " ", date, " ", page ? link(name, root + page) : made("span", name));
  if (claims > 1) line.append(" ", made("span", write.word("compare.table.claims", { count: write.count(claims) }), "note"));
  return line;
};

const headed = (scope, ...content) => {
  const cell = made("th");
  cell.scope = scope;
  cell.append(...content);
  return cell;
};

const heading = ({ kind, name, href, number }, { write }) => {
  const content = [swatch(number), href ? link(name, href) : name];
  return headed("col", ...content, ...(kind === "segment" ? [" ", made("span", write.word("compare.table.segment-of"), "note")] : []));
};

const yearRow = ({ year, cells }, facts) => {
  const row = made("tr");
  row.append(headed("row", year));
  for (const rows of cells) {
    const cell = made("td");
    cell.append(...(rows.length ? rows.map((one) => entry(one, facts)) : [made("span", facts.write.word("compare.table.none"), "compare-none")]));
    row.append(cell);
  }
  return row;
};

// Puts the figures of members into the table in `frame`; `facts` hold the words and sources, and the root of the language.
export const showTable = (frame, indicator, members, facts) => {
  const { data, write } = facts;
  const unit = data.words[`words.unit.${indicator.unit}`] ?? indicator.unit;
  const caption = write.word("compare.table.caption", { name: indicator.name, unit });
  frame.setAttribute("aria-label", caption);
  frame.querySelector("caption span").textContent = caption;
  const headings = members.map((member) => heading(member, facts));
  frame.querySelector("thead tr").replaceChildren(headed("col", write.word("compare.table.year")), ...headings);
  frame.querySelector("tbody").replaceChildren(...yearsOf(members).map((year) => yearRow(year, facts)));
  frame.hidden = !members.some(({ figures }) => figures.length);
};
