// Puts an interactive chart in the place of the two still pictures of each `.chart-picture`, once it is near the screen.
// Whatever fails, the still picture stays: it is removed from sight only after the interactive one has been drawn.

const NARROW = 560;
const PROPORTIONAL = new Set(["tile-map", "symbol-map"]);
const asset = (name) => new URL(name, import.meta.url).href;

const once = (make) => {
  let made;
  return () => (made ??= make());
};

const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

// The bundle of Vega names what it brings on the window.
const bundle = once(async () => {
  await import(asset("vega.js"));
  return window.vegaEmbed;
});
const theme = once(() => json(asset("chart-theme.json")));

// A chart draws the data in its spec and nothing else.
const refuse = () => Promise.reject(new Error("charts load nothing"));
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

// The tooltip's own writer takes a field called `image` for a picture to load; here every name and value is text.
const textual = (value, escaped) =>
  value === null || typeof value !== "object"
    ? escaped(value)
    : `<table><tbody>${Object.entries(value)
        .map(([key, one]) => `<tr><td class="key">${escaped(key)}</td><td class="value">${escaped(one)}</td></tr>`)
        .join("")}</tbody></table>`;

// Literal colours become CSS variables, so that dark mode and print need no second drawing. Among data only `ink` is a colour.
const coloured = (value, colours, key) => {
  if (typeof value === "string") return Object.hasOwn(colours, value) ? colours[value] : value;
  if (Array.isArray(value)) return value.map((one) => coloured(one, colours, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === "datasets" ? inner : coloured(inner, colours, name)]),
  );
};

const withInk = (datasets, colours) =>
  Object.fromEntries(
    Object.entries(datasets).map(([name, rows]) => [
      name,
      rows.map((row) => ("ink" in row ? { ...row, ink: colours[row.ink] ?? row.ink } : row)),
    ]),
  );

// The page shows title and texts itself; here the drawing is fitted into the width that there is.
const fitted = (spec, width, colours) => {
  const layout = width < NARROW ? { ...spec, ...spec.usermeta.narrow } : spec;
  const { title, description, usermeta, datasets, ...drawing } = layout;
  const inner = Math.max(200, width - 4);
  const height = PROPORTIONAL.has(usermeta.type) ? Math.round((drawing.height * inner) / (drawing.width + 16)) : drawing.height;
  const config = { ...drawing.config, background: null };
  return {
    ...coloured({ ...drawing, config }, colours),
    datasets: withInk(datasets, colours),
    width: inner,
    height,
    autosize: { type: "fit-x", contains: "padding" },
  };
};

const draw = async (picture, spec) => {
  const [embed, { colours, formats }] = await Promise.all([bundle(), theme()]);
  const language = document.documentElement.lang.slice(0, 2);
  const format = formats[language] ?? formats.en;
  const place = document.createElement("div");
  place.className = "chart-live";
  place.setAttribute("aria-hidden", "true");
  place.hidden = true;
  picture.append(place);
  try {
    const result = await embed(place, fitted(spec, picture.clientWidth, colours), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      ast: true,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true, theme: "chart", formatTooltip: textual },
      formatLocale: format.number,
      timeFormatLocale: format.time,
      loader,
      logLevel: 0,
    });
    return { place, finish: () => (result.finalize(), place.remove()) };
  } catch (error) {
    place.remove();
    throw error;
  }
};

const enliven = async (picture) => {
  const spec = await json(new URL(picture.dataset.spec, document.baseURI));
  let shown = null;
  let width = 0;
  const show = async () => {
    if (Math.abs(picture.clientWidth - width) < 8) return;
    width = picture.clientWidth;
    const next = await draw(picture, spec);
    next.place.hidden = false;
    picture.classList.add("is-live");
    shown?.finish();
    shown = next;
  };
  await show();
  let waiting = 0;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show().catch(() => picture.classList.remove("is-live")), 200);
  }).observe(picture);
};

const start = () => {
  if (navigator.connection?.saveData || !("IntersectionObserver" in window)) return;
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
