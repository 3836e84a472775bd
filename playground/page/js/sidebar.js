// The workspace's own column: its name, channels, direct messages, the app.

import { arrowKeys, h, replace } from "./dom.js";
import { avatar, badge, hueOf } from "./avatar.js";
import { icon, mark } from "./icons.js";
import { t } from "./i18n.js";
import { go } from "./route.js";
import { app, channels, me, on, store } from "./store.js";

export function sidebar() {
  const node = h("nav", { class: "sidebar", "data-region": "sidebar", testid: "sidebar" });
  on("state place unread language", () => draw(node));
  node.addEventListener("keydown", (event) => arrowKeys(event, [...node.querySelectorAll("button")]));
  return node;
}

function draw(node) {
  const hook = node.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  const team = store.state?.team;
  const rooms = channels().filter((one) => one.kind !== "dm");
  const direct = channels().filter((one) => one.kind === "dm");
  if (team) document.documentElement.style.setProperty("--team-hue", hueOf(team.id));
  node.setAttribute("aria-label", t("sidebar.label"));
  const scrolled = node.scrollTop;
  replace(node,
    h("header", { class: "workspace" }, badge(team, 30), h("span", { class: "workspace-name" }, team?.name || "")),
    h("h2", { class: "sidebar-title" }, t("sidebar.channels")), rooms.map(roomRow),
    direct.length > 0 && [h("h2", { class: "sidebar-title" }, t("sidebar.apps")), direct.map(directRow)],
    h("div", { class: "self" }, me() && avatar(me(), 26), h("span", {}, me()?.name || "")));
  node.scrollTop = scrolled;
  if (hook) node.querySelector(`[data-testid="${hook}"]`)?.focus();
}

function row(one, { picture, name, below, label }) {
  const current = one.id === store.channel;
  const unread = one.unread > 0 && !current;
  const count = one.kind === "dm" ? one.unread : one.mentions;
  return h("button", {
    type: "button", testid: `channel-${one.id}`, title: label,
    class: `room${current ? " current" : ""}${unread ? " unread" : ""}`, "aria-current": current ? "page" : null,
    onclick: () => { document.body.classList.remove("sidebar-open"); go({ channel: one.id, tab: null }); },
  }, picture, h("span", { class: "room-text" }, h("span", { class: "room-name" }, name), below),
  unread && count > 0 && h("span", { class: "count", "aria-label": t("people.unread", { n: count }) }, count),
  unread && !count && h("span", { class: "visually-hidden" }, t("people.unread", { n: one.unread })));
}

function roomRow(one) {
  const names = (one.shared_with || []).join(", ");
  const companies = one.shared ? otherTeams(one) : [];
  return row(one, {
    picture: icon(one.kind === "private" ? "lock" : "hash", 16), name: one.name,
    label: one.shared ? `#${one.name}, ${t("sidebar.shared", { names })}` : `#${one.name}`,
    below: one.shared && h("span", { class: "shared" }, companies.map((team) => badge(team, 13)),
      names || companies.map((team) => team.name).join(", ")),
  });
}

/** The companies of the people who are external for me, in this channel. */
function otherTeams(channel) {
  const found = (channel.external_people || []).map((id) => store.state.people[id]?.team).filter(Boolean);
  return [...new Map(found.map((team) => [team.id, team])).values()];
}

const directRow = (one) => row(one, { picture: mark(18), name: one.name || app().name, label: one.name });

export function nextChannel(step) {
  const ids = channels().map((one) => one.id);
  const target = ids[(ids.indexOf(store.channel) + step + ids.length) % ids.length];
  if (target) go({ channel: target, tab: null });
}
