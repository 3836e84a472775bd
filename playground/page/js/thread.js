// The right-hand pane with one thread.

import { h } from "./dom.js";
import { composer } from "./composer.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { messageList } from "./message_list.js";
import { go } from "./route.js";
import { currentChannel, on, store } from "./store.js";

export function threadPane() {
  let shown = null;
  const list = messageList({ inThread: true });
  const write = composer({ thread: true, messages: () => store.threadMessages, sent: list.scrollToEnd });
  const title = h("h2", {});
  const where = h("span", { class: "thread-where" });
  const close = h("button", { type: "button", class: "tool", testid: "thread-close", onclick: closeThread }, icon("close"));
  const node = h("aside", { class: "thread", testid: "thread-pane", hidden: true, "data-region": "thread" },
    h("header", { class: "channel-head" }, title, where, close), list.node, write.node);
  const draw = () => {
    node.hidden = !store.thread;
    document.body.classList.toggle("has-thread", Boolean(store.thread));
    list.node.setAttribute("aria-label", t("thread.label"));
    title.textContent = t("thread.title");
    node.setAttribute("aria-label", t("thread.title"));
    where.textContent = currentChannel()?.kind === "dm" ? "" : `#${currentChannel()?.name || ""}`;
    close.setAttribute("aria-label", t("thread.close"));
    close.title = t("thread.close");
    const key = `${store.me}/${store.thread}`;
    if (key !== shown) list.reset();
    if (store.thread) list.update(store.threadMessages || [], store.channel);
    if (key !== shown && store.thread) write.focus();
    shown = key;
    if (store.target && store.threadMessages?.some((one) => one.ts === store.target)) {
      list.reveal(store.target);
      store.target = null;
    }
  };
  on("thread place language state", draw);
  return node;
}

/** Closes the pane and goes back to the message it belongs to; says whether it was open. */
export function closeThread() {
  const ts = store.thread;
  if (!ts) return false;
  go({ thread: null });
  requestAnimationFrame(() => document.querySelector(`[data-testid="message-${ts}"]`)?.focus());
  return true;
}
