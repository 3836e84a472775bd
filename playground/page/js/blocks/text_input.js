// Text fields: one line or several, numbers, addresses.

import { h } from "../dom.js";

const KINDS = { number_input: "text", email_text_input: "email", url_text_input: "url" };

/** Room for what stands there already, within reason. */
const rowsFor = (text) =>
  Math.min(12, Math.max(4, String(text || "").split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 62), 1)));

export function renderTextInput(element, block, { value, keep, send, silent, id, invalid, describedby, label }) {
  const dispatch = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  let timer = null;
  const node = h(element.multiline ? "textarea" : "input", {
    class: "field-input", id, testid: `action-${element.action_id}`,
    type: element.multiline ? null : KINDS[element.type] || "text",
    inputmode: element.type === "number_input" ? "decimal" : null,
    rows: element.multiline ? rowsFor(value) : null,
    placeholder: element.placeholder?.text, value: value ?? "",
    minlength: element.min_length, maxlength: element.max_length || (element.type === "plain_text_input" ? 3000 : null),
    "data-autofocus": element.focus_on_load, autocomplete: "off",
    "aria-invalid": invalid, "aria-describedby": describedby, "aria-label": id ? null : label,
    oninput: () => {
      keep(node.value || null);
      if (silent || !dispatch.includes("on_character_entered")) return;
      clearTimeout(timer);
      timer = setTimeout(() => send({ value: node.value }), 400);
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || element.multiline || silent) return;
      if (!dispatch.includes("on_enter_pressed")) return;
      event.preventDefault();
      event.stopPropagation();
      send({ value: node.value });
    },
  });
  return node;
}
