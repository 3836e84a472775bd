// The demo shows its page before Perron runs and its history was played: says so meanwhile.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { on, preparing } from "./store.js";

export function preparingStrip() {
  const words = h("span", {});
  const node = h("section", { class: "preparing", role: "status", testid: "preparing", hidden: true },
    h("span", { class: "spinner", "aria-hidden": "true" }), words);
  on("state language", () => {
    const what = preparing();
    node.hidden = !what;
    document.body.classList.toggle("is-preparing", Boolean(what));
    words.textContent = what ? t(`preparing.${what}`) : "";
  });
  return node;
}
