// Puts an interactive chart over the two still pictures of each `.chart-picture`, once the page is used and the chart near the screen.
// Both look alike and the still one keeps its place, so nothing moves; whatever fails, the still one stays to be seen.

import { menus } from "./chart-menu.js";

const NARROW = 560;
const WAKING = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown", "scroll", "focusin"];

const once = (make) => {
  let made;
  return (argument) => (made ??= make(argument));
};

// Nobody who only looks at the first screen pays for Vega: it comes with the first sign that someone uses the page.
const awake = new Promise((resolve) => {
  const wake = () => {
    for (const kind of WAKING) window.removeEventListener(kind, wake, true);
    resolve();
  };
  for (const kind of WAKING) window.addEventListener(kind, wake, { capture: true, passive: true });
  if (window.scrollY > 0) wake();
});

const parts = once(async () => {
  const names = ["draw", "chart-state", "chart-tools", "chart-reader"];
  const [drawing, state, tools, reader] = await Promise.all(names.map((name) => import(`./${name}.js`)));
  return { ...drawing, ...state, ...tools, ...reader };
});
// The words of the controls lie beside the charts of a language.
const words = once(async (spec) => (await parts()).json(new URL("words.json", spec)));

const made = (tag, className, parent) => {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
};

// What the tools and the reader are given: the chart as it is now, and how to change it and speak of it.
const chartIn = (picture, spec, state) => {
  const place = made("div", "chart-live", picture);
  const voice = made("p", "chart-voice", picture);
  voice.setAttribute("aria-live", "polite");
  place.hidden = true;
  const chart = {
    spec,
    state,
    place,
    type: spec.usermeta.type,
    say: (text) => (voice.textContent = text),
    marks: () => [...place.querySelectorAll("svg.marks *")].filter((element) => element.__data__),
  };
  return chart;
};

const narrow = (picture) => picture.clientWidth < NARROW;

// Draws the state of a chart anew; the former drawing goes when the next one is there, and of two in a hurry only the last stays.
const painter = (picture, chart, { draw, layoutFor, shown }) => {
  let [turn, current] = [0, null];
  return async () => {
    const mine = ++turn;
    const next = document.createElement("div");
    next.className = "chart-drawing";
    const layout = layoutFor(chart.spec, narrow(picture) ? 0 : Infinity);
    const { finish } = await draw(next, shown(layout, chart.state), { width: null });
    if (mine !== turn) return finish();
    // What it says is said by the reader; its shapes say nothing.
    next.removeAttribute("role");
    next.removeAttribute("aria-roledescription");
    next.setAttribute("aria-hidden", "true");
    next.querySelector("svg.marks").setAttribute("preserveAspectRatio", "xMidYMin meet");
    chart.place.replaceChildren(next);
    current?.();
    current = finish;
    chart.place.hidden = false;
    picture.classList.add("is-live");
  };
};

const enliven = async (picture) => {
  const address = new URL(picture.dataset.spec, document.baseURI);
  const all = await parts();
  const [spec, text, { colours }] = await Promise.all([all.json(address), words(address), all.theme()]);
  const chart = chartIn(picture, spec, all.initial(spec));
  const paint = painter(picture, chart, all);
  const failed = () => {
    chart.place.hidden = true;
    picture.classList.remove("is-live");
  };
  let refresh = () => {};
  const show = () => paint().then(() => refresh()).catch(failed);
  chart.change = (some) => {
    chart.state = { ...chart.state, ...some };
    return show();
  };
  await paint();
  const tools = picture.closest("figure")?.querySelector(".chart-tools");
  if (tools) all.equip(tools, chart, tools.dataset.tools.split(" "), text, colours);
  refresh = all.readable(chart, text);
  let was = narrow(picture);
  new ResizeObserver(() => {
    if (narrow(picture) === was) return;
    was = narrow(picture);
    show();
  }).observe(picture);
};

const start = async () => {
  menus();
  if (navigator.connection?.saveData || !("IntersectionObserver" in window)) return;
  await awake;
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        enliven(target).catch(() => target.classList.remove("is-live"));
      }
    },
    { rootMargin: "300px" },
  );
  document.querySelectorAll(".chart-picture[data-spec]").forEach((picture) => near.observe(picture));
};

start();
