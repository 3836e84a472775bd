// Rough weather: what the network does to the bot, on request.

import { get, post } from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { openPopover } from "./popover.js";
import { toast } from "./toasts.js";

const SWITCHES = [
  { key: "repeat", read: (set) => set.events?.repeat > 0, write: (set) => { set.events = { ...set.events, repeat: 0.3 }; } },
  { key: "429", read: (set) => set.api?.["429"] > 0, write: (set) => { set.api = { ...set.api, 429: 0.2, retry_after: 1 }; } },
  { key: "drop", read: (set) => set.api?.drop_after > 0, write: (set) => { set.api = { ...set.api, drop_after: 0.2 }; } },
  { key: "jira", read: (set) => set.jira?.down === true, write: (set) => { set.jira = { ...set.jira, down: true }; } },
];

export async function hostileMenu(anchor) {
  const now = await get("hostile");
  const boxes = SWITCHES.map((one) => h("input", {
    type: "checkbox", checked: Boolean(one.read(now)), testid: `hostile-${one.key}`, onchange: () => send(now, boxes),
  }));
  const rows = SWITCHES.map((one, i) => h("label", { class: "choice" }, boxes[i], h("span", {}, t(`hostile.${one.key}`))));
  openPopover(anchor, h("div", { class: "hostile" }, h("h3", {}, t("hostile.title")), rows,
    h("p", { class: "hostile-note" }, t("hostile.note"))), { label: t("hostile.title"), wide: true });
}

/** The call replaces the whole set; what this menu does not know stays. */
async function send({ seed = 7, rate_limits: limits }, boxes) {
  const set = { seed: seed || 7, ...(limits === undefined ? {} : { rate_limits: limits }) };
  SWITCHES.forEach((one, i) => boxes[i].checked && one.write(set));
  try {
    await post("hostile", set);
  } catch (error) {
    toast(error.message, "warn");
  }
}
