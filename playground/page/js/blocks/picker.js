// Select menus of all kinds, one or several: a button and a list one can filter.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { post } from "../api.js";
import { plain } from "../mrkdwn.js";
import { t } from "../i18n.js";
import { channels, person, store } from "../store.js";
import { avatar } from "../avatar.js";
import { closePopover, openPopover } from "../popover.js";
import { busyWhile } from "./elements.js";

const FILTER_FROM = 7;

const SOURCES = {
  static: (element) => [
    ...(element.options || []).map(asOption),
    ...(element.option_groups || []).flatMap((group) =>
      group.options.map((option) => ({ ...asOption(option), group: group.label?.text }))),
  ],
  users: () => Object.keys(store.state?.people || {}).map(asPerson).filter(Boolean),
  channels: () => channels().filter((one) => one.kind !== "dm").map(asChannel),
  conversations: () => channels().filter((one) => one.kind !== "dm").map(asChannel),
  external: (element) => [element.initial_option, ...(element.initial_options || [])].filter(Boolean).map(asOption),
};

const asOption = (option) => ({ value: option.value, text: option.text?.text, note: option.description?.text });
const asChannel = (one) => ({ value: one.id, text: `#${one.name}` });

function asPerson(id) {
  const who = person(id);
  return who.bot ? null : { value: id, text: who.name, note: who.external ? who.team?.name : null, who };
}

const PLACEHOLDER = { users: "pick.person", channels: "pick.channel", conversations: "pick.channel" };

export function renderPicker(element, block, context) {
  const many = element.type.startsWith("multi_");
  const source = element.type.replace(/^multi_/, "").replace(/_select$/, "");
  const state = {
    many, source, element, block, context,
    options: (SOURCES[source] || SOURCES.static)(element),
    chosen: new Set([context.value].flat().filter((one) => one !== null && one !== undefined)),
  };
  state.button = h("button", {
    type: "button", class: "button picker", id: context.id, testid: `action-${element.action_id}`,
    "aria-haspopup": "listbox", "aria-expanded": "false",
    "aria-invalid": context.invalid, "aria-describedby": context.describedby,
    onclick: () => showList(state),
    onkeydown: (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      showList(state);
    },
  });
  drawButton(state);
  return state.button;
}

function drawButton({ button, options, chosen, element, source, many }) {
  const names = options.filter((one) => chosen.has(one.value)).map((one) => one.text);
  const empty = element.placeholder?.text || t(PLACEHOLDER[source] || "pick.option");
  const text = many && names.length > 3 ? t("pick.chosen", { n: names.length }) : names.join(", ");
  button.replaceChildren(
    h("span", { class: names.length ? "picker-value" : "picker-empty" }, plain(text || empty)), icon("down", 14));
}

function showList(state) {
  const rows = h("div", { class: "list", role: "listbox", "aria-multiselectable": String(state.many) });
  const filter = state.options.length >= FILTER_FROM || state.source === "external"
    ? h("input", { type: "text", class: "list-filter", placeholder: t("pick.filter"), "data-autofocus": true,
      "aria-label": t("pick.filter"), autocomplete: "off", oninput: () => onFilter(state, rows, filter.value) })
    : null;
  drawRows(state, rows, "");
  const panel = openPopover(state.button, [filter, rows], { label: t("pick.option"), onClose: () => settle(state) });
  if (panel && !filter) (rows.querySelector("[aria-selected=true]") || rows.firstChild)?.focus();
}

async function onFilter(state, rows, text) {
  if (state.source === "external") await fetchOptions(state, text);
  drawRows(state, rows, text);
}

async function fetchOptions(state, query) {
  const { element, block, context } = state;
  const answer = await post("typeahead", { as: store.me, ...context.surface.place,
    action_id: element.action_id, block_id: block.block_id, query });
  state.options = SOURCES.static(answer);
}

function drawRows(state, rows, text) {
  const wanted = text.trim().toLowerCase();
  const fitting = state.options.filter((one) =>
    state.source === "external" || one.text.toLowerCase().includes(wanted));
  let group = null;
  rows.replaceChildren(...fitting.flatMap((option) => {
    const heading = option.group && option.group !== group
      ? [h("div", { class: "list-group" }, plain(option.group))] : [];
    group = option.group;
    return [...heading, row(state, option)];
  }));
  if (!fitting.length) rows.append(h("div", { class: "list-nothing" }, t("pick.nothing")));
}

function row(state, option) {
  const node = h("button", {
    type: "button", class: "list-option", role: "option", testid: `option-${option.value}`,
    "aria-selected": String(state.chosen.has(option.value)),
    onclick: () => (state.many ? toggle(state, option, node) : choose(state, option)),
  }, option.who && avatar(option.who, 20), h("span", { class: "menu-label" }, plain(option.text)),
  option.note && h("span", { class: "menu-note" }, plain(option.note)),
  h("span", { class: "list-check" }, icon("check", 14)));
  return node;
}

function choose(state, option) {
  closePopover();
  state.chosen = new Set([option.value]);
  drawButton(state);
  state.context.keep(option.value);
  busyWhile(state.button, () => state.context.send({ selected: option.value }));
}

function toggle(state, option, node) {
  if (state.chosen.has(option.value)) state.chosen.delete(option.value);
  else state.chosen.add(option.value);
  node.setAttribute("aria-selected", String(state.chosen.has(option.value)));
  drawButton(state);
  state.context.keep([...state.chosen]);
  state.changed = true;
}

/** Several choices are sent together, when the list closes. */
function settle(state) {
  if (!state.changed) return;
  state.changed = false;
  busyWhile(state.button, () => state.context.send({ selected: [...state.chosen] }));
}
