// JSON, indented and coloured. A deep block is text in a <pre>, so it can be copied as it is.

import { h } from "./dom.js";
import { t } from "./i18n.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

export function jsonTree(value) {
  if (value === null || value === undefined || value === "") {
    return h("p", { class: "json-empty" }, t("scenes.nothing"));
  }
  return h("pre", { class: "json", tabindex: "0" }, coloured(JSON.stringify(readable(value), null, 2)));
}

/** Form fields often carry JSON as text: shows what is inside. */
function readable(value) {
  if (Array.isArray(value)) return value.map(readable);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, readable(one)]));
  }
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return readable(JSON.parse(value));
  } catch {
    return value;
  }
}

function coloured(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [whole, string, colon, word] = found;
    nodes.push(text.slice(at, found.index));
    const kind = string ? (colon ? "key" : "string") : word ? "word" : "number";
    nodes.push(h("span", { class: `json-${kind}` }, string || whole), colon || "");
    at = found.index + whole.length;
  }
  return [...nodes, text.slice(at)];
}
