// The guided strip: the main job, a step at a time. Its words stand in texts.js.

import { h, replace } from "./dom.js";
import { focusComposer, offerDraft } from "./composer.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { inline } from "./mrkdwn.js";
import { go } from "./route.js";
import { emit, memory, on, store } from "./store.js";

/** Who, where ("dm": with the bot), and, where something is to be written, a proposal. */
const STEPS = [
  { key: "introduction", as: "U0MARA", channel: "C0TEAM" },
  { key: "question", as: "U0ANKE", channel: "C0NWRELAUNCH",
    draft: "Unsere Schnittstelle zum Shop liefert seit heute Morgen keine Bestände mehr. Könnt ihr bitte nachsehen?" },
  { key: "card", as: "U0MARA", channel: "C0TEAM" },
  { key: "dm", as: "U0JONAS", channel: "dm" },
  { key: "ticket", as: "U0JONAS", channel: "C0TEAM" },
  { key: "answer", as: "U0JONAS", channel: "C0NWRELAUNCH" },
  { key: "done", as: "U0ANKE", channel: "C0NWRELAUNCH" },
];

const state = { hidden: memory.get("guide.hidden", false), at: memory.get("guide.at", 0) };

export function guideStrip() {
  const node = h("section", { class: "guide", testid: "guide" });
  on("people language guide place", () => draw(node));
  return node;
}

export function showGuide() {
  set({ hidden: !state.hidden });
}

function set(changes) {
  Object.assign(state, changes);
  memory.set("guide.hidden", state.hidden);
  memory.set("guide.at", state.at);
  emit("guide");
}

/** The steps of people and channels that this playground has. */
const steps = () => STEPS.filter((step) => store.people.some((one) => one.id === step.as));

function draw(node) {
  const all = steps();
  node.hidden = state.hidden || !all.length;
  if (node.hidden) return;
  node.setAttribute("aria-label", t("guide.label"));
  const at = Math.min(state.at, all.length - 1);
  const step = all[at];
  const hook = node.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  const first = store.people.find((one) => one.id === step.as).name.split(" ")[0];
  replace(node,
    h("ol", { class: "guide-dots" }, all.map((one, i) => h("li", {},
      h("button", { type: "button", class: `guide-dot${i === at ? " current" : ""}${i < at ? " past" : ""}`,
        "aria-label": t("guide.step", { n: i + 1, all: all.length }), "aria-current": i === at ? "step" : null,
        onclick: () => set({ at: i }) }, i < at ? icon("check", 12) : String(i + 1))))),
    h("p", { class: "guide-text" }, inline(t(`guide.${step.key}`))),
    h("div", { class: "guide-buttons" },
      h("button", { type: "button", class: "button button-primary", testid: "guide-go", onclick: () => show(step) },
        step.as === store.me ? t("guide.show") : t("guide.go", { name: first })),
      at < all.length - 1 && h("button", { type: "button", class: "button", testid: "guide-next",
        onclick: () => { set({ at: at + 1 }); show(all[at + 1]); } }, t("guide.next"), icon("right", 14))),
    h("button", { type: "button", class: "tool", testid: "guide-dismiss", "aria-label": t("guide.dismiss"),
      title: t("guide.dismiss"), onclick: () => set({ hidden: true }) }, icon("close", 16)));
  if (hook) node.querySelector(`[data-testid="${hook}"]`)?.focus();
}

/** Goes where the step happens, and puts the proposed words into the composer. */
function show(step) {
  if (step.draft) {
    offerDraft(step.as, step.channel, step.draft);
    setTimeout(focusComposer, 300);
  }
  go({ as: step.as, channel: step.channel, thread: null, tab: null });
}
