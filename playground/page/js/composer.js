// Where one writes: drafts, Enter sends, commands, people, files.

import { h, replace } from "./dom.js";
import { lastOwn, startEdit } from "./edit.js";
import { chips, readFile } from "./files.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { openEmojiPicker } from "./message_menu.js";
import { app, currentChannel, on, store } from "./store.js";
import { suggestions } from "./suggestions.js";
import { act } from "./sync.js";
import { toast } from "./toasts.js";
import { toMrkdwn } from "./typed.js";

const drafts = new Map();

const draftKey = (thread) => `${store.me}/${store.channel}/${thread ? store.thread : ""}`;

const hooks = [];

/** Puts `text` into the field of the channel one is in, unless something stands there. */
export function offerDraft(as, channel, text) {
  const key = `${as}/${channel}/`;
  if (!drafts.get(key)) drafts.set(key, text);
  for (const hook of hooks) hook();
}

export function focusComposer() {
  const prefix = store.thread ? ".thread" : ".channel";
  (document.querySelector(`${prefix} .composer textarea`) || document.querySelector(".composer textarea"))?.focus();
}

/** `thread`: for the pane; `messages()`: what stands above; `sent()`: called after sending. */
export function composer({ thread, messages, sent }) {
  const view = { thread, messages, sent, files: [], key: null };
  const hook = thread ? "thread-composer" : "composer";
  view.field = h("textarea", { rows: 1, testid: hook, autocomplete: "off", "aria-autocomplete": "list" });
  view.list = suggestions(view.field, `${hook}-suggestions`);
  view.also = h("input", { type: "checkbox", testid: "also-channel" });
  view.alsoText = h("span", {});
  view.picker = h("input", { type: "file", hidden: true, multiple: true, testid: `${hook}-file` });
  view.attached = h("div", { class: "attached" });
  view.clip = h("button", { type: "button", class: "tool", onclick: () => view.picker.click() }, icon("clip"));
  view.smile = h("button", { type: "button", class: "tool", "aria-expanded": "false",
    onclick: () => openEmojiPicker(view.smile, (name) => insert(view, `:${name}: `)) }, icon("smile"));
  view.hint = h("span", { class: "composer-hint" });
  view.button = h("button", { type: "submit", class: "send", testid: `${hook}-send` }, icon("send"));
  view.node = h("form", { class: "composer", "data-region": thread ? null : "composer",
    onsubmit: (event) => { event.preventDefault(); send(view); } },
  view.list.node,
  h("div", { class: "composer-box" }, view.field, view.attached,
    h("div", { class: "composer-bar" }, view.clip, view.smile, view.picker, view.hint, view.button)),
  thread && h("label", { class: "also" }, view.also, view.alsoText));
  listenTo(view);
  on("place language state", () => draw(view));
  hooks.push(() => { view.key = null; draw(view); });
  return { node: view.node, focus: () => view.field.focus() };
}

function listenTo(view) {
  const { field, picker } = view;
  field.addEventListener("input", () => {
    drafts.set(view.key, field.value);
    grow(view);
  });
  field.addEventListener("keydown", (event) => onKey(event, view));
  picker.addEventListener("change", () => { addFiles(view, [...picker.files]); picker.value = ""; });
  view.node.addEventListener("dragover", (event) => event.preventDefault());
  view.node.addEventListener("drop", (event) => {
    event.preventDefault();
    addFiles(view, [...event.dataTransfer.files]);
  });
}

function onKey(event, view) {
  if (view.list.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send(view);
  } else if (event.key === "ArrowUp" && !view.field.value) {
    const own = lastOwn(view.messages());
    if (own) {
      event.preventDefault();
      startEdit(own);
    }
  }
}

function grow({ field, button, files }) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
  button.disabled = !field.value.trim() && !files.length;
}

function draw(view) {
  const channel = currentChannel();
  const name = channel?.kind === "dm" ? channel.name || app().name : `#${channel?.name || ""}`;
  const label = view.thread ? t("composer.reply") : t("composer.to", { name });
  view.field.placeholder = label;
  view.field.setAttribute("aria-label", label);
  view.hint.textContent = t("composer.hint");
  view.alsoText.textContent = t("thread.also", { name });
  for (const [node, key] of [[view.clip, "composer.attach"], [view.smile, "composer.emoji"], [view.button, "composer.send"]]) {
    node.title = t(key);
    node.setAttribute("aria-label", t(key));
  }
  const key = draftKey(view.thread);
  if (key !== view.key) {
    view.key = key;
    view.files = [];
    view.also.checked = false;
    view.field.value = drafts.get(key) || "";
    view.list.close();
    drawFiles(view);
  }
  grow(view);
}

function insert(view, text) {
  view.field.setRangeText(text, view.field.selectionStart, view.field.selectionEnd, "end");
  view.field.dispatchEvent(new Event("input"));
  view.field.focus();
}

async function addFiles(view, files) {
  for (const one of files) {
    const read = await readFile(one);
    if (read.content === undefined) toast(t("composer.file_too_big"));
    view.files.push(read);
  }
  drawFiles(view);
}

function drawFiles(view) {
  replace(view.attached, chips(view.files, (i) => { view.files.splice(i, 1); drawFiles(view); }));
  grow(view);
}

async function send(view) {
  const typed = view.field.value.trim();
  if ((!typed && !view.files.length) || !store.channel) return;
  if (typed.startsWith("/") && !view.thread) return command(view, typed);
  const body = { channel: store.channel, text: toMrkdwn(typed) };
  if (view.thread) body.thread_ts = store.thread;
  if (view.thread && view.also.checked) body.broadcast = true;
  if (view.files.length) body.files = view.files;
  clear(view);
  if (!(await act("post", body))) restore(view, typed);
  view.sent();
}

async function command(view, typed) {
  const word = typed.split(/\s/)[0];
  if (!(app().commands || []).some((one) => one.command === word)) {
    toast(t("composer.no_command", { name: app().name || "Slack" }), "warn");
    return;
  }
  const body = { channel: store.channel, text: typed };
  clear(view);
  await act("command", body);
  view.sent();
}

function clear(view) {
  view.field.value = "";
  view.files = [];
  view.also.checked = false;
  drafts.delete(view.key);
  view.list.close();
  drawFiles(view);
}

function restore(view, typed) {
  if (view.field.value) return;
  view.field.value = typed;
  drafts.set(view.key, typed);
  grow(view);
}
