// An input block: label, element, hint, error.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { plain } from "../mrkdwn.js";
import { renderElement } from "./elements.js";

const GROUPS = ["radio_buttons", "checkboxes"];

export function renderInput(block, surface) {
  const id = `input-${surface.id}-${block.block_id}`;
  const error = surface.errors?.[block.block_id];
  const group = GROUPS.includes(block.element.type);
  const describedby = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ") || null;
  const control = renderElement(block.element, block, surface, {
    silent: !block.dispatch_action, id: group ? null : id, label: block.label?.text,
    invalid: error ? "true" : null, describedby,
  });
  const label = [plain(block.label?.text), block.optional && h("span", { class: "optional" }, ` ${t("input.optional")}`)];
  return h("div", { class: `block-input${error ? " has-error" : ""}`, testid: `input-${block.block_id}` },
    group ? h("div", { class: "label" }, label) : h("label", { class: "label", for: id }, label),
    control,
    error && h("p", { class: "input-error", id: `${id}-error`, role: "alert", testid: `error-${block.block_id}` },
      icon("help", 14), error),
    block.hint && h("p", { class: "input-hint", id: `${id}-hint` }, plain(block.hint.text)));
}
