// Between what people type and what Slack stores: &, < and >, names, channels, addresses.

import { channelById, channels, person, store } from "./store.js";
import { unescape } from "./mrkdwn.js";

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const quoteRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function replaceNames(text, mark, named) {
  const longestFirst = named.filter(([name]) => name).sort((a, b) => b[0].length - a[0].length);
  return longestFirst.reduce((all, [name, id]) =>
    all.replace(new RegExp(`${mark}${quoteRegExp(escape(name))}(?![\\p{L}\\p{N}_-])`, "gu"), `<${mark}${id}>`), text);
}

/** Typed text as Slack stores it. */
export function toMrkdwn(typed) {
  const people = Object.values(store.state?.people || {}).map((one) => [one.name, one.id]);
  const rooms = channels().filter((one) => one.kind !== "dm").map((one) => [one.name, one.id]);
  const linked = escape(typed)
    .replace(/^&gt; ?/gm, "&gt; ")
    .replace(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]]/g, (url) => `<${url}>`);
  return replaceNames(replaceNames(linked, "@", people), "#", rooms);
}

/** Stored text as one would type it. */
export function toTyped(text) {
  return unescape(text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${person(id).name}`)
    .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, name) => `#${channelById(id)?.name || name || id}`)
    .replace(/<(https?:[^>|]+)(?:\|[^>]*)?>/g, "$1"));
}
