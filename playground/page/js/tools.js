// Below the people: the playground's clock, its weather, language, help.

import { h, replace } from "./dom.js";
import { clockLabel, nextMorning } from "./dates.js";
import { hostileMenu } from "./hostile.js";
import { icon } from "./icons.js";
import { switchLanguage, t } from "./i18n.js";
import { showHelp } from "./keyboard.js";
import { showGuide } from "./guide.js";
import { on, store } from "./store.js";
import { act, everything, setClock } from "./sync.js";

export function tools() {
  const time = h("span", { class: "clock-time", testid: "clock" });
  const node = h("div", { class: "tools" });
  const draw = () => replace(node, clockBox(time), toolRow());
  const tick = () => { time.textContent = clockLabel(); };
  let moved = null;
  on("language place", draw);
  on("clock", () => {
    if (moved !== store.clock?.moved && !node.querySelector("[aria-busy]")) draw();
    moved = store.clock?.moved;
  });
  on("clock language place", tick);
  setInterval(tick, 5000);
  return node;
}

function clockBox(time) {
  const step = (key, testid, move, hint) => h("button", {
    type: "button", class: "clock-step", testid, title: hint,
    onclick: (event) => advance(event.currentTarget, move()),
  }, t(key));
  const moved = store.clock?.moved;
  return h("section", { class: "clock", "aria-label": t("clock.title") },
    h("div", { class: `clock-head${moved ? " is-moved" : ""}`, title: moved ? t("clock.moved") : t("clock.title") },
      icon("clock", 15), time),
    h("div", { class: "clock-steps" },
      step("clock.quarter", "clock-quarter", () => ({ advance: 900 })),
      step("clock.hour", "clock-hour", () => ({ advance: 3600 })),
      step("clock.morning", "clock-morning", () => ({ set: nextMorning().toISOString() })),
      step("clock.next", "clock-next", () => ({ step_to_next: true }), t("clock.next.hint"))));
}

async function advance(button, move) {
  const all = [...button.parentNode.children];
  for (const one of all) one.disabled = true;
  button.setAttribute("aria-busy", "true");
  const clock = await act("clock", move);
  setClock(clock);
  button.removeAttribute("aria-busy");
  for (const one of all) one.disabled = false;
  button.focus();
  await everything();
}

function toolRow() {
  const tool = (name, key, testid, run, text) => h("button", {
    type: "button", class: `side-tool${text ? " with-text" : ""}`, title: t(key), "aria-label": t(key), testid,
    "aria-expanded": testid === "hostile" ? "false" : null, onclick: (event) => run(event.currentTarget),
  }, icon(name), text);
  return h("div", { class: "tool-row" },
    tool("globe", "tools.language.hint", "language", switchLanguage, h("span", { class: "tool-text" }, t("tools.language"))),
    tool("storm", "tools.hostile", "hostile", hostileMenu),
    tool("map", "tools.guide", "guide-open", showGuide),
    tool("help", "tools.help", "help", showHelp));
}
