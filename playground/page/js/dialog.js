// A question in the middle of the screen, with two answers.

import { arrowKeys, focusables, h } from "./dom.js";
import { t } from "./i18n.js";

/**
 * Asks and resolves to true or false. `title`, `yes`, `no` are texts or nodes, `body` nodes.
 * With `no: null` it only tells.
 */
export function ask({ title, body, yes = t("confirm.yes"), no = t("confirm.no"), danger = false, wide }) {
  const before = document.activeElement;
  const box = h("dialog", { class: `dialog${wide ? " dialog-wide" : ""}`, testid: "dialog", "aria-labelledby": "dialog-title" });
  const answer = (value) => box.close(value);
  box.append(
    h("h2", { id: "dialog-title" }, title),
    h("div", { class: "dialog-body" }, body),
    h("div", { class: "dialog-buttons" },
      no && h("button", { type: "button", class: "button", testid: "dialog-no", onclick: () => answer("no") }, no),
      h("button", { type: "button", class: `button ${danger ? "button-danger" : "button-primary"}`,
        testid: "dialog-yes", onclick: () => answer("yes") }, yes)),
  );
  document.body.append(box);
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    arrowKeys(event, focusables(box.querySelector(".dialog-buttons")), { horizontal: true });
  });
  box.showModal();
  box.querySelector("[data-testid=dialog-yes]").focus();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      if (before?.isConnected) before.focus();
      resolve(box.returnValue === "yes");
    });
  });
}
