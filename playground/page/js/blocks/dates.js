// Date and time pickers: the browser's own.

import { h } from "../dom.js";
import { plain } from "../mrkdwn.js";

const KINDS = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
const SETTLE = 900;

/** A browser reports each typed digit as a change: sends once it has settled, or on leaving. */
export function renderDate(element, block, { value, keep, send, label, id, invalid, describedby }) {
  let sent = value;
  let timer = null;
  const read = () => toSlack(element.type, node.value);
  const flush = () => {
    clearTimeout(timer);
    if (read() === sent) return;
    sent = read();
    send({ selected: sent });
  };
  const node = h("input", {
    type: KINDS[element.type], class: "field-input field-date", id, testid: `action-${element.action_id}`,
    value: fromSlack(element.type, value), "aria-invalid": invalid, "aria-describedby": describedby,
    "aria-label": id ? null : label || element.placeholder?.text || element.action_id,
    onchange: () => {
      keep(read());
      clearTimeout(timer);
      timer = setTimeout(flush, SETTLE);
    },
    onblur: flush,
    onkeydown: (event) => event.key === "Enter" && flush(),
  });
  const hint = !value && element.placeholder && !id ? h("span", { class: "date-hint" }, plain(element.placeholder.text)) : null;
  return hint ? h("span", { class: "date-wrap" }, hint, node) : node;
}

function toSlack(type, text) {
  if (!text) return null;
  return type === "datetimepicker" ? Math.round(new Date(text) / 1000) : text;
}

function fromSlack(type, value) {
  if (value === null || value === undefined) return "";
  if (type !== "datetimepicker") return value;
  const at = new Date(value * 1000);
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
