// The controls of a live chart: real buttons that change its state, and the legend as a filter whose entries light up what they name.

import { daysOf, legendOf, moved, zoomed } from "./chart-state.js";

const button = (text, act, title = "") => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (title) {
    made.title = title;
    made.setAttribute("aria-label", title);
  }
  made.addEventListener("click", act);
  return made;
};

const group = (label, members) => {
  const made = document.createElement("div");
  made.className = "chart-group";
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", label);
  made.append(...members);
  return made;
};

const press = (one, pressed) => one.setAttribute("aria-pressed", String(pressed));

// Whatever else has another value in the field of the legend steps back while an entry is pointed at or has the focus.
const light = (chart, field, name) => {
  for (const mark of chart.marks()) {
    const datum = mark.__data__.datum ?? mark.__data__.items?.[0]?.datum;
    const value = datum?.[field];
    mark.classList.toggle("is-aside", name !== null && value !== undefined && value !== name);
  }
};

const legend = (chart, { words, colours }) => {
  const { field, entries } = legendOf(chart.spec);
  const members = entries.map(({ name, colour }) => {
    const act = () => {
      const hidden = new Set(chart.state.hidden);
      if (!hidden.delete(name)) hidden.add(name);
      press(one, !hidden.has(name));
      chart.change({ hidden });
    };
    const one = button(name, act);
    press(one, true);
    one.title = words.filter.replace("{name}", name);
    const swatch = document.createElement("span");
    swatch.className = "chart-swatch";
    swatch.style.background = colours[colour] ?? "currentColor";
    one.prepend(swatch);
    for (const kind of ["pointerenter", "focus"]) one.addEventListener(kind, () => light(chart, field, name));
    for (const kind of ["pointerleave", "blur"]) one.addEventListener(kind, () => light(chart, field, null));
    return one;
  });
  return group(words.legend, members);
};

const toggle = (chart, name, text) => {
  const one = button(text, () => {
    const on = !chart.state[name];
    press(one, on);
    chart.change({ [name]: on });
  });
  press(one, chart.state[name]);
  return one;
};

const zoom = (chart, { words }) => {
  const count = daysOf(chart.spec).length;
  const at = (place) => Number(daysOf(chart.spec)[place].slice(0, 4));
  const members = [];
  const go = (next) => {
    chart.change(next);
    const { from, to } = chart.state;
    const all = from === 0 && to === count - 1;
    const off = { in: to - from < 4, out: all, earlier: from === 0, later: to === count - 1, all };
    // Not `disabled`: a button that has the focus must keep it.
    members.forEach((one) => one.setAttribute("aria-disabled", String(off[one.dataset.zoom])));
    chart.say(words.window.replace("{first}", at(from)).replace("{last}", at(to)));
  };
  const ways = {
    in: ["+", (state) => zoomed(state, count, 0.5)],
    out: ["−", (state) => zoomed(state, count, 2)],
    earlier: ["‹", (state) => moved(state, count, -1)],
    later: ["›", (state) => moved(state, count, 1)],
    all: ["↔", (state) => zoomed(state, count, 0)],
  };
  for (const [name, [sign, next]] of Object.entries(ways)) {
    const one = button(sign, () => one.ariaDisabled !== "true" && go(next(chart.state)), words[name]);
    one.dataset.zoom = name;
    one.setAttribute("aria-disabled", String(name !== "in"));
    members.push(one);
  }
  chart.zoom = (name) => go(ways[name][1](chart.state));
  return group(words.time, members);
};

const MAKE = {
  legend,
  zoom,
  claims: (chart, { words }) => toggle(chart, "claims", words.claims),
  share: (chart, { words }) => toggle(chart, "share", words.share),
};

// Fills the place for the controls of a chart: `{spec, state, change, marks, say}`, `names` are those that it may have.
export const equip = (place, chart, names, words, colours) => {
  const made = names.filter((name) => Object.hasOwn(MAKE, name)).map((name) => MAKE[name](chart, { words, colours }));
  if (!made.length) return;
  place.setAttribute("role", "toolbar");
  place.setAttribute("aria-label", words.tools);
  place.replaceChildren(...made);
};
