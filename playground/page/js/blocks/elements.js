// The interactive elements of Block Kit.

import { h, safeUrl } from "../dom.js";
import { icon } from "../icons.js";
import { ask } from "../dialog.js";
import { openMenu } from "../popover.js";
import { plain, textObject } from "../mrkdwn.js";
import { t } from "../i18n.js";
import { formOf, keyOf, valueOf } from "./form.js";
import { renderPicker } from "./picker.js";
import { renderDate } from "./dates.js";
import { renderFileInput } from "./file_input.js";
import { renderTextInput } from "./text_input.js";

const ELEMENTS = {
  button: renderButton,
  workflow_button: renderButton,
  overflow: renderOverflow,
  radio_buttons: (...given) => renderChoices("radio", ...given),
  checkboxes: (...given) => renderChoices("checkbox", ...given),
  datepicker: renderDate,
  timepicker: renderDate,
  datetimepicker: renderDate,
  plain_text_input: renderTextInput,
  number_input: renderTextInput,
  email_text_input: renderTextInput,
  url_text_input: renderTextInput,
  file_input: renderFileInput,
};

/**
 * `context`: {silent: true} in an input block that does not dispatch, {label, describedby, invalid}
 * for the label around it.
 */
export function renderElement(element, block, surface, context = {}) {
  const draw = ELEMENTS[element.type] || (element.type.endsWith("_select") ? renderPicker : null);
  if (!draw) return h("span", { class: "block-unknown" }, t("block.unknown", { type: element.type }));
  const form = formOf(surface.id);
  return draw(element, block, {
    ...context,
    surface,
    value: valueOf(form, block, element),
    keep: (value) => form.set(keyOf(block, element), value),
    send: async (given) => {
      if (context.silent || !(await confirmed(element))) return false;
      return surface.press(element, block, given);
    },
  });
}

/** Asks first, when the element says so (a `confirm` object). */
export async function confirmed({ confirm }) {
  if (!confirm) return true;
  return ask({
    title: plain(confirm.title?.text),
    body: textObject(confirm.text),
    yes: confirm.confirm ? plain(confirm.confirm.text) : undefined,
    no: confirm.deny ? plain(confirm.deny.text) : undefined,
    danger: confirm.style === "danger",
  });
}

function renderButton(element, block, { send }) {
  const style = element.style ? ` button-${element.style}` : "";
  const address = element.url && safeUrl(element.url);
  const node = h(address ? "a" : "button", {
    class: `button${style}`, testid: `action-${element.action_id}`,
    type: address ? null : "button", href: address || null,
    target: address ? "_blank" : null, rel: address ? "noopener noreferrer" : null,
    "aria-label": element.accessibility_label,
    onclick: () => busyWhile(node, () => send({})),
  }, plain(element.text?.text));
  return node;
}

/** Starts ``work`` and marks a control as busy until it is done; a busy one starts nothing. */
export async function busyWhile(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function renderOverflow(element, block, { send }) {
  const node = h("button", {
    type: "button", class: "button button-square", testid: `action-${element.action_id}`,
    "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": t("message.more"),
    onclick: () => openMenu(node, (element.options || []).map((option) => ({
      label: plain(option.text?.text),
      note: option.description && plain(option.description.text),
      testid: `option-${option.value}`,
      run: () => choose(option),
    })), t("message.more")),
  }, icon("more"));
  const choose = (option) => {
    const address = option.url && safeUrl(option.url);
    if (address) open(address, "_blank", "noopener");
    busyWhile(node, () => send({ selected: option.value }));
  };
  return node;
}

function renderChoices(kind, element, block, { surface, value, keep, send, label }) {
  const name = `${surface.id}/${keyOf(block, element)}`;
  const many = kind === "checkbox";
  const chosen = new Set(many ? value || [] : [value]);
  const onchange = (event) => {
    if (!many) chosen.clear();
    if (event.target.checked) chosen.add(event.target.value);
    else chosen.delete(event.target.value);
    const order = (element.options || []).map((one) => one.value).filter((one) => chosen.has(one));
    const now = many ? order : order[0] ?? null;
    keep(now);
    send({ selected: now });
  };
  const rows = (element.options || []).map((option) => h("label", { class: "choice" },
    h("input", { type: kind, name, value: option.value, checked: chosen.has(option.value), onchange,
      testid: `option-${option.value}` }),
    h("span", {}, h("span", { class: "choice-text" }, textObject(option.text)),
      option.description && h("span", { class: "choice-note" }, textObject(option.description)))));
  return h("div", { class: "choices", role: many ? "group" : "radiogroup", "aria-label": label,
    testid: `action-${element.action_id}` }, rows);
}
