// What a reader may change about a chart, and the spec that follows from it: pure functions from a spec and a state to a spec.

const FEWEST_DAYS = 4;
const SHARES = { start: "share_start", end: "share_end", middle: "share_middle" };
const rowsOf = (spec) => Object.values(spec.datasets ?? {}).flat();

const parts = function* (spec) {
  yield spec;
  for (const name of ["layer", "hconcat", "vconcat", "concat"]) for (const inner of spec[name] ?? []) yield* parts(inner);
  if (spec.spec) yield* parts(spec.spec);
};

// The legend of a spec as `{field, entries: [{name, colour}]}`, or null where there is none of two entries.
export const legendOf = (spec) => {
  for (const { encoding } of parts(spec)) {
    const { field, legend, scale } = encoding?.color ?? {};
    if (field && legend !== null && scale?.domain?.length > 1)
      return { field, entries: scale.domain.map((name, n) => ({ name, colour: scale.range?.[n] })) };
  }
  return null;
};

// The days on the axis of time, in order.
export const daysOf = (spec) => [...new Set(rowsOf(spec).flatMap((row) => (row.day ? [row.day] : [])))].sort();

// At first everything is shown: `hidden` are names of the legend, `from` and `to` places among the days.
export const initial = (spec) => ({ hidden: new Set(), claims: true, share: false, from: 0, to: daysOf(spec).length - 1 });

// Half as many days around the same middle (`by` 0.5), or twice as many (2); `by` 0 shows all.
export const zoomed = (state, count, by) => {
  const now = state.to - state.from + 1;
  const wanted = by ? Math.min(count, Math.max(Math.min(FEWEST_DAYS, count), Math.round(now * by))) : count;
  const middle = (state.from + state.to) / 2;
  const from = Math.min(count - wanted, Math.max(0, Math.ceil(middle - wanted / 2)));
  return { ...state, from, to: from + wanted - 1 };
};

// Half a window earlier (`by` -1) or later (1).
export const moved = (state, count, by) => {
  const size = state.to - state.from + 1;
  const from = Math.min(count - size, Math.max(0, state.from + by * Math.max(1, Math.floor(size / 2))));
  return { ...state, from, to: from + size - 1 };
};

const kept = (spec, state) => {
  const legend = legendOf(spec);
  const days = daysOf(spec);
  const [first, last] = [days[state.from], days[state.to]];
  const stays = (row) =>
    !(legend && state.hidden.has(row[legend.field])) && !(row.day && (row.day < first || row.day > last));
  const datasets = Object.fromEntries(Object.entries(spec.datasets).map(([name, rows]) => [name, rows.filter(stays)]));
  if (!state.claims) datasets.claims = [];
  // The label at the end of a line moves to the end of what is left of it.
  if (datasets.ends && datasets.line) datasets.ends = datasets.line.slice(-1);
  return datasets;
};

// Labels at the ends of years, as many as there is room for.
const yearEnds = (days, most) => {
  const [first, last] = [days[0], days.at(-1)].map((day) => Number(day.slice(0, 4)));
  const step = Math.ceil((last - first + 1) / most);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => `${last - n * step}-12-31`).reverse();
};

const ofTime = (x, days) => {
  if (x?.type !== "temporal" || !x.axis?.values || !days.length) return x;
  const values = x.axis.format === "%Y" ? yearEnds(days, Math.max(5, x.axis.values.length)) : x.axis.values.filter((day) => day >= days[0] && day <= days.at(-1));
  return { ...x, axis: { ...x.axis, values } };
};

const asShare = (channel) => {
  if (!SHARES[channel.field]) return channel;
  return { ...channel, field: SHARES[channel.field], ...(channel.axis ? { axis: { ...channel.axis, title: "%" } } : {}) };
};

const redone = (spec, change) => ({
  ...spec,
  ...(spec.encoding ? { encoding: change(spec.encoding) } : {}),
  ...(spec.layer ? { layer: spec.layer.map((one) => redone(one, change)) } : {}),
});

// The spec of what is to be seen.
export const shown = (spec, state) => {
  const days = daysOf(spec);
  const whole = state.from === 0 && state.to === days.length - 1;
  const window = days.slice(state.from, state.to + 1);
  const change = ({ x, x2, ...others }) => {
    const channels = { x: whole ? x : ofTime(x, window), x2 };
    const entries = Object.entries(channels).filter(([, channel]) => channel);
    return { ...others, ...Object.fromEntries(entries.map(([name, one]) => [name, state.share ? asShare(one) : one])) };
  };
  return { ...redone(spec, change), datasets: kept(spec, state) };
};
