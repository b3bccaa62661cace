// Reads a live chart point by point: arrow keys go from mark to mark, each is said aloud and its tooltip shown.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": "in", "-": "out", 0: "all" };
// Charts whose marks stand in one order: along time, or row by row. On all others an arrow goes to the nearest mark on that side.
const IN_ORDER = { trend: "x", comparison: "x", ranking: "y", spread: "y", parts: "y", bullet: "y" };

const centre = (mark) => {
  const { left, top, width, height } = mark.getBoundingClientRect();
  return { mark, x: left + width / 2, y: top + height / 2 };
};

// A tooltip's own object of texts, by title.
const told = (mark) => {
  const tip = mark.__data__.tooltip;
  return tip !== null && typeof tip === "object" ? Object.entries(tip) : [["", tip]];
};

const nearest = (points, at, [dx, dy]) => {
  let best = null;
  let least = Infinity;
  for (const one of points) {
    const along = (one.x - at.x) * dx + (one.y - at.y) * dy;
    const across = Math.abs((one.x - at.x) * dy) + Math.abs((one.y - at.y) * dx);
    if (along > 1 && along + 2 * across < least) [best, least] = [one, along + 2 * across];
  }
  return best ?? at;
};

const beside = (points, at, [dx, dy]) =>
  points[Math.min(points.length - 1, Math.max(0, points.indexOf(at) + dx + dy))];

// Makes `chart` (`{type, place, marks, say, zoom}`) readable by keyboard; returns what is to be called after each new drawing.
export const readable = (chart, words) => {
  const { place, type } = chart;
  let points = [];
  let at = null;

  const gather = () => {
    const order = IN_ORDER[type];
    points = chart.marks().filter((mark) => mark.__data__.tooltip).map(centre);
    if (order === "x") points.sort((a, b) => Math.round(a.x - b.x) || a.y - b.y);
    if (order === "y") points.sort((a, b) => Math.round(a.y - b.y) || a.x - b.x);
  };

  const point = (kind, mark) => {
    const { x, y } = centre(mark);
    mark.dispatchEvent(new PointerEvent(kind, { bubbles: true, clientX: x, clientY: y }));
    mark.dispatchEvent(new MouseEvent(kind.replace("pointer", "mouse"), { bubbles: true, clientX: x, clientY: y }));
  };

  const leave = () => {
    if (!at) return;
    at.mark.classList.remove("is-read");
    point("pointerout", at.mark);
    at = null;
  };

  const go = (next) => {
    leave();
    at = next;
    at.mark.classList.add("is-read");
    point("pointermove", at.mark);
    const texts = told(at.mark).map(([name, value]) => (name ? `${name}: ${value}` : value));
    const which = words.place.replace("{number}", points.indexOf(at) + 1).replace("{count}", points.length);
    chart.say(`${texts.join("; ")}. ${which}`);
  };

  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && at) return leave();
    if (Object.hasOwn(ZOOMS, event.key) && chart.zoom) return (leave(), chart.zoom(ZOOMS[event.key]));
    const now = at?.mark;
    gather();
    if (!points.length) return;
    at = points.find(({ mark }) => mark === now) ?? null;
    const step = STEPS[event.key];
    const next =
      event.key === "Home" ? points[0]
      : event.key === "End" ? points.at(-1)
      : !step ? null
      : !at ? points[0]
      : IN_ORDER[type] ? beside(points, at, step)
      : nearest(points, at, step);
    if (!next) return;
    event.preventDefault();
    go(next);
  };

  place.tabIndex = 0;
  place.setAttribute("role", "application");
  place.setAttribute("aria-roledescription", words.role);
  place.setAttribute("aria-label", words.reading);
  place.addEventListener("keydown", press);
  place.addEventListener("blur", leave);
  return () => {
    at = null;
  };
};
