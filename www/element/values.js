// In: the value of a date, sum or number, as the Analysis has it. Out: how it is said to a reader, and where it stands in a
// sorted list. See the table of values in docs/labelling.md.

const DAY = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
const MONTH = { month: 'short', year: 'numeric', timeZone: 'UTC' };
const SEASONS = { SP: ['Spring', 2], SU: ['Summer', 5], FA: ['Autumn', 8], WI: ['Winter', 11] };
const PARTS = { MO: ['morning', 6], AF: ['afternoon', 12], EV: ['evening', 18], NI: ['night', 21] };
const HOUR = 3_600_000;

/** The first moment of a year's month and day; years below 100 are themselves. */
function moment(year, month = 0, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), month, day);
  return date.getTime();
}

/** The Monday of a week as ISO 8601 counts them. */
function monday(year, week) {
  const fourth = moment(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + ((week - 1) * 7 - weekday) * 24 * HOUR;
}

const say = (at, how) => new Date(at).toLocaleDateString('en-GB', how);

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinal = (n) => `${n}${{ one: 'st', two: 'nd', few: 'rd' }[ORDINALS.select(n)] ?? 'th'}`;

/** What a stretch of the calendar looks like: its pattern, when it begins, what it is called. */
const STRETCHES = [
  [/^(\d{4})-(\d\d)-(\d\d)$/, (y, m, d) => moment(y, m - 1, d), (at) => say(at, DAY)],
  [/^(\d{4})-(\d\d)$/, (y, m) => moment(y, m - 1), (at) => say(at, MONTH)],
  [/^(\d{4})$/, (y) => moment(y), (at, y) => String(Number(y))],
  [/^(\d{3})$/, (d) => moment(d * 10), (at, d) => `${Number(d)}0s`],
  [/^(\d\d)$/, (c) => moment(c * 100), (at, c) => `${ordinal(Number(c) + 1)} century`],
  [/^(\d{4})-W(\d\d)$/, monday, (at) => `week of ${say(at, DAY)}`],
  [/^(\d{4})-W(\d\d)-WE$/, (y, w) => monday(y, w) + 5 * 24 * HOUR, (at) => `weekend of ${say(at, DAY)}`],
  [/^(\d{4})-Q(\d)$/, (y, q) => moment(y, (q - 1) * 3), (at, y, q) => `Q${q} ${y}`],
  [/^(\d{4})-H(\d)$/, (y, h) => moment(y, (h - 1) * 6), (at, y, h) => `${h === '1' ? 'first' : 'second'} half of ${y}`],
  [/^(\d{4})-(SP|SU|FA|WI)$/, (y, s) => moment(y, SEASONS[s][1]), (at, y, s) => `${SEASONS[s][0]} ${y}`],
  [/^FY(\d{4})$/, (y) => moment(y), (at, y) => `fiscal ${y}`],
  [/^BC(\d{4})$/, (y) => moment(1 - y), (at, y) => `${Number(y)} BC`],
];

/** `{ at, said }` of a day, year or other stretch of the calendar; null of what is none. */
function stretch(value) {
  for (const [pattern, begins, called] of STRETCHES) {
    const parts = pattern.exec(value)?.slice(1);
    if (!parts) continue;
    const at = begins(...parts);
    return { at, said: called(at, ...parts) };
  }
  return null;
}

/** The same of a date with a time: "2016-09-09T18:30", "2016-09-09TNI". */
function instant(value) {
  const [date, time] = value.split('T');
  const day = stretch(date);
  if (!day || !time) return day;
  const part = PARTS[time];
  if (part) return { at: day.at + part[1] * HOUR, said: `${day.said}, ${part[0]}` };
  const clock = /^(\d\d):(\d\d)(.*)$/.exec(time);
  if (!clock) return day;
  const [, hour, minute, zone] = clock;
  return { at: day.at + hour * HOUR + minute * 60_000, said: `${day.said}, ${hour}:${minute}${zone === 'Z' ? ' GMT' : zone ? ` ${zone}` : ''}` };
}

const DAYS = { Y: 365.25, M: 30.4, W: 7, D: 1 };

/** How many days a length such as "P5Y" or "PT2H" is; more than any where it does not say. */
function days(value) {
  const parts = /^P(?:(\d+(?:\.\d+)?)([YMWD]))?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value);
  if (!parts) return Number.MAX_VALUE;
  const [, count = 0, unit = 'D', hours = 0, minutes = 0, seconds = 0] = parts;
  return count * DAYS[unit] + hours / 24 + minutes / 1440 + seconds / 86_400;
}

const figures = (text) => Number(text).toLocaleString('en', { maximumFractionDigits: 6 });
const range = (text) => text.split('/').map(figures).join(' – ');

/**
 * What is known of an entity's value: `order`, to sort by, and `said`, in words, or null where there is nothing to add.
 * In order stand dates, times of day, lengths and what is open; sums by currency, shares, measures by unit, and numbers, the
 * greatest first.
 */
export function readValue({ type, name, value }) {
  if (value === undefined) return { order: [9], said: null };
  if (type === 'DATE' || type === 'TIME') {
    const time = readTime(value);
    // "58" between commas
    return /^\d+$/.test(name) && /^P\d+Y$/.test(value) ? { ...time, said: `age ${name}` } : time;
  }
  const [, before, amount, unit] = /^(?:([A-Z]{3}) )?(-?[\d./]+)(.*)$/.exec(value) ?? [];
  if (amount === undefined) return { order: [8, value], said: value };
  const first = Number(amount.split('/')[0]);
  const kind = ['MONEY', 'PERCENT', 'QUANTITY', 'CARDINAL', 'ORDINAL'].indexOf(type);
  const ranks = type === 'ORDINAL' ? first : -first;
  const said = type === 'ORDINAL' || Number.isNaN(first) ? null : `${before ? `${before} ` : ''}${range(amount)}${unit}`;
  return { order: [kind, before ?? unit, ranks], said };
}

function readTime(value) {
  if (value.startsWith('R/')) return { order: [3, days(value.slice(2))], said: null };
  const ends = value.split('/');
  if (/^P[\dTX]/.test(value)) return { order: [2, days(ends[0])], said: null };
  if (/^T\d/.test(value)) return { order: [1, value], said: value.slice(1, 6) };
  const read = ends.map(instant);
  if (read.some((end) => end === null)) return { order: [4, value], said: null };
  return { order: [0, read[0].at], said: read.map(({ said }) => said).join(' – ') };
}

/** Compares two orders of `readValue`. */
export function compare(one, other) {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [a, b] = [one[index], other[index]];
    if (a === b) continue;
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return 0;
}
