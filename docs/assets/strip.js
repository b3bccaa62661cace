// What readers take of a dot strip: its data, and its picture with title and source in the colours of paper. Both are made here, of what
// stands on the page: every area has a strip of its own, and files of all of them would be thousands that few would fetch.

// Nobody who only reads the page pays for what files need.
const parts = async () => {
  const [drawing, lines, saving] = await Promise.all(["draw", "lines", "save"].map((name) => import(`./${name}.js`)));
  return { ...drawing, ...lines, ...saving };
};

const WIDTH = 720;
const MARGIN = 16;
const SVG = "http://www.w3.org/2000/svg";
// Letters on a line, pixels of a line and of a letter, and weight, of a title and of what stands around it.
const TITLE = { columns: 58, line: 24, size: 18, weight: 700, ink: "var(--chart-ink)" };
const SMALL = { columns: 96, line: 18, size: 12, weight: 400, ink: "var(--chart-muted)" };
const COLUMNS = ["indicator", "area_code", "area", "rank", "value", "as_of"];

const drawn = (name, facts, text) => {
  const one = document.createElementNS(SVG, name);
  Object.entries(facts).forEach(([key, value]) => one.setAttribute(key, value));
  if (text !== undefined) one.textContent = text;
  return one;
};

// What the style sheet says of the parts of a strip, as attributes, so that the picture looks the same without it.
const dressed = (picture, literal) => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText?.startsWith(".strip-"));
  for (const { selectorText, style } of rules)
    for (const part of [picture, ...picture.querySelectorAll("*")])
      if (part.matches(selectorText))
        for (const name of style) if (/^(fill|stroke|font)/.test(name)) part.setAttribute(name, literal(style.getPropertyValue(name)));
};

const texts = (lines, { line, size, weight, ink }, top, literal) =>
  lines.map((text, n) =>
    drawn("text", { x: MARGIN, y: top + (n + 1) * line - 6, fill: literal(ink), "font-size": size, "font-weight": weight }, text),
  );

// Dots on the page are strokes that keep their width at every width of the page; in a picture of any scale they are circles.
const rounded = (strip) => {
  const path = strip.querySelector(".strip-dots");
  const facts = { fill: path.getAttribute("stroke"), r: Number.parseFloat(path.getAttribute("stroke-width")) / 2 };
  const dots = [...path.getAttribute("d").matchAll(/M([\d.]+) ([\d.]+)h0/g)];
  path.closest("svg").replaceWith(...dots.map(([, x, y]) => drawn("circle", { cx: `${x / 10}%`, cy: y, ...facts })));
};

// The strip as a picture of its own: title and subtitle above it, who says so below.
const pictureOf = async (figure, { literally, theme, wrapped }) => {
  const literal = literally((await theme()).colours);
  const told = (part, { columns }) => wrapped(figure.querySelector(part).textContent, columns, Infinity);
  const [title, subtitle, source] = [told(".chart-title", TITLE), told(".chart-subtitle", SMALL), told(".chart-source", SMALL)];
  const strip = figure.querySelector(".strip-picture").cloneNode(true);
  dressed(strip, literal);
  rounded(strip);
  const high = Number(strip.getAttribute("height"));
  const [below, top] = [title.length * TITLE.line, title.length * TITLE.line + subtitle.length * SMALL.line + 16];
  const height = top + high + source.length * SMALL.line + 2 * MARGIN;
  for (const [name, value] of Object.entries({ x: MARGIN, y: MARGIN + top, width: WIDTH - 2 * MARGIN, overflow: "visible" })) strip.setAttribute(name, value);
  strip.removeAttribute("role");
  const family = getComputedStyle(figure).fontFamily;
  const picture = drawn("svg", { xmlns: SVG, width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "font-family": family });
  picture.append(
    drawn("title", {}, figure.querySelector(".chart-title").textContent),
    drawn("desc", {}, strip.getAttribute("aria-label")),
    drawn("rect", { width: WIDTH, height, fill: literal("var(--chart-paper)") }),
    ...texts(title, TITLE, MARGIN, literal),
    ...texts(subtitle, SMALL, MARGIN + below, literal),
    strip,
    ...texts(source, SMALL, MARGIN + top + high + 8, literal),
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

const csvOfTable = (figure, { csvOfRows }) => {
  const rows = [...figure.querySelectorAll("table.data tbody tr")].map((row) => {
    const [area, rank, value, date] = row.cells;
    const code = row.id.replace(/^rank-/, "");
    return [figure.dataset.indicator, code, area.textContent, rank.textContent, value.querySelector("data").value, date.querySelector("time").dateTime];
  });
  return csvOfRows([COLUMNS, ...rows]);
};

const MADE = {
  csv: (figure, name, tools) => tools.save(name, csvOfTable(figure, tools)),
  svg: async (figure, name, tools) => tools.save(name, (await pictureOf(figure, tools)).text, "image/svg+xml"),
  png: async (figure, name, tools) => tools.save(name, await pngOf(await pictureOf(figure, tools)), "image/png"),
};

for (const figure of document.querySelectorAll("[data-strip]"))
  for (const button of figure.querySelectorAll("[data-made]")) {
    button.parentElement.hidden = false;
    const { made } = button.dataset;
    button.addEventListener("click", async () => MADE[made](figure, `${figure.dataset.strip}.${made}`, await parts()));
  }
