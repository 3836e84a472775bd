// The middle column: head, "external people are here", messages or App Home, composer.

import { h, replace } from "./dom.js";
import { badge } from "./avatar.js";
import { composer } from "./composer.js";
import { homeView } from "./home.js";
import { icon, mark } from "./icons.js";
import { t } from "./i18n.js";
import { messageList } from "./message_list.js";
import { go } from "./route.js";
import { app, currentChannel, emit, isBot, me, on, person, store } from "./store.js";
import { act } from "./sync.js";
import { announce, toast } from "./toasts.js";
import { plainSummary } from "./summary.js";

let unreadFrom;  // undefined: not decided yet for this visit
let shownFor = null;
let newest = null;
let threadBefore = null;

export function channelView() {
  const head = h("header", { class: "channel-head" });
  const outside = h("div", { class: "external-bar", testid: "external-bar" });
  const list = messageList({ unreadFrom: () => unreadFrom ?? null });
  const empty = h("div", { class: "empty" });
  const jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => { list.scrollToEnd(); jump.hidden = true; markRead(); } }, icon("down", 14), t("channel.jump"));
  const write = composer({ thread: false, messages: () => store.messages, sent: list.scrollToEnd });
  const home = homeView();
  const body = h("div", { class: "channel-body" }, list.node, empty, jump);
  const node = h("main", { class: "channel", "data-region": "main", testid: "channel" }, head, outside, body, home, write.node);
  const parts = { head, outside, list, empty, jump, write, home, body, node };
  on("state language", () => drawHead(parts));
  on("messages language place", () => drawMessages(parts));
  on("place", () => onPlace(parts));
  list.node.addEventListener("scroll", () => { if (list.atEnd()) { jump.hidden = true; markRead(); } }, { passive: true });
  document.addEventListener("visibilitychange", markRead);
  return node;
}

function onPlace(parts) {
  const key = `${store.me}/${store.channel}`;
  if (key !== shownFor) {
    shownFor = key;
    newest = null;
    unreadFrom = undefined;
    parts.list.reset();
    parts.jump.hidden = true;
  }
  if (store.thread !== threadBefore) parts.list.pin(store.thread || threadBefore);
  threadBefore = store.thread;
  drawHead(parts);
}

function drawHead({ head, outside, node, home, body, write, list }) {
  const channel = currentChannel();
  list.node.setAttribute("aria-label", t("channel.messages", { name: channel?.name || "" }));
  const isHome = store.tab === "home";
  node.classList.toggle("is-home", isHome);
  home.hidden = !isHome;
  body.hidden = isHome;
  write.node.hidden = isHome || !channel;
  const dm = channel?.kind === "dm" || isHome;
  replace(head, h("button", { type: "button", class: "tool only-narrow", "aria-label": t("sidebar.open"),
    onclick: () => document.body.classList.toggle("sidebar-open") }, icon("menu")),
  dm ? dmTitle(channel) : title(channel));
  const companies = channel?.shared_with || [];
  const shown = !isHome && Boolean(channel?.shared || channel?.external_people?.length);
  outside.hidden = !shown;
  if (shown) replace(outside, ...externalBar(channel, companies));
}

function title(channel) {
  if (!channel) return h("h1", {}, "");
  return [h("h1", {}, icon(channel.kind === "private" ? "lock" : "hash", 18), channel.name),
    h("span", { class: "head-members" }, icon("people", 15), t("channel.members", { n: channel.members }))];
}

function dmTitle(channel) {
  const tab = (name) => h("button", {
    type: "button", class: "tab", role: "tab", "aria-selected": String(store.tab === name), testid: `${name}-tab`,
    onclick: () => go({ channel: channel?.id || store.channel, tab: name === "home" ? "home" : null }),
  }, t(`tab.${name}`));
  const bot = isBot(otherOf(channel)) || !channel;
  return [h("h1", {}, bot && mark(22), channel?.name && !bot ? channel.name : app().name || channel?.name),
    bot && h("div", { class: "tabs", role: "tablist" }, tab("home"), tab("messages"))];
}

const otherOf = (channel) => channel?.with || app().bot_user;

function externalBar(channel, names) {
  const people = (channel.external_people || []).map(person);
  const teams = [...new Map(people.map((one) => [one.team?.id, one.team])).values()].filter(Boolean);
  const shown = names.length ? names : teams.map((one) => one.name);
  const list = people.filter((one) => !one.bot).map((one) => one.name).join(", ");
  return [teams.map((team) => badge(team, 18)),
    h("span", {}, t("channel.external", { names: shown.join(", ") })),
    list && h("span", { class: "external-names" }, list)];
}

function drawMessages({ list, empty, jump }) {
  const channel = currentChannel();
  const gone = store.state && store.channel && !channel && store.tab !== "home";
  const messages = store.messages;
  empty.hidden = Boolean(messages?.length) && !gone;
  replace(empty, gone ? t("channel.gone", { name: me()?.name }) : messages ? emptyText(channel) : "");
  if (!messages || gone) return list.update([], store.channel);
  if (unreadFrom === undefined && channel) unreadFrom = channel.unread ? channel.read_until || "0" : null;
  list.update(messages, store.channel);
  noticeNew(list, jump, messages);
  showTarget(list);
}

function emptyText(channel) {
  return channel?.kind === "dm" ? t("channel.empty.dm", { name: app().name }) : t("channel.empty");
}

function noticeNew(list, jump, messages) {
  const last = messages.at(-1);
  const isNew = newest !== null && last && last.ts > newest;
  newest = last?.ts ?? "0";
  if (isNew && last.user !== store.me) {
    announce(`${last.name || person(last.user).name}: ${plainSummary(last.text)}`);
    if (!list.atEnd()) jump.hidden = false;
  }
  markRead();
}

function showTarget(list) {
  if (!store.target) return;
  if (!list.reveal(store.target) && !store.thread) toast(t("message.not_found"), "warn");
  store.target = null;
}

/** What one has on screen is read. */
function markRead() {
  const channel = currentChannel();
  if (!(channel?.unread || channel?.mentions) || document.hidden || store.tab === "home" || !store.messages) return;
  channel.unread = 0;
  channel.mentions = 0;
  act("read", { channel: channel.id });
  emit("unread");
}
