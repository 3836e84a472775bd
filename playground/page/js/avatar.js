// Faces without pictures: initials on a colour of their own.

import { h } from "./dom.js";
import { mark } from "./icons.js";
import { isBot, store } from "./store.js";

/** Far apart from each other, the more so the earlier they come; white is readable on each. */
const FACES = ["#0f766e", "#7145c9", "#b85a08", "#2463b8", "#b8286f", "#4a7a1c", "#c23a2e", "#53616d",
  "#805528", "#2b3a67", "#77700e", "#7b2d5e"];
const HUES = [174, 262, 18, 212, 338, 140, 44, 290, 196, 4, 96, 236];

function hash(id) {
  let sum = 7;
  for (const letter of String(id)) sum = (sum * 31 + letter.charCodeAt(0)) % 99991;
  return sum;
}

/** The hue (degrees) of a person or workspace. Workspaces take turns, so neighbours differ. */
export function hueOf(id) {
  const order = [...new Set(store.people.map((one) => one.workspace?.id))].indexOf(id);
  return order >= 0 ? HUES[order % HUES.length] : HUES[hash(id) % HUES.length];
}

/** People take turns, so that no two have the same colour while there are enough. */
function faceOf(id) {
  const order = store.people.findIndex((one) => one.id === id);
  return FACES[(order >= 0 ? order : hash(id)) % FACES.length];
}

const initials = (name) =>
  String(name || "?").split(/\s+/).filter(Boolean).slice(0, 2).map((word) => word[0]).join("").toUpperCase();

/** `who`: {id, name, bot?}; `size` in px. */
export function avatar(who, size = 36) {
  if (isBot(who.id)) {
    return h("span", { class: "avatar", style: { "--size": `${size}px` } }, mark(size));
  }
  return h("span", {
    class: "avatar", "aria-hidden": "true",
    style: { "--size": `${size}px`, "--face": faceOf(who.id) },
  }, initials(who.name));
}

/** A company's square. */
export function badge(workspace, size = 18) {
  return h("span", {
    class: "avatar badge", "aria-hidden": "true",
    style: { "--size": `${size}px`, "--hue": String(hueOf(workspace?.id)) },
  }, initials(workspace?.name).slice(0, 1));
}
