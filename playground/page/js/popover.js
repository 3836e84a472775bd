// One floating panel at a time, next to what opened it: menus, lists, pickers.

import { arrowKeys, focusables, h } from "./dom.js";

let open = null;

/** Closes the open panel and gives the focus back; says whether there was one. */
export function closePopover({ refocus = true } = {}) {
  if (!open) return false;
  const { panel, anchor, onClose } = open;
  open = null;
  panel.remove();
  anchor.setAttribute("aria-expanded", "false");
  onClose?.();
  if (refocus && anchor.isConnected) anchor.focus();
  return true;
}

export const popoverIsOpen = () => open !== null;

/** Shows `content` beside `anchor`. `label` names the panel for screen readers. */
export function openPopover(anchor, content, { label, role = "dialog", wide = false, onClose } = {}) {
  const same = open?.anchor === anchor;
  closePopover({ refocus: same });
  if (same) return null;
  const panel = h("div", { class: `popover${wide ? " popover-wide" : ""}`, role, "aria-label": label }, content);
  panel.addEventListener("keydown", (event) => onKey(event, panel));
  document.body.append(panel);
  open = { panel, anchor, onClose };
  anchor.setAttribute("aria-expanded", "true");
  place(panel, anchor.getBoundingClientRect());
  const first = panel.querySelector("[data-autofocus]") || focusables(panel)[0];
  first?.focus({ preventScroll: true });
  return panel;
}

function place(panel, at) {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = at.bottom + 4 + height <= innerHeight - 8;
  const top = below ? at.bottom + 4 : Math.max(8, at.top - height - 4);
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  panel.style.top = `${top}px`;
  panel.style.left = `${left}px`;
}

function onKey(event, panel) {
  if (event.key === "Escape") {
    event.stopPropagation();
    event.preventDefault();
    closePopover();
  } else if (event.key === "Tab") {
    event.preventDefault();
    closePopover();
  } else if (!panel.querySelector(".grid")) {
    arrowKeys(event, focusables(panel));
  }
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.panel.contains(event.target) && !open.anchor.contains(event.target)) {
    closePopover({ refocus: false });
  }
});
addEventListener("resize", () => closePopover({ refocus: false }));

/** A menu of {label, icon?, danger?, note?, testid?, run} or {heading}; null draws a line. */
export function openMenu(anchor, items, label) {
  const rows = items.map((item) => {
    if (!item) return h("div", { class: "menu-line", role: "separator" });
    return item.heading ? h("div", { class: "list-group" }, item.heading) : menuItem(item);
  });
  return openPopover(anchor, h("div", { class: "menu" }, rows), { label, role: "menu" });
}

function menuItem({ label, icon, danger, testid, note, run }) {
  return h("button", {
    type: "button", class: `menu-item${danger ? " danger" : ""}`, testid,
    role: "menuitem",
    onclick: () => { closePopover(); run(); },
  }, icon, h("span", { class: "menu-label" }, label), note && h("span", { class: "menu-note" }, note));
}
