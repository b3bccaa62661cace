/* Finds areas by what someone types: without accents, case or the words for kinds; contracted, in the old spelling, with one error.
   It knows no name: whatever it finds stands in the list of names, and every rule below holds for all of them. */

const SHOWN = 10;
// Before 1972 Indonesian wrote oe, tj, dj and j for today's u, c, j and y; names such as Jogja still do.
const OLD = [[/oe/g, "u"], [/tj/g, "c"], [/dj/g, "j"], [/j/g, "y"]];
const WHOLE = { kab: "kabupaten", kodya: "kota", kotamadya: "kota", adm: "administrasi", prov: "provinsi", propinsi: "provinsi", kep: "kepulauan" };
const KIND_FIRST = /^(?:kabupaten|kota|provinsi|regency of|city of|province of)(?: administrasi)? (?=.)/;
const KIND_LAST = /(?<=.) (?:administrative )?(?:regency|city|province)$/;
// How well a name fits; a name in another language, and one without the kind that was asked for, fit a little less.
const [SAME, BEGINS, INSIDE, WORDS, ABOVE, CONTRACTED, CONTRACTED_PART] = [0, 1, 2, 3, 4, 5, 6];
const OTHER = 0.5;
const OTHER_KIND = 0.75;
// Nobody lives in a working area: it comes after the areas that someone may have meant.
const LAST = { "bpjs-region": 10 };

const lists = new Map();

/* Fetch a list of names once; an address that failed can be asked again. */
export function load(address) {
  if (!lists.has(address)) {
    const list = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    });
    lists.set(address, list.then((rows) => rows.map((row) => area(row, address))));
    list.catch(() => lists.delete(address));
  }
  return lists.get(address);
}

function area([code, name, path, level, above, others, kind], address) {
  const root = new URL("..", new URL(address, document.baseURI));
  const names = [name, ...others, code].map((text) => ({ text, now: forms(text), once: forms(text, old) }));
  return { code, name, level, above, kind, address: new URL(path, root).href, names, aboveWords: fold(above).split(" ") };
}

/* A name as it is compared: whole, and without the word for its kind where it has one. */
function forms(text, spelt = (same) => same) {
  const whole = fold(text);
  const bare = without(whole);
  return (bare === whole ? [whole] : [whole, bare]).map((form) => key(spelt(form)));
}

function without(text) {
  return text.replace(KIND_FIRST, "").replace(KIND_LAST, "");
}

function old(text) {
  return OLD.reduce((now, [sign, letter]) => now.replace(sign, letter), text);
}

function key(text) {
  return { text, words: text.split(" "), joined: text.replaceAll(" ", "") };
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/* What is asked: its abbreviations written out, unless the last word is still being typed. */
function asked(query) {
  const words = fold(query).split(" ");
  return words.map((word, at) => (at < words.length - 1 && WHOLE[word]) || word).join(" ");
}

/* Of how many words, from one on, a text is put together: their beginnings, with `ends` also their ends; 0 if it is not. */
function pieces(text, words, at, ends) {
  if (!text) return 0;
  const word = words[at] ?? "";
  for (let first = Math.min(text.length, word.length); first >= 0; first -= 1) {
    if (!word.startsWith(text.slice(0, first))) continue;
    for (let last = ends ? Math.min(text.length, word.length) - first : 0; last >= 0; last -= 1) {
      const taken = first + last;
      if (!taken || !word.endsWith(text.slice(first, taken))) continue;
      if (taken === text.length) return 1;
      const more = pieces(text.slice(taken), words, at + 1, ends);
      if (more) return more + 1;
    }
  }
  return 0;
}

/* How well a word stands for neighbouring words, as Jatim for Jawa Timur and NTB for Nusa Tenggara Barat: best for all of a name. */
function contracted(word, words, ends = false) {
  if (word.length < 3) return Infinity;
  const most = Math.max(0, ...words.slice(0, -1).map((_, first) => pieces(word, words, first, ends)));
  if (most < 2) return Infinity;
  return most === words.length ? CONTRACTED : CONTRACTED_PART;
}

function fit(query, name, above, bare) {
  if (query.joined === name.joined) return SAME;
  if (name.joined.startsWith(query.joined)) return BEGINS;
  if (` ${name.text}`.includes(` ${query.text}`)) return INSIDE;
  const begins = (word, words) => words.some((one) => one.startsWith(word));
  if (query.words.every((word) => begins(word, name.words))) return WORDS;
  const known = (word) => begins(word, name.words) || begins(word, above) || contracted(word, above) < Infinity;
  if (begins(query.words[0], name.words) && query.words.every(known)) return ABOVE;
  return bare ? contracted(query.joined, name.words) : Infinity;
}

/* Whether a text begins like a name but for one letter: wrong, missing, too many, or two of them swapped. */
function slips(text, name) {
  let at = 0;
  while (at < text.length && text[at] === name[at]) at += 1;
  const swapped = text[at] === name[at + 1] && text[at + 1] === name[at];
  return (
    name.startsWith(text.slice(at + 1), at + 1) ||
    name.startsWith(text.slice(at + 1), at) ||
    name.startsWith(text.slice(at), at + 1) ||
    (swapped && name.startsWith(text.slice(at + 2), at + 2))
  );
}

function slip(query, name) {
  if (query.joined.length < 4) return Infinity;
  const ends = name.words.map((_, at) => name.words.slice(at).join(""));
  const found = ends.findIndex((end) => slips(query.joined, end));
  return found < 0 ? Infinity : found;
}

// What is tried, one after the other, until something is found: today's spelling, the old one, one error, and contractions that keep
// the ends of words, as Sultra does for Sulawesi Tenggara.
const EXACT = [
  { spelling: "now", fits: fit },
  { spelling: "once", fits: fit },
];
const FORGIVING = [
  ...EXACT,
  { spelling: "now", fits: slip },
  { spelling: "now", fits: (query, name) => contracted(query.joined, name.words, true) },
];

function score(one, question, { spelling, fits }) {
  const [whole, bare] = question[spelling];
  let best = { area: one, by: "", score: Infinity };
  one.names.forEach((name, number) => {
    const [full, short = full] = name[spelling];
    const found = Math.min(
      fits(whole, full, one.aboveWords, full === short),
      fits(whole, short, one.aboveWords, true),
      bare ? fits(bare, short, one.aboveWords, true) + OTHER_KIND : Infinity,
    );
    const total = found + (number && found < CONTRACTED ? OTHER : 0) + (LAST[one.level] ?? 0);
    if (total < best.score) best = { area: one, by: number ? name.text : "", score: total };
  });
  return best;
}

/* Return the areas that someone surely means who may as well look for something else: no guess, and no short part of a name. */
export function sure(areas, query, shown) {
  const long = query.trim().length > 4;
  const { found } = search(areas, query, { forgiving: false, shown: areas.length });
  const meant = found.filter(({ area, score }) => score < (long ? CONTRACTED : INSIDE) || (score < LAST["bpjs-region"] && area.level === "province"));
  return meant.slice(0, shown);
}

/* Return the areas that fit, the best first: `{ area, by }`, where `by` is the other name that fitted, if it was one; and how many. */
export function search(areas, query, { forgiving = true, shown = SHOWN } = {}) {
  const text = asked(query);
  if (!text) return { found: [], count: 0 };
  const question = { now: forms(text), once: forms(text, old) };
  for (const way of forgiving ? FORGIVING : EXACT) {
    const fitting = areas.map((one) => score(one, question, way)).filter((one) => one.score < Infinity);
    if (fitting.length) return { found: fitting.sort((a, b) => a.score - b.score).slice(0, shown), count: fitting.length };
  }
  return { found: [], count: 0 };
}
