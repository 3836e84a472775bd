// A list of messages that keeps place, focus and what one types while it changes.

import { arrowKeys, h } from "./dom.js";
import { dayLabel, sameDay } from "./dates.js";
import { language, t } from "./i18n.js";
import { hideToolbar, showToolbar, toolbarKey } from "./message_menu.js";
import { isDismissed, renderMessage, signature } from "./message.js";
import { store } from "./store.js";

const GROUP_SECONDS = 300;
const NEAR_BOTTOM = 80;

/**
 * `inThread`: no thread links. `unreadFrom()`: ts up to which all is read, or null.
 * Returns {node, update(messages), scrollToEnd(), reveal(ts), pin(ts), atEnd()}.
 */
export function messageList({ inThread = false, unreadFrom = () => null }) {
  const rows = new Map();
  const inner = h("div", { class: "messages-inner" });
  const node = h("div", { class: "messages", role: "log", "aria-live": "off", tabindex: "-1" }, inner);
  const list = { node, rows, inner, inThread, unreadFrom, messages: [] };
  listenTo(list);
  const end = () => { node.scrollTop = node.scrollHeight; };
  const atEnd = () => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_BOTTOM;
  new ResizeObserver(() => (list.pinned ? unpin(list) : list.stick && end())).observe(inner);
  node.addEventListener("scroll", () => { if (!list.pinned) list.stick = atEnd(); }, { passive: true });
  list.stick = true;
  return {
    node,
    atEnd,
    reset: () => { rows.clear(); inner.replaceChildren(); list.stick = true; },
    pin: (ts) => pin(list, ts),
    scrollToEnd: () => { list.stick = true; end(); },
    reveal: (ts) => reveal(list, ts),
    update(messages, channel) {
      list.messages = messages.filter((one) => !isDismissed(one));
      list.channel = channel;
      const stick = list.stick;
      reconcile(list, entries(list));
      if (list.pinned) return;
      if (stick) end();
      list.stick = stick;
    },
  };
}

/** What stands in the list, from top to bottom: [{key, sign, make}] */
function entries(list) {
  const all = [];
  const readUntil = list.unreadFrom();
  const replies = list.messages.filter((one) => !one.ephemeral).length - 1;
  let before = null;
  let lined = false;
  for (const message of list.messages) {
    if (!list.inThread && (!before || !sameDay(before.ts, message.ts))) all.push(dayLine(message));
    if (isFirstUnread(message, before, readUntil) && !lined) {
      lined = true;
      all.push(newLine());
    }
    all.push(messageEntry(list, message, before));
    if (list.inThread && !before && replies > 0) all.push(countLine(replies));
    before = list.inThread && !before ? { ts: message.ts } : message;
  }
  return all;
}

function isFirstUnread(message, before, readUntil) {
  return readUntil !== null && before && message.user !== store.me && Number(message.ts) > Number(readUntil);
}

function dayLine({ ts }) {
  const text = dayLabel(ts);
  return { key: `day-${ts}`, sign: text, make: () => h("div", { class: "day-line", role: "separator" }, h("span", {}, text)) };
}

const newLine = () => ({ key: "new", sign: language(), make: () =>
  h("div", { class: "new-line", role: "separator" }, h("span", {}, t("channel.new"))) });

function countLine(n) {
  const text = n === 1 ? t("message.reply") : t("message.replies", { n });
  return { key: "count", sign: text, make: () => h("div", { class: "count-line" }, h("span", {}, text)) };
}

function messageEntry(list, message, before) {
  const compact = Boolean(before?.name) && before.user === message.user && before.name === message.name
    && !(message.bot && message.blocks) && !before.subtype && !message.subtype
    && !message.ephemeral && !before.ephemeral && !before.deleted && !message.pinned
    && sameDay(before.ts, message.ts) && message.ts - before.ts < GROUP_SECONDS;
  const { channel, inThread } = list;
  return {
    key: message.ephemeral_id || message.ts,
    sign: signature(message, compact),
    make: () => renderMessage(message, { compact, inThread, channel }),
  };
}

function reconcile({ rows, inner }, wanted) {
  let cursor = inner.firstChild;
  const keep = new Set(wanted.map((entry) => entry.key));
  for (const [key, row] of rows) {
    if (keep.has(key)) continue;
    if (row.node === cursor) cursor = cursor.nextSibling;
    row.node.remove();
    rows.delete(key);
  }
  for (const entry of wanted) {
    const row = rows.get(entry.key);
    const node = row?.sign === entry.sign ? row.node : renew(row, entry.make());
    if (row?.node === cursor) cursor = node;
    if (node === cursor) cursor = cursor.nextSibling;
    else inner.insertBefore(node, cursor);
    rows.set(entry.key, { node, sign: entry.sign });
  }
}

/** Puts the new node where the old one was, and the focus back where it was inside. */
function renew(row, node) {
  if (!row) return node;
  const active = document.activeElement;
  const hadFocus = row.node.contains(active);
  const hook = active?.getAttribute("data-testid");
  row.node.replaceWith(node);
  if (hadFocus) {
    const same = hook && node.querySelector(`[data-testid="${CSS.escape(hook)}"]`);
    (same || node).focus({ preventScroll: true });
  }
  return node;
}

function listenTo(list) {
  const { node, inner } = list;
  const messageOf = (event) => event.target.closest?.(".message");
  const find = (row) => list.messages.find((one) => one.ts === row?.dataset.ts);
  const show = (event) => {
    const row = messageOf(event);
    const message = row && find(row);
    if (message) showToolbar(row, message, list);
  };
  inner.addEventListener("pointerover", show);
  inner.addEventListener("focusin", show);
  node.addEventListener("pointerleave", hideToolbar);
  node.addEventListener("focus", () => inner.querySelector(".message:last-of-type")?.focus());
  node.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || event.defaultPrevented) return;
    const row = messageOf(event);
    if (row && event.target === row && toolbarKey(event, find(row), list)) return;
    if (arrowKeys(event, [...inner.querySelectorAll(".message")])) return;
  });
}

const topOf = (list, ts) => list.rows.get(ts)?.node.getBoundingClientRect().top;

/** Keeps a message where it is on the screen while the list becomes narrower or wider. */
function pin(list, ts) {
  const top = topOf(list, ts);
  if (top === undefined) return;
  list.pinned = { ts, top };
  requestAnimationFrame(() => requestAnimationFrame(() => unpin(list)));
}

function unpin(list) {
  if (!list.pinned) return;
  const { ts, top } = list.pinned;
  list.pinned = null;
  const now = topOf(list, ts);
  if (now !== undefined) list.node.scrollTop += now - top;
  list.stick = false;
}

/** Scrolls to a message and lights it up for a moment; says whether it is there. */
function reveal(list, ts) {
  const row = list.rows.get(ts);
  if (!row) return false;
  list.stick = false;
  row.node.scrollIntoView({ block: "center" });
  row.node.classList.add("flash");
  setTimeout(() => row.node.classList.remove("flash"), 2500);
  return true;
}
