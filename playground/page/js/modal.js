// Modals: the top of the stack is drawn over the Slack frame; the rest of the frame waits.

import { focusables, h, replace } from "./dom.js";
import { renderBlocks } from "./blocks/index.js";
import { forgetForm, missing, valuesOf } from "./blocks/form.js";
import { busyWhile } from "./blocks/elements.js";
import { t } from "./i18n.js";
import { icon, mark } from "./icons.js";
import { language } from "./i18n.js";
import { press } from "./message.js";
import { plain } from "./mrkdwn.js";
import { emit, on, store } from "./store.js";
import { act, refresh } from "./sync.js";

let busy = false;
let localErrors = null;  // of the last try; null: what the view says
let failed = false;
let shown = { id: null, sign: null };
let before = null;

export function modalLayer(frame) {
  const node = h("div", { class: "modal-layer", hidden: true });
  on("modals language", () => draw(node, frame));
  return node;
}

const top = () => store.modals.at(-1);

function draw(node, frame) {
  const view = top();
  node.hidden = !view;
  for (const part of frame.children) if (part !== node) part.inert = Boolean(view);
  if (!view) return shut(node);
  const sign = JSON.stringify([view, busy, failed, localErrors, language(), store.modals.length]);
  if (sign === shown.sign) return undefined;
  if (!shown.id) before = document.activeElement;
  const isNew = shown.id !== view.id;
  if (isNew) {
    localErrors = null;
    failed = false;
  }
  const hook = isNew ? null : document.activeElement?.closest("[data-testid]")?.dataset.testid;
  const scroll = isNew ? 0 : node.querySelector(".modal-body")?.scrollTop;
  shown = { id: view.id, sign };
  replace(node, box(view));
  node.querySelector(".modal-body").scrollTop = scroll || 0;
  focusIn(node, hook);
  return undefined;
}

function shut(node) {
  if (!shown.id) return;
  shown = { id: null, sign: null };
  busy = false;
  node.replaceChildren();
  if (before?.isConnected) before.focus();
}

function focusIn(node, hook) {
  const wrong = node.querySelector("[aria-invalid=true]");
  const same = hook && node.querySelector(`[data-testid="${CSS.escape(hook)}"]`);
  const within = focusables(node.querySelector(".modal-body"));
  const first = node.querySelector("[data-autofocus]") || within.find((one) => !one.matches("a")) || within[0];
  (wrong || same || first || node.querySelector("[data-testid=modal-submit], [data-testid=modal-close]"))?.focus();
}

function box(view) {
  const place = { view_id: view.id };
  const surface = {
    id: view.id, place, errors: localErrors || view.errors || {},
    press: (element, block, given) =>
      press(place, element, block, { ...given, values: valuesOf(view) }),
  };
  const stacked = store.modals.length > 1;
  return h("form", {
    class: `modal${busy ? " busy" : ""}`, role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title",
    "aria-busy": String(busy), testid: "modal", novalidate: true,
    onsubmit: (event) => { event.preventDefault(); submit(view); },
    onkeydown: (event) => onKey(event, view),
  },
  h("header", { class: "modal-head" },
    stacked && h("button", { type: "button", class: "tool", testid: "modal-back", "aria-label": t("modal.back"),
      onclick: () => close(view) }, icon("back")),
    mark(26), h("h2", { id: "modal-title" }, plain(view.title?.text)),
    h("button", { type: "button", class: "tool", "aria-label": t("modal.close"), testid: "modal-x", onclick: () => close(view) }, icon("close"))),
  h("div", { class: "modal-body" }, renderBlocks(view.blocks, surface)),
  h("footer", { class: "modal-foot" },
    failed && h("span", { class: "modal-failed", role: "alert" }, t("modal.failed")),
    busy && h("span", { class: "modal-busy", role: "status" }, t("modal.busy")),
    h("button", { type: "button", class: "button", testid: "modal-close", onclick: () => close(view) },
      view.close ? plain(view.close.text) : t(stacked ? "modal.back" : "modal.close")),
    view.submit && h("button", { type: "submit", class: "button button-primary", testid: "modal-submit", disabled: busy },
      plain(view.submit.text))));
}

function onKey(event, view) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(view);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit(view);
  }
}

async function submit(view) {
  if (busy) return;
  const empty = missing(view);
  failed = false;
  if (empty.length) {
    localErrors = Object.fromEntries(empty.map((id) => [id, t("input.required")]));
    return emit("modals");
  }
  busy = true;
  emit("modals");
  const answer = await act("submit", { view_id: view.id, values: valuesOf(view) });
  busy = false;
  localErrors = answer?.errors || {};
  failed = !answer || (answer.ok === false && !answer.errors);
  if (answer?.closed) forgetForm(view.id);
  await refresh.modals();
  return emit("modals");
}

async function close(view) {
  if (busy) return;
  forgetForm(view.id);
  await busyWhile(document.querySelector(".modal"), () => act("close", { view_id: view.id }));
  await refresh.modals();
}
