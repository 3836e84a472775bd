// App Home: what the bot shows to one person alone.

import { h, replace } from "./dom.js";
import { renderBlocks } from "./blocks/index.js";
import { t } from "./i18n.js";
import { mark } from "./icons.js";
import { press } from "./message.js";
import { app, on, store } from "./store.js";

export function homeView() {
  const node = h("div", { class: "home", testid: "home", hidden: true, role: "tabpanel", tabindex: "-1" });
  on("home place language", () => draw(node));
  return node;
}

function draw(node) {
  if (store.tab !== "home") return;
  node.setAttribute("aria-label", t("tab.home"));
  const view = store.home;
  if (!view) {
    replace(node, h("div", { class: "home-empty" }, mark(44), h("p", {}, t("home.empty", { name: app().name }))));
    return;
  }
  const place = { view_id: view.id };
  const surface = { id: `${store.me}/home/${view.id}`, place,
    press: (element, block, given) => press(place, element, block, given) };
  replace(node, h("div", { class: "home-inner" }, renderBlocks(view.blocks, surface)));
}
