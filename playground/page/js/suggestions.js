// The small list over the composer: commands after "/", people after "@", channels after "#".

import { h, replace } from "./dom.js";
import { avatar } from "./avatar.js";
import { t } from "./i18n.js";
import { mark } from "./icons.js";
import { app, channels, store } from "./store.js";

const MOST = 7;

function commands(typed) {
  if (!typed.startsWith("/")) return [];
  return (app().commands || []).flatMap(({ command, description, usage_hint: usage }) => {
    const ways = (usage || "").replace(/^\[(.*)\]$/, "$1").split("|").map((one) => one.trim()).filter(Boolean);
    const all = [{ text: command, note: description }, ...ways.map((way) => ({ text: `${command} ${way}` }))];
    return all.map((one) => ({ ...one, icon: mark(20), insert: `${one.text.replace(/\s*[[<].*$/, "")} `, from: 0 }));
  }).filter((one) => one.text.toLowerCase().startsWith(typed.toLowerCase().trimEnd()) && one.insert.trimEnd() !== typed.trimEnd());
}

function people(typed) {
  const found = /(^|\s)@([\p{L}]*)$/u.exec(typed);
  if (!found) return [];
  const wanted = found[2].toLowerCase();
  return Object.values(store.state?.people || {})
    .filter((one) => one.name.toLowerCase().split(" ").some((word) => word.startsWith(wanted)))
    .map((one) => ({ text: one.name, note: one.external ? one.team?.name : null, icon: avatar(one, 20),
      insert: `@${one.name} `, from: typed.length - found[2].length - 1 }));
}

function rooms(typed) {
  const found = /(^|\s)#([\p{L}\p{N}_-]*)$/u.exec(typed);
  if (!found) return [];
  return channels().filter((one) => one.kind !== "dm" && one.name.startsWith(found[2].toLowerCase()))
    .map((one) => ({ text: `#${one.name}`, insert: `#${one.name} `, from: typed.length - found[2].length - 1 }));
}

/** Watches `field`; returns {node, key(event) → handled, close()}. */
export function suggestions(field, id) {
  const node = h("div", { class: "suggestions", role: "listbox", id, hidden: true, testid: id });
  const view = { field, node, id, items: [], at: 0 };
  field.setAttribute("aria-controls", id);
  field.addEventListener("input", () => update(view));
  field.addEventListener("blur", () => setTimeout(() => close(view), 150));
  return { node, key: (event) => onKey(event, view), close: () => close(view) };
}

function update(view) {
  const typed = view.field.value.slice(0, view.field.selectionStart);
  view.items = [...commands(typed), ...people(typed), ...rooms(typed)].slice(0, MOST);
  view.at = 0;
  draw(view);
}

function draw(view) {
  const { node, items, at, field, id } = view;
  node.hidden = !items.length;
  node.setAttribute("aria-label", t("composer.suggestions"));
  field.setAttribute("aria-expanded", String(items.length > 0));
  if (items.length) field.setAttribute("aria-activedescendant", `${id}-${at}`);
  else field.removeAttribute("aria-activedescendant");
  replace(node, items.map((item, i) => h("div", {
    class: "suggestion", role: "option", id: `${id}-${i}`, "aria-selected": String(i === at),
    onpointerdown: (event) => { event.preventDefault(); take(view, item); },
  }, item.icon, h("span", { class: "menu-label" }, item.text), item.note && h("span", { class: "menu-note" }, item.note))));
}

function close(view) {
  view.items = [];
  draw(view);
}

function take(view, item) {
  view.field.setRangeText(item.insert, item.from, view.field.selectionStart, "end");
  view.field.dispatchEvent(new Event("input"));
  view.field.focus();
}

function onKey(event, view) {
  if (!view.items.length) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) view.at = (view.at + step + view.items.length) % view.items.length;
  else if (event.key === "Escape") { event.stopPropagation(); close(view); }
  else if (event.key === "Tab" || (event.key === "Enter" && !isWhole(view))) take(view, view.items[view.at]);
  else return false;
  event.preventDefault();
  if (step) draw(view);
  return true;
}

/** A command that is complete as typed is sent by Enter, not completed. */
const isWhole = ({ field }) => (app().commands || []).some((one) => field.value.trim() === one.command);
