// Keys that work everywhere, and the help that lists them.

import { h } from "./dom.js";
import { ask } from "./dialog.js";
import { focusComposer } from "./composer.js";
import { t } from "./i18n.js";
import { closePopover } from "./popover.js";
import { nextPerson } from "./people.js";
import { nextChannel } from "./sidebar.js";
import { toggleScenes } from "./scenes.js";
import { closeThread } from "./thread.js";

const HELP = [
  ["keys.person", ["Alt", "→"], ["Alt", "←"]],
  ["keys.channel", ["Alt", "↓"], ["Alt", "↑"]],
  ["keys.regions", ["F6"], ["⇧", "F6"]],
  ["keys.messages", ["↑"], ["↓"]],
  ["keys.thread", ["Enter"], ["t"]],
  ["keys.react", ["r"]],
  ["keys.menu", ["m"]],
  ["keys.compose", ["c"]],
  ["keys.send", ["Enter"], ["⇧", "Enter"]],
  ["keys.edit_last", ["↑"]],
  ["keys.escape", ["Esc"]],
  ["keys.scenes", ["Alt", "b"]],
  ["keys.help", ["?"]],
];

const WITH_ALT = {
  ArrowDown: () => nextChannel(1),
  ArrowUp: () => nextChannel(-1),
  ArrowRight: () => nextPerson(1),
  ArrowLeft: () => nextPerson(-1),
  b: toggleScenes,
};

export function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    const run = event.defaultPrevented ? null : shortcut(event);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function shortcut(event) {
  if (document.querySelector("dialog[open]")) return null;
  if (event.key === "F6") return () => nextRegion(event.shiftKey ? -1 : 1);
  if (event.altKey && !event.ctrlKey) return WITH_ALT[event.key] || null;
  if (event.key === "Escape") return escape;
  if (event.ctrlKey || event.metaKey || event.target.matches("input, textarea, select")) return null;
  return { "?": showHelp, c: focusComposer }[event.key] || null;
}

function escape() {
  if (closePopover()) return;
  if (document.body.classList.contains("sidebar-open")) document.body.classList.remove("sidebar-open");
  else closeThread();
}

/** Goes to the next region that can take the focus, round and round. */
function nextRegion(step) {
  const regions = [...document.querySelectorAll("[data-region]")]
    .filter((one) => one.getClientRects().length && !one.closest("[inert]"));
  const here = regions.findLastIndex((one) => one.contains(document.activeElement));
  const from = here < 0 && step < 0 ? 0 : here;
  for (let i = 1; i <= regions.length; i += 1) {
    if (enter(regions[(from + i * step + i * regions.length) % regions.length])) return;
  }
}

/** Where one begins in a region; a region inside another is one of its own. */
const FIRST = ["[aria-current]", ".message:last-of-type", "textarea", "button, [tabindex='0']"];

function enter(region) {
  const own = (one) => one.closest("[data-region]") === region && one.getClientRects().length && !one.disabled;
  const order = region.dataset.region === "thread" ? ["textarea", ...FIRST] : FIRST;
  for (const wanted of order) {
    const target = [...region.querySelectorAll(wanted)].find(own);
    target?.focus();
    if (target && document.activeElement === target) return true;
  }
  return false;
}

export function showHelp() {
  const rows = HELP.map(([key, ...ways]) => h("div", { class: "keys-row" }, h("dt", {}, t(key)),
    h("dd", {}, ways.map((way, i) => [i ? h("span", { class: "keys-or" }, "·") : null, way.map((one) => h("kbd", {}, one))]))));
  return ask({ title: t("keys.title"), body: h("dl", { class: "keys", testid: "keyboard-help" }, rows),
    yes: t("modal.close"), no: null, wide: true });
}
