// Files on their way into the playground: read in the browser, sent with what they belong to.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

const LIMIT = 1_000_000;  // bytes; more is only named

/** `{name, content, mimetype}`; `content` is missing where the file is too large to be sent. */
export async function readFile(one) {
  const named = { name: one.name, mimetype: one.type || "application/octet-stream" };
  if (one.size > LIMIT) return named;
  return { ...named, content: `base64:${btoa(binary(new Uint8Array(await one.arrayBuffer())))}` };
}

function binary(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return text;
}

/** What is attached, each with a cross that takes it out again: `remove(index)`. */
export function chips(files, remove) {
  return files.map((one, i) => h("span", { class: "chip" }, icon("file", 14), one.name,
    h("button", { type: "button", class: "chip-remove", "aria-label": t("composer.remove_file", { name: one.name }),
      onclick: () => remove(i) }, icon("close", 12))));
}
