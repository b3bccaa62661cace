// Draws a Vega-Lite spec into an element: with our colours, our way to write numbers, and without anything being fetched for it.
// Vega comes only when something is drawn; whoever draws decides what is to be seen until then, and when it fails.

const NARROW = 560;
const LEAST = 200;
const PROPORTIONAL = new Set(["tile-map", "symbol-map"]);
const asset = (name) => new URL(name, import.meta.url).href;

const once = (make) => {
  let made;
  return () => (made ??= make());
};

// An element of a picture that is drawn without Vega.
export const shape = (name, facts, text) => {
  const one = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(facts).forEach(([key, value]) => one.setAttribute(key, value));
  if (text !== undefined) one.textContent = text;
  return one;
};

// Reads a JSON file of this site.
export const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

// The bundle of Vega names what it brings on the window.
const bundle = once(async () => {
  await import(asset("vega.js"));
  return window.vegaEmbed;
});

// `{colours, formats}`: literal colour to CSS variable, and by language how Vega writes numbers and dates.
export const theme = once(() => json(asset("chart-theme.json")));

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
const coloured = (value, colours) => {
  if (typeof value === "string") return Object.hasOwn(colours, value) ? colours[value] : value;
  if (Array.isArray(value)) return value.map((one) => coloured(one, colours));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === "datasets" ? inner : coloured(inner, colours)]),
  );
};

const withInk = (datasets, colours) =>
  Object.fromEntries(
    Object.entries(datasets).map(([name, rows]) => [
      name,
      rows.map((row) => ("ink" in row ? { ...row, ink: colours[row.ink] ?? row.ink } : row)),
    ]),
  );

// Writes the variable of a colour as the literal colour of paper; what is no such variable stays as it is.
export const literally = (colours) => {
  const literals = Object.fromEntries(Object.entries(colours).map(([literal, variable]) => [/--[\w-]+/.exec(variable)[0], literal]));
  return (ink) => literals[/--[\w-]+/.exec(ink)?.[0]] ?? ink;
};

// Among data colours are variables already; in a file they are literal again.
const withLiterals = (datasets, colours) => {
  const literal = literally(colours);
  return Object.fromEntries(
    Object.entries(datasets).map(([name, rows]) => [name, rows.map((row) => ("ink" in row ? { ...row, ink: literal(row.ink) } : row))]),
  );
};

// What a spec becomes on the page, which shows title and texts itself: our colours, and the size that is wanted.
const prepared = (spec, width, colours) => {
  const { title, description, usermeta, datasets, ...drawing } = spec;
  return {
    ...coloured({ ...drawing, config: { ...drawing.config, background: null, aria: false } }, colours),
    datasets: withInk(datasets ?? {}, colours),
    ...(width ? fitted(drawing, usermeta?.type, width) : {}),
  };
};

const fitted = (drawing, type, width) => {
  const inner = Math.max(LEAST, width - 4);
  const proportional = PROPORTIONAL.has(type) && drawing.width && drawing.height;
  const height = proportional ? Math.round((drawing.height * inner) / (drawing.width + 16)) : drawing.height;
  return { width: inner, height, autosize: { type: "fit-x", contains: "padding" } };
};

// The layout of a spec for a place so many pixels wide: the narrow one lies beside the wide one.
export const layoutFor = (spec, width) => {
  const { narrow, ...usermeta } = spec.usermeta ?? {};
  return { ...spec, ...(width < NARROW ? narrow : {}), usermeta };
};

const optionsFor = (formats, language) => {
  const format = formats[language.slice(0, 2)] ?? formats.en;
  return {
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
  };
};

// Draws `spec` (Vega-Lite, its data in `datasets`) into the element `place`, numbers written as in `language`: fitted into `width`
// pixels, or as large as the spec says where `width` is null (then the style sheet may scale the picture). Both come from the page
// if not told. Returns `{view, finish}`: Vega's view, and what ends and removes the drawing. If it fails, `place` is left empty.
export const draw = async (place, spec, { width = place.clientWidth, language = document.documentElement.lang } = {}) => {
  const [embed, { colours, formats }] = await Promise.all([bundle(), theme()]);
  const layout = width === null ? spec : layoutFor(spec, width);
  try {
    const result = await embed(place, prepared(layout, width, colours), optionsFor(formats, language));
    return { view: result.view, finish: () => (result.finalize(), place.replaceChildren()) };
  } catch (error) {
    place.replaceChildren();
    throw error;
  }
};

// A spec as it stands in a file: the colours of its data are those of the light page, as all its others are.
export const literal = async (spec) => ({ ...spec, datasets: withLiterals(spec.datasets, (await theme()).colours) });

// Draws such a spec as a picture for a file, with its title: `svg` gives a text, `png` a blob of twice the size.
export const picture = async (spec, kind) => {
  const [embed, { formats }] = await Promise.all([bundle(), theme()]);
  const { usermeta, ...drawing } = spec;
  const { view, finalize } = await embed(document.createElement("div"), drawing, optionsFor(formats, document.documentElement.lang));
  try {
    if (kind === "svg") return await view.toSVG();
    const canvas = await view.toCanvas(2);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    finalize();
  }
};
