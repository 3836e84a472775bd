// What one can do with a message: the bar that floats over it, its menus and its keys.

import { h } from "./dom.js";
import { ask } from "./dialog.js";
import { lastOwn, startEdit } from "./edit.js";
import { emojiNode, PICKER } from "./emoji.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { react } from "./message.js";
import { mrkdwn } from "./mrkdwn.js";
import { closePopover, openMenu, openPopover, popoverIsOpen } from "./popover.js";
import { go } from "./route.js";
import { app, store } from "./store.js";
import { act } from "./sync.js";
import { toast } from "./toasts.js";

let bar = null;

/** The one bar there is moves to the message under the pointer or in focus. */
export function showToolbar(row, message, { channel, inThread }) {
  if (bar?.parentNode === row || popoverIsOpen()) return;
  hideToolbar();
  if (message.deleted) return;
  bar = h("div", { class: "toolbar", role: "toolbar", "aria-label": t("message.actions") },
    !message.ephemeral && [
      quick(message, channel, "white_check_mark"), quick(message, channel, "eyes"), quick(message, channel, "+1"),
      tool("smile", "message.react", "react", (node) => openEmojiPicker(node, (name) => react(message, channel, name))),
    ],
    !inThread && !message.ephemeral
      && tool("thread", "message.thread", "reply", () => go({ thread: message.thread_ts || message.ts })),
    !message.ephemeral && tool("more", "message.more", "more", (node) => openMore(node, message, channel)));
  row.append(bar);
}

export function hideToolbar() {
  if (popoverIsOpen() || bar?.contains(document.activeElement)) return;
  bar?.remove();
  bar = null;
}

function tool(picture, label, testid, run) {
  const node = h("button", { type: "button", class: "tool", title: t(label), "aria-label": t(label),
    "aria-expanded": "false", testid: `tool-${testid}`, onclick: () => run(node) }, icon(picture));
  return node;
}

const quick = (message, channel, name) => h("button", {
  type: "button", class: "tool", title: `:${name}:`, "aria-label": `:${name}:`, testid: `quick-${name}`,
  onclick: () => react(message, channel, name),
}, emojiNode(name));

/** A small grid of emoji; `choose(name)` is called with the one taken. */
export function openEmojiPicker(anchor, choose) {
  const buttons = PICKER.map((name) => h("button", {
    type: "button", class: "emoji-button", title: `:${name}:`, "aria-label": name, testid: `emoji-${name}`,
    onclick: () => { closePopover(); choose(name); },
  }, emojiNode(name)));
  const grid = h("div", { class: "grid" }, buttons);
  grid.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (!step) return;
    event.preventDefault();
    buttons[buttons.indexOf(document.activeElement) + step]?.focus();
  });
  return openPopover(anchor, grid, { label: t("emoji.choose") });
}

function openMore(anchor, message, channel) {
  const own = message.user === store.me && !message.bot;
  const shortcuts = (app().shortcuts || []).filter((one) => one.type !== "global").map(({ name, callback_id: callback }) => ({
    label: name, note: app().name, icon: icon("bolt"), testid: `shortcut-${callback}`,
    run: () => act("shortcut", { callback_id: callback, channel, ts: message.ts }),
  }));
  openMenu(anchor, [
    { label: t("message.copy_link"), icon: icon("link"), testid: "menu-copy", run: () => copyLink(message, channel) },
    own && { label: t("message.edit"), icon: icon("edit"), testid: "menu-edit", run: () => startEdit(message) },
    own && { label: t("message.delete"), icon: icon("trash"), danger: true, testid: "menu-delete", run: () => remove(message, channel) },
    ...(shortcuts.length ? [null, { heading: t("message.shortcuts") }, ...shortcuts] : []),
  ].filter((item) => item !== false), t("message.more"));
}

async function copyLink(message, channel) {
  const thread = message.thread_ts && message.thread_ts !== message.ts ? `?thread_ts=${message.thread_ts}&cid=${channel}` : "";
  const address = `${location.origin}/archives/${channel}/p${message.ts.replace(".", "")}${thread}`;
  try {
    await navigator.clipboard.writeText(address);
    toast(t("message.copied"));
  } catch {
    toast(address);
  }
}

async function remove(message, channel) {
  const sure = await ask({
    title: t("message.delete.sure"), danger: true, yes: t("message.delete.yes"), no: t("edit.cancel"),
    body: [h("p", {}, t("message.delete.text")), h("blockquote", { class: "text" }, mrkdwn(message.text))],
  });
  if (sure) await act("delete", { channel, ts: message.ts });
}

/** Keys of the message in focus; true when one was meant. */
export function toolbarKey(event, message, list) {
  if (!message || event.ctrlKey || event.metaKey || event.altKey) return false;
  const click = (name) => bar?.querySelector(`[data-testid=tool-${name}]`)?.click();
  const runs = {
    t: () => go({ thread: message.thread_ts || message.ts }),
    Enter: () => go({ thread: message.thread_ts || message.ts }),
    r: () => click("react"),
    m: () => click("more"),
    e: () => lastOwn([message]) && startEdit(message),
  };
  const run = runs[event.key];
  if (!run || (list.inThread && ["t", "Enter"].includes(event.key))) return false;
  event.preventDefault();
  run();
  return true;
}
