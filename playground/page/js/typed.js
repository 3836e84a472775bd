// Between what people type and what Slack stores. The server escapes &, < and > and links
// addresses; only the page knows whom and which channel a full name means.

import { channelById, channels, person, store } from "./store.js";
import { unescape } from "./mrkdwn.js";

const quoteRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function replaceNames(text, mark, named) {
  const longestFirst = named.filter(([name]) => name).sort((a, b) => b[0].length - a[0].length);
  return longestFirst.reduce((all, [name, id]) =>
    all.replace(new RegExp(`${mark}${quoteRegExp(name)}(?![\\p{L}\\p{N}_-])`, "gu"), `<${mark}${id}>`), text);
}

/** Typed text with names turned into mentions, ready to be posted. */
export function toMrkdwn(typed) {
  const people = Object.values(store.state?.people || {}).map((one) => [one.name, one.id]);
  const rooms = channels().filter((one) => one.kind !== "dm").map((one) => [one.name, one.id]);
  return replaceNames(replaceNames(typed, "@", people), "#", rooms);
}

/** Stored text as one would type it. */
export function toTyped(text) {
  return unescape(text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${person(id).name}`)
    .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, name) => `#${channelById(id)?.name || name || id}`)
    .replace(/<(https?:[^>|]+)(?:\|[^>]*)?>/g, "$1"));
}
