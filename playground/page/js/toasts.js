// Short words at the edge, and words for screen readers only.

import { h } from "./dom.js";

const box = () => document.getElementById("toasts");

/** `kind`: "info" or "warn". Goes away by itself; warnings stay longer. */
export function toast(text, kind = "info") {
  if ([...box().children].some((one) => one.textContent === text)) return;
  const note = h("div", { class: `toast toast-${kind}`, testid: "toast" }, text);
  box().append(note);
  setTimeout(() => note.remove(), kind === "warn" ? 7000 : 3000);
}

export function announce(text) {
  document.getElementById("announcer").textContent = text;
}
