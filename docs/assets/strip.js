// What readers take of a dot strip: its data, and its picture with title and source in the colours of paper. Both are made here, of what
// stands on the page: every area has a strip of its own, and files of all of them would be thousands that few would fetch.

// Nobody who only reads the page pays for what files need.
const parts = async () => {
  const [drawing, lines, saving] = await Promise.all(["draw", "lines", "save"].map((name) => import(`./${name}.js`)));
  return { ...drawing, ...lines, ...saving };
};

const WIDTH = 720;
const MARGIN = 16;
// Letters on a line, pixels of a line and of a letter, and weight, of a title and of what stands around it.
const TITLE = { columns: 58, line: 24, size: 18, weight: 700, ink: "var(--chart-ink)" };
const SMALL = { columns: 96, line: 18, size: 12, weight: 400, ink: "var(--chart-muted)" };
const TEXTS = [[".chart-title", TITLE], [".chart-subtitle", SMALL], [".chart-source", SMALL]];
// How Vega calls the end of a text that stands at its place.
const ALIGNED = { start: "left", middle: "center", end: "right" };
const COLUMNS = ["indicator", "area_code", "area", "rank", "value", "as_of"];

// Title, subtitle and sources of a figure, in lines.
const textsOf = (figure, wrapped) => TEXTS.map(([part, { columns }]) => wrapped(figure.querySelector(part).textContent, columns, Infinity));

// What the style sheet says of the parts of a strip, as attributes, so that the picture looks the same without it.
const dressed = (picture, literal) => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText?.startsWith(".strip-"));
  const parts = [picture, ...picture.querySelectorAll("*")];
  for (const { selectorText, style } of rules) {
    const told = [...style].filter((name) => /^(fill|stroke|font)/.test(name)).map((name) => [name, literal(style.getPropertyValue(name))]);
    for (const part of parts.filter((one) => one.matches(selectorText))) told.forEach((fact) => part.setAttribute(...fact));
  }
};

const texts = (lines, { line, size, weight, ink }, top, { literal, shape }) =>
  lines.map((text, n) =>
    shape("text", { x: MARGIN, y: top + (n + 1) * line - 6, fill: literal(ink), "font-size": size, "font-weight": weight }, text),
  );

// Where the dots of the peers lie, places across in thousandths of the width and down in pixels, and where the area's own does.
const dotsOf = (strip) => {
  const peers = [...strip.querySelector(".strip-dots").getAttribute("d").matchAll(/M([\d.]+) ([\d.]+)h0/g)];
  const here = Number(strip.querySelector(".strip-here").getAttribute("cy"));
  const anchor = strip.querySelector(".strip-label").getAttribute("text-anchor");
  return [peers.map(([, x, y]) => ({ x: Number(x), y: Number(y) })), { y: here, anchor }];
};

// Dots on the page are strokes that keep their width at every width of the page; in a picture of any scale they are circles.
const rounded = (strip, shape) => {
  const path = strip.querySelector(".strip-dots");
  const facts = { fill: path.getAttribute("stroke"), r: Number.parseFloat(path.getAttribute("stroke-width")) / 2 };
  path.closest("svg").replaceWith(...dotsOf(strip)[0].map(({ x, y }) => shape("circle", { cx: `${x / 10}%`, cy: y, ...facts })));
};

// The strip as a picture of its own: title and subtitle above it, who says so below.
const pictureOf = async (figure, { literally, shape, theme, wrapped }) => {
  const literal = literally((await theme()).colours);
  const [title, subtitle, source] = textsOf(figure, wrapped);
  const strip = figure.querySelector(".strip-picture").cloneNode(true);
  dressed(strip, literal);
  rounded(strip, shape);
  const high = Number(strip.getAttribute("height"));
  const [below, top] = [title.length * TITLE.line, title.length * TITLE.line + subtitle.length * SMALL.line + 16];
  const height = top + high + source.length * SMALL.line + 2 * MARGIN;
  for (const [name, value] of Object.entries({ x: MARGIN, y: MARGIN + top, width: WIDTH - 2 * MARGIN, overflow: "visible" })) strip.setAttribute(name, value);
  strip.removeAttribute("role");
  const family = getComputedStyle(figure).fontFamily;
  const picture = shape("svg", { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "font-family": family });
  picture.append(
    shape("title", {}, figure.querySelector(".chart-title").textContent),
    shape("desc", {}, strip.getAttribute("aria-label")),
    shape("rect", { width: WIDTH, height, fill: literal("var(--chart-paper)") }),
    ...texts(title, TITLE, MARGIN, { literal, shape }),
    ...texts(subtitle, SMALL, MARGIN + below, { literal, shape }),
    strip,
    ...texts(source, SMALL, MARGIN + top + high + 8, { literal, shape }),
  );
  return { text: new XMLSerializer().serializeToString(picture), height };
};

const pngOf = async ({ text, height }) => {
  const image = new Image(WIDTH * 2, height * 2);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH * 2, height * 2];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
};

// The rows of the table as it came, the best first: the strip's dots stand in the same order, whatever readers sort by.
const rowsOf = (figure) =>
  [...figure.querySelectorAll("table.data tbody tr")].map((row) => {
    const [area, rank, value, date] = row.cells;
    return {
      indicator: figure.dataset.indicator,
      area_code: row.dataset.code,
      area: area.textContent,
      rank: Number(rank.textContent.replaceAll(/\D/g, "")),
      value: value.querySelector("data").value,
      as_of: date.querySelector("time").dateTime,
    };
  });

const csvOf = (rows, { csvOfRows }) => csvOfRows([COLUMNS, ...rows.map((row) => COLUMNS.map((name) => String(row[name])))]);

// The strip as a spec for Vega-Lite: every dot at its value and, counted in pixels from above, in its row.
const specOf = async (figure, rows, { literally, theme, wrapped }) => {
  const literal = literally((await theme()).colours);
  const [peers, here] = dotsOf(figure.querySelector(".strip-picture"));
  const own = rows.findIndex((row) => row.area_code === figure.dataset.area);
  const down = peers.map((dot) => dot.y).toSpliced(own, 0, here.y);
  const values = rows.map((row, n) => ({ ...row, value: Number(row.value), down: down[n], here: n === own }));
  const across = { field: "value", type: "quantitative", title: null, axis: { tickCount: 4 }, scale: { zero: false, nice: false, padding: 28 } };
  const place = { x: across, y: { field: "down", type: "quantitative", scale: null, axis: null } };
  const [text, ...subtitles] = textsOf(figure, wrapped);
  const only = (here) => [{ filter: here ? "datum.here" : "!datum.here" }];
  const ink = literal("var(--chart-mark-1)");
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text, subtitle: subtitles.flat(), anchor: "start" },
    description: figure.querySelector(".strip-picture").getAttribute("aria-label"),
    width: WIDTH - 2 * MARGIN,
    height: Number(figure.querySelector(".strip-axis").getAttribute("y1")),
    data: { values },
    encoding: { tooltip: ["area", "value", "rank", "as_of"].map((field) => ({ field })) },
    layer: [
      { transform: only(false), mark: { type: "circle", size: 81, opacity: 1, color: literal("var(--chart-claim)") }, encoding: place },
      { transform: only(true), mark: { type: "rule", strokeWidth: 1.5, color: ink }, encoding: { ...place, y: { value: 18 }, y2: { value: here.y } } },
      { transform: only(true), mark: { type: "circle", size: 196, opacity: 1, color: ink }, encoding: place },
      {
        transform: only(true),
        mark: { type: "text", align: ALIGNED[here.anchor], baseline: "alphabetic", fontSize: 14, fontWeight: 600, color: literal("var(--chart-ink)") },
        encoding: { x: across, y: { value: 13 }, text: { value: figure.querySelector(".strip-label").textContent } },
      },
    ],
    config: {
      axis: { gridColor: literal("var(--chart-grid)"), labelColor: literal("var(--chart-muted)"), labelFontSize: 13 },
      background: literal("var(--chart-paper)"),
      view: { stroke: null },
    },
  };
};

const MADE = {
  csv: (figure, rows, tools) => [csvOf(rows, tools)],
  svg: async (figure, rows, tools) => [(await pictureOf(figure, tools)).text, "image/svg+xml"],
  png: async (figure, rows, tools) => [await pngOf(await pictureOf(figure, tools)), "image/png"],
  "vl.json": async (figure, rows, tools) => [`${JSON.stringify(await specOf(figure, rows, tools), null, 1)}\n`, "application/json"],
};

for (const figure of document.querySelectorAll("[data-strip]")) {
  const rows = rowsOf(figure);
  for (const button of figure.querySelectorAll("[data-made]")) {
    button.parentElement.hidden = false;
    const { made } = button.dataset;
    button.addEventListener("click", async () => {
      const tools = await parts();
      tools.save(`${figure.dataset.strip}.${made}`, ...(await MADE[made](figure, rows, tools)));
    });
  }
}
