/* Tables that can be sorted by a column: the heading becomes a button, `aria-sort` and a spoken line say what is sorted how.
   Numbers are compared by their value and dates by their own form, not as they are written. The order of equal rows stays; a third
   press brings back the first order. Rows of a group stay in their group. */

const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
const spoken = document.querySelector("[data-sorted]");
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function key(row, column) {
  const cell = row.cells[column];
  const number = cell?.querySelector("data")?.value;
  if (number) return Number(number);
  return cell?.querySelector("time")?.dateTime || cell?.textContent.trim() || "";
}

/* Numbers come before words, and what is empty comes last in both directions. */
function compare(left, right, sign) {
  if (left === "" || right === "") return (left === "") - (right === "");
  if (typeof left !== typeof right) return typeof left === "number" ? -1 : 1;
  return sign * (typeof left === "number" ? left - right : collator.compare(left, right));
}

function sort(table, first, column, way) {
  for (const [body, rows] of first) {
    const keys = new Map(rows.map((row) => [row, key(row, column)]));
    const sign = way === "descending" ? -1 : 1;
    const sorted = way === "none" ? rows : rows.toSorted((a, b) => compare(keys.get(a), keys.get(b), sign));
    body.append(...sorted);
  }
}

function sortable(table) {
  const headings = [...table.tHead.rows[0].cells];
  const plain = (row) => !row.classList.contains("group");
  const first = new Map([...table.tBodies].map((body) => [body, [...body.rows].filter(plain)]));
  for (const [column, heading] of headings.entries()) {
    if (!heading.textContent.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "table-sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const way = NEXT[heading.getAttribute("aria-sort") ?? "none"];
      for (const other of headings) other.removeAttribute("aria-sort");
      if (way !== "none") heading.setAttribute("aria-sort", way);
      sort(table, first, column, way);
      spoken.textContent = spoken.dataset[way].replace("{column}", () => button.textContent);
    });
  }
}

for (const table of document.querySelectorAll("table[data-sort]")) sortable(table);

/* On paper a heading is words again: above a table that goes on, a browser repeats words but leaves the place of a button empty. */
const buttons = [...document.querySelectorAll(".table-sort")].map((button) => [button.parentElement, button]);
window.addEventListener("beforeprint", () => buttons.forEach(([heading, button]) => heading.replaceChildren(...button.childNodes)));
window.addEventListener("afterprint", () => {
  for (const [heading, button] of buttons) {
    button.append(...heading.childNodes);
    heading.append(button);
  }
});
