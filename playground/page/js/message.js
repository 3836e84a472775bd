// One message: who, when, what, and what hangs on it.

import { h } from "./dom.js";
import { act } from "./sync.js";
import { avatar, badge } from "./avatar.js";
import { renderBlocks } from "./blocks/index.js";
import { clockTime, fromTs, fullWhen, shortWhen } from "./dates.js";
import { editor, editing } from "./edit.js";
import { emojiOrName } from "./emoji.js";
import { icon } from "./icons.js";
import { language, t } from "./i18n.js";
import { mrkdwn } from "./mrkdwn.js";
import { go } from "./route.js";
import { app, emit, person, store } from "./store.js";

const dismissed = new Set();

export const isDismissed = (message) => dismissed.has(message.ephemeral_id);

/** Whatever changes the look of a message; the same text means nothing to redraw. */
export const signature = (message, compact) =>
  JSON.stringify([message, compact, language(), store.me, editing(message.ts), isOpen(message)]);

const isOpen = (message) => store.thread === message.ts;

/** Who wrote it: the app's own posts have the bot's name and face. */
export function author(message) {
  if (message.bot) return { ...person(message.user || app().bot_user), name: message.name || app().name, bot: true };
  const who = person(message.user);
  return who.name === message.user && message.name ? { ...who, name: message.name } : who;
}

/** `compact`: without face and name, below another of the same author. */
export function renderMessage(message, { compact, inThread, channel }) {
  const who = author(message);
  const classes = ["message", compact && "compact", message.ephemeral && "ephemeral",
    SYSTEM.test(message.subtype || "") && "system",
    isOpen(message) && !inThread && "selected"].filter(Boolean).join(" ");
  return h("article", {
    class: classes, testid: `message-${message.ts}`, tabindex: "-1", "data-ts": message.ts,
    "aria-label": `${who.name}, ${shortWhen(message.ts)}`,
  },
  h("div", { class: "message-gutter" }, compact
    ? h("time", { class: "gutter-time" }, clockTime(fromTs(message.ts))) : face(who)),
  h("div", { class: "message-body" },
    message.ephemeral && ephemeralNote(),
    message.pinned && h("div", { class: "message-note" }, icon("pin", 13), t("message.pinned")),
    !compact && heading(message, who),
    !inThread && message.subtype === "thread_broadcast" && broadcastNote(message),
    editing(message.ts) ? editor(message, channel) : content(message, channel),
    (message.files || []).map(file),
    reactions(message, channel),
    message.ephemeral && dismissLink(message),
    !inThread && message.reply_count > 0 && replies(message)));
}

function face(who) {
  return h("span", { class: "face" }, avatar(who, 36),
    who.external && !who.bot && h("span", { class: "face-badge" }, badge(who.team, 16)));
}

function heading(message, who) {
  return h("header", { class: "message-head" },
    h("span", { class: "message-author" }, who.name),
    who.bot && h("span", { class: "tag" }, t("message.app")),
    who.external && !who.bot && h("span", { class: "company" }, who.team?.name),
    who.guest && h("span", { class: "tag" }, t("people.guest")),
    h("time", { class: "message-time", title: fullWhen(fromTs(message.ts)) }, clockTime(fromTs(message.ts))));
}

function content(message, channel) {
  if (message.deleted || message.subtype === "tombstone") {
    return h("p", { class: "message-deleted" }, t("message.deleted"));
  }
  const edited = message.edited && !message.bot
    && h("span", { class: "message-edited" }, ` ${t("message.edited")}`);
  const line = systemLine(message);
  if (line) return h("div", { class: "text" }, mrkdwn(line));
  if (message.blocks?.length) return [renderBlocks(message.blocks, surfaceOf(message, channel)), edited];
  return h("div", { class: "text" }, mrkdwn(message.text), edited);
}

const SYSTEM = /^(?:channel|group)_(join|leave|archive|unarchive)$/;

/** What Slack itself says, in the reader's language. */
function systemLine(message) {
  const what = SYSTEM.exec(message.subtype || "")?.[1];
  return what && t(`system.${what}`, { who: `<@${message.user}>` });
}

/** Where the blocks of a message stand, and how they are pressed. */
export function surfaceOf(message, channel) {
  const place = message.ephemeral_id
    ? { channel, ephemeral_id: message.ephemeral_id } : { channel, ts: message.ts };
  return {
    id: `${store.me}/${channel}/${message.ephemeral_id || message.ts}`,
    place,
    press: (element, block, given) => press(place, element, block, given),
  };
}

/** Sends a click. That the bot did not answer well comes as a notice. */
export const press = (place, element, block, given) =>
  act("click", { ...place, action_id: element.action_id, block_id: block.block_id, ...given });

const ephemeralNote = () =>
  h("div", { class: "message-note" }, icon("eye", 14), t("message.ephemeral"));

function dismissLink(message) {
  return h("button", { type: "button", class: "link-button", testid: "dismiss", onclick: () => {
    dismissed.add(message.ephemeral_id);
    emit("messages");
    emit("thread");
  } }, t("message.dismiss"));
}

const broadcastNote = (message) => h("button", {
  type: "button", class: "link-button message-note", onclick: () => go({ thread: message.thread_ts }),
}, icon("thread", 14), t("message.also_channel"));

function file(one) {
  const size = one.size ? ` · ${one.size < 1024 ? `${one.size} B` : `${Math.round(one.size / 1024)} KB`}` : "";
  const address = one.url?.startsWith("/control/files/") ? one.url : null;
  return h(address ? "a" : "div", { class: "file", href: address, target: address ? "_blank" : null },
    icon("file", 22),
    h("span", {}, h("span", { class: "file-name" }, one.name || one.id),
      h("span", { class: "file-kind" }, `${one.mimetype || ""}${size}`)));
}

function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map(({ name, users }) => {
    const mine = users.includes(store.me);
    const names = users.map((id) => (id === store.me ? t("message.you") : person(id).name)).join(", ");
    return h("button", {
      type: "button", class: `reaction${mine ? " mine" : ""}`, testid: `reaction-${name}`,
      "aria-pressed": String(mine), title: t("message.reacted", { names, emoji: name }),
      onclick: () => react(message, channel, name),
    }, emojiOrName(name), h("span", {}, users.length));
  }));
}

/** Adds one's reaction, or takes it back. */
export function react(message, channel, name) {
  const mine = message.reactions?.some((one) => one.name === name && one.users.includes(store.me));
  return act(mine ? "unreact" : "react", { channel, ts: message.ts, name });
}

function replies(message) {
  const n = message.reply_count;
  const faces = (message.reply_users || []).slice(0, 4).map((id) => avatar(person(id), 22));
  return h("button", { type: "button", class: "replies", testid: `replies-${message.ts}`,
    onclick: () => go({ thread: message.ts }) },
  faces, h("span", { class: "replies-count" }, n === 1 ? t("message.reply") : t("message.replies", { n })),
  message.latest_reply && h("span", { class: "replies-when" },
    t("message.last_reply", { when: shortWhen(message.latest_reply) })));
}
