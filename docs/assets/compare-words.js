// Numbers, dates and sentences of comparisons, written as the build writes them: exact decimals, never rounded by way of a float.

const SEPARATORS = { id: [".", ","], en: [",", "."] };
const LOCALES = { id: "id-ID", en: "en-GB" };
const SIGNS = { "at-least": "≥", "at-most": "≤" };
const MILLION = 6;

// A decimal as a sign, all its digits as a whole number, and how many of them are decimals.
export const decimal = (text) => {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`no plain decimal: ${text}`);
  return { negative: sign === "-", digits: BigInt(whole + part), places: part.length };
};

// Half away from zero.
const rounded = ({ negative, digits, places }, to) => {
  if (places <= to) return { negative, digits: digits * 10n ** BigInt(to - places), places: to };
  const step = 10n ** BigInt(places - to);
  return { negative, digits: digits / step + (2n * (digits % step) >= step ? 1n : 0n), places: to };
};

const trimmed = (one) => {
  let { digits, places } = one;
  for (; places > 0 && digits % 10n === 0n; places -= 1) digits /= 10n;
  return { ...one, digits, places };
};

const divided = (one, zeros) => ({ ...one, places: one.places + zeros });
const below = ({ digits, places }, limit) => digits < BigInt(limit) * 10n ** BigInt(places);
const threeDigits = (one) => rounded(one, below(one, 10) ? 2 : 1);

// What writes the words of `data` (the file of a language) in the language.
export const writer = (data, language) => {
  const [thousands, point] = SEPARATORS[language] ?? SEPARATORS.en;
  const locale = LOCALES[language] ?? LOCALES.en;

  const word = (key, facts = {}) =>
    (data.words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => (name in facts ? facts[name] : all));

  const written = ({ negative, digits, places }) => {
    const all = digits.toString().padStart(places + 1, "0");
    const whole = all.slice(0, all.length - places).replace(/\B(?=(?:\d{3})+$)/g, thousands);
    return (negative ? "\u2212" : "") + whole + (places ? point + all.slice(-places) : "");
  };

  const number = (text) => written(decimal(text));

  const short = (text) => {
    const one = decimal(text);
    if (below(one, 10 ** MILLION)) return written(one);
    const scales = data.scales.toReversed().map(([zeros, name]) => [threeDigits(divided(one, zeros)), name]);
    const [value, name] = scales.find(([scaled]) => below(scaled, 1000)) ?? scales.at(-1);
    return `${written(trimmed(value))} ${name}`;
  };

  const quantity = (text, unit) => {
    const sign = text.startsWith("\u2212") ? text[0] : "";
    const digits = text.slice(sign.length);
    const key = digits === "1" && `words.singular.${unit}` in data.words ? "singular" : "quantity";
    const whole = `words.${key}.${unit}`;
    return sign + (whole in data.words ? word(whole, { number: digits }) : `${digits} ${unit}`);
  };

  // The scale in which the largest of some values reads as a number of at most four digits: `[zeros, name]`.
  const scaleFor = (texts) => {
    const top = (zeros) => texts.some((text) => !below(decimal(text), 10n ** BigInt(zeros)));
    return data.scales.find(([zeros]) => top(zeros)) ?? [0, ""];
  };

  // A value as it stands beside its mark.
  const shown = (text, [zeros, name]) => {
    const scaled = divided(decimal(text), zeros);
    return written(trimmed(rounded(scaled, name && below(scaled, 10) ? 2 : 1)));
  };

  const unitWords = (unit, [, name]) => {
    const word = data.words[`words.unit.${unit}`] ?? unit;
    return unit === "count" ? name || word : `${name} ${word}`.trim();
  };

  const date = (asOf) => {
    const [year, month, day] = asOf.split("-").map(Number);
    if (!month) return asOf;
    const parts = { year: "numeric", month: "long", ...(day ? { day: "numeric" } : {}), timeZone: "UTC" };
    return new Intl.DateTimeFormat(locale, parts).format(new Date(Date.UTC(year, month - 1, day || 1)));
  };

  return {
    word,
    number,
    count: (whole) => number(String(whole)),
    amount: (text, unit) => quantity(unit === "percent" ? number(text) : short(text), unit),
    scaleFor,
    shown,
    unitWords,
    date,
    when: (asOf) => word(`charts.when.${{ 4: "year", 7: "month", 10: "day" }[asOf.length]}`, { date: date(asOf) }),
    sign: ([, , , precision, , bound]) => SIGNS[bound] ?? (precision === "approximate" ? "≈" : ""),
  };
};
