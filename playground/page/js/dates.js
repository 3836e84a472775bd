// Dates as Slack shows them: in the reader's own zone and language, by the playground's clock.

import { language } from "./i18n.js";
import { locale, now, zone } from "./store.js";

const FORMATS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

const WORDS = {
  de: { "-1": "gestern", 0: "heute", 1: "morgen" },
  en: { "-1": "yesterday", 0: "today", 1: "tomorrow" },
};

const cache = new Map();

function format(date, options, lang = locale()) {
  const key = `${lang}|${zone()}|${JSON.stringify(options)}`;
  if (!cache.has(key)) {
    cache.set(key, new Intl.DateTimeFormat(lang, { timeZone: zone(), ...options }));
  }
  return cache.get(key).format(date);
}

const dayKey = (date) => format(date, { year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE");

/** Whole days between the reader's today and the day of `date`: -1 is yesterday. */
function daysAway(date) {
  return Math.round((Date.parse(dayKey(date)) - Date.parse(dayKey(now()))) / 86400000);
}

const ownLanguage = () => (locale().startsWith("de") ? "de" : "en");

function token(name, date) {
  const plain = name.replace(/_pretty$/, "");
  if (name !== plain || name === "ago") {
    const word = WORDS[ownLanguage()][daysAway(date)];
    if (word) return word;
  }
  return format(date, FORMATS[plain] || FORMATS.date);
}

/** Slack's `{date_short_pretty} {time}` template for a time in seconds. */
export function dateTemplate(seconds, template) {
  const date = new Date(Number(seconds) * 1000);
  return template.replace(/\{(\w+)\}/g, (_, name) => token(name, date));
}

export const fromTs = (ts) => new Date(Number(ts) * 1000);

export const clockTime = (date) => format(date, FORMATS.time, pageLocale());

const pageLocale = () => (locale().startsWith(language()) ? locale() : language() === "de" ? "de-DE" : "en-GB");

/** "Today", "Yesterday", or the date: for the line between days. */
export function dayLabel(ts) {
  const date = fromTs(ts);
  const word = WORDS[language()][daysAway(date)];
  if (word) return word.charAt(0).toUpperCase() + word.slice(1);
  return format(date, { weekday: "long", day: "numeric", month: "long" }, pageLocale());
}

export const sameDay = (a, b) => dayKey(fromTs(a)) === dayKey(fromTs(b));

/** A day in words and the time, short: for "last reply". */
export function shortWhen(ts) {
  const date = fromTs(ts);
  const word = WORDS[language()][daysAway(date)];
  const day = word || format(date, { day: "numeric", month: "short" }, pageLocale());
  return `${day} ${clockTime(date)}`;
}

export const fullWhen = (date) => format(date, { dateStyle: "full", timeStyle: "medium" }, pageLocale());

/** The clock in the corner: "Tue 3 Jun, 09:12". */
export function clockLabel() {
  const day = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  return format(now(), day, pageLocale());
}

/** The instant of 9:00 on the next Monday to Friday, in the reader's zone. */
export function nextMorning() {
  const at = new Date(now());
  do at.setTime(at.getTime() + 86400000);
  while (["Sat", "Sun"].includes(format(at, { weekday: "short" }, "en-GB")));
  const guess = new Date(`${dayKey(at)}T09:00:00Z`);
  const shown = new Date(`${format(guess, { dateStyle: "short", timeStyle: "medium" }, "sv-SE").replace(" ", "T")}Z`);
  return new Date(guess.getTime() - (shown - guess));
}
