// The page's language: the viewed person's, unless switched by hand.

import { emit, me, memory } from "./store.js";
import { texts } from "./texts.js";

let chosen = memory.get("language");

/** "en" or "de" */
export function language() {
  return chosen || ((me()?.locale || navigator.language).startsWith("de") ? "de" : "en");
}

export function switchLanguage() {
  chosen = language() === "de" ? "en" : "de";
  memory.set("language", chosen);
  document.documentElement.lang = chosen;
  emit("language");
}

/** The text of `key`, with {names} filled in from `values`. */
export function t(key, values = {}) {
  const entry = texts[key];
  if (!entry) return key;
  return entry[language()].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
