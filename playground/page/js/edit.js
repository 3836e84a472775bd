// Changing a message of one's own, in place.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { store, emit } from "./store.js";
import { act } from "./sync.js";
import { toMrkdwn, toTyped } from "./typed.js";

let current = null;
let draft = null;

export const editing = (ts) => ts !== null && current === ts;

export function startEdit(message) {
  current = message.ts;
  draft = toTyped(message.text);
  redraw();
  document.querySelector(".editor textarea")?.focus();
}

function stopEdit(ts) {
  current = null;
  redraw();
  document.querySelector(`[data-testid="message-${ts}"]`)?.focus();
}

function redraw() {
  emit("messages");
  emit("thread");
}

export function editor(message, channel) {
  const save = async () => {
    const text = toMrkdwn(field.value.trim());
    if (text && text !== message.text) await act("edit", { channel, ts: message.ts, text });
    stopEdit(message.ts);
  };
  const field = h("textarea", {
    class: "field-input", rows: 3, value: draft, testid: "edit-text", "aria-label": t("message.edit"),
    oninput: () => { draft = field.value; },
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === "Escape") stopEdit(message.ts);
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        save();
      }
    },
  });
  return h("div", { class: "editor" }, field, h("div", { class: "editor-buttons" },
    h("button", { type: "button", class: "button", onclick: () => stopEdit(message.ts) }, t("edit.cancel")),
    h("button", { type: "button", class: "button button-primary", testid: "edit-save", onclick: save }, t("edit.save"))));
}

/** The latest message of one's own among `messages`, if any. */
export const lastOwn = (messages) =>
  [...(messages || [])].reverse().find((one) => one.user === store.me && !one.bot && !one.deleted && !one.ephemeral);
