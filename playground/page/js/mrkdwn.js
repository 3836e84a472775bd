// Slack's mrkdwn → DOM nodes. Everything untrusted ends up in text nodes or checked links.

import { h, safeUrl } from "./dom.js";
import { dateTemplate } from "./dates.js";
import { emojiNode } from "./emoji.js";
import { channelById, person, store } from "./store.js";
import { go, permalink } from "./route.js";

const EDGE = String.raw`[\p{L}\p{N}]`;
const span = (m) => `(?<!${EDGE}|${m})${m}(?=\\S)([^\\n]*?[^\\s${m}])${m}(?!${EDGE}|${m})`;
const INLINE = new RegExp(
  [
    "<([^<>\\n]+)>", "`([^`\\n]+)`", span("\\*"), span("_"), span("~"),
    ":([a-z0-9_+'-]+):(?::skin-tone-\\d:)?", "(\\n)",
  ].join("|"), "gu",
);
const STYLES = ["strong", "em", "del"];

export const unescape = (text) =>
  text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** A whole text: paragraphs, quotes, lists, code blocks. */
export function mrkdwn(text) {
  const parts = String(text ?? "").split(/```\n?([\s\S]*?)\n?```\n?/);
  return parts.flatMap((part, i) => (i % 2 ? [h("pre", {}, unescape(part))] : lines(part)));
}

const KINDS = [
  ["quote", /^(?:&gt;|>) ?/],
  ["list", /^\s*[•◦▪-] +/],
  ["numbers", /^\s*\d+[.)] +/],
];

function lines(text) {
  if (!text) return [];
  const groups = [];
  for (const line of text.split("\n")) {
    const [kind, prefix] = KINDS.find(([, pattern]) => pattern.test(line)) || ["text", /^/];
    const start = kind === "numbers" ? parseInt(line.trim(), 10) : null;
    const last = groups.at(-1);
    const rest = line.replace(prefix, "");
    if (last?.kind === kind) last.lines.push(rest);
    else groups.push({ kind, lines: [rest], start });
  }
  return groups.flatMap((group, i) => groupNodes(group, i === groups.length - 1));
}

function groupNodes({ kind, lines: rows, start }, last) {
  if (kind === "quote") return [h("blockquote", {}, inline(rows.join("\n")))];
  if (kind === "list") return [h("ul", {}, rows.map((row) => h("li", {}, inline(row))))];
  if (kind === "numbers") {
    return [h("ol", { start }, rows.map((row) => h("li", {}, inline(row))))];
  }
  if (rows.length === 1 && !rows[0] && last) return [];
  return [h("span", { class: "line" }, inline(rows.join("\n")))];
}

/** One run of text with bold, links, mentions, emoji. */
export function inline(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > at) nodes.push(unescape(text.slice(at, found.index)));
    nodes.push(found.index ? token(found) : capital(token(found)));
    at = found.index + found[0].length;
  }
  if (at < text.length) nodes.push(unescape(text.slice(at)));
  return nodes;
}

/** A date at the start of a text begins with a capital letter: "Today, 10:00". */
function capital(node) {
  const text = node.tagName === "TIME" ? node.textContent : "";
  if (text) node.textContent = text.charAt(0).toUpperCase() + text.slice(1);
  return node;
}

function token([whole, angle, code, bold, italic, strike, emoji, newline]) {
  if (angle !== undefined) return reference(angle);
  if (code !== undefined) return h("code", {}, unescape(code));
  if (newline) return h("br");
  if (emoji !== undefined) return emojiNode(emoji) || whole;
  const style = [bold, italic, strike].findIndex((one) => one !== undefined);
  return h(STYLES[style], {}, inline([bold, italic, strike][style]));
}

/** What stands between < and >: a person, a channel, a date, a group, a link. */
function reference(inner) {
  const [target, ...rest] = inner.split("|");
  const label = rest.join("|");
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!")) {
    return h("span", { class: "mention" }, `@${unescape(label || target.slice(1).split("^")[0]).replace(/^@/, "")}`);
  }
  const url = unescape(target);
  return safeUrl(url) ? link(url, label ? inline(label) : url) : `<${unescape(inner)}>`;
}

export function mention(id, label) {
  const who = person(id);
  const own = id === store.me ? " mention-me" : "";
  return h("span", { class: `mention${own}`, title: who.team?.name }, `@${who.name === id && label ? label : who.name}`);
}

export function channelLink(id, label) {
  const known = channelById(id);
  const text = `#${known?.name || label || id}`;
  if (!known) return h("span", { class: "mention" }, text);
  return h("a", { class: "mention", href: `#as=${store.me}&channel=${id}`,
    onclick: (event) => follow(event, () => go({ channel: id, tab: null })) }, text);
}

function date(target, fallback) {
  const [, seconds, template, url] = target.split("^");
  const shown = /^\d+$/.test(seconds) ? dateTemplate(seconds, template || "{date}") : unescape(fallback);
  const node = h("time", { title: unescape(fallback) }, shown);
  return url ? link(url, node) : node;
}

export function link(url, children) {
  const href = safeUrl(url);
  if (!href) return h("span", {}, children);
  const inside = permalink(href);
  if (inside) {
    return h("a", { href, onclick: (event) => follow(event, () => openPermalink(inside)) }, children);
  }
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
}

function openPermalink({ channel, message, thread }) {
  go({ channel, message, thread: thread && thread !== message ? thread : null, tab: null });
}

function follow(event, action) {
  if (event.ctrlKey || event.metaKey || event.button) return;
  event.preventDefault();
  action();
}

/** A composition object: {type: "mrkdwn" | "plain_text", text} */
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return plain(object.text);
}

/** plain_text: no markup but emoji and line breaks. */
export function plain(text) {
  return String(text ?? "").split(/(:[a-z0-9_+'-]+:|\n)/).map((part) => {
    if (part === "\n") return h("br");
    return (part.length > 2 && part.startsWith(":") && emojiNode(part.slice(1, -1))) || part;
  });
}
