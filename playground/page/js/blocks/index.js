// Block Kit → DOM nodes.
//
// `surface` says where the blocks stand and what a click does:
//   {id, lang?, press(element, block, {selected?, value?}) → Promise, errors?: {block_id: text}}

import { h, safeUrl } from "../dom.js";
import { t } from "../i18n.js";
import { inline, mrkdwn, plain, textObject } from "../mrkdwn.js";
import { renderElement } from "./elements.js";
import { renderInput } from "./input.js";
import { richText } from "./rich_text.js";

const BLOCKS = {
  section: (block, surface) => section(block, surface),
  header: (block) => h("h3", { class: "block-header" }, plain(block.text?.text)),
  divider: () => h("hr", { class: "block-divider" }),
  context: (block) => h("div", { class: "block-context" }, (block.elements || []).map(contextElement)),
  actions: (block, surface) => h("div", { class: "block-actions" },
    (block.elements || []).map((element) => renderElement(element, block, surface))),
  image: (block) => h("figure", { class: "block-image" },
    block.title && h("figcaption", {}, textObject(block.title)), picture(block)),
  input: (block, surface) => renderInput(block, surface),
  rich_text: (block) => h("div", { class: "block-rich" }, richText(block)),
  markdown: (block) => h("div", { class: "text" }, mrkdwn(block.text)),
};

export function renderBlocks(blocks, surface) {
  return h("div", { class: "blocks" }, (blocks || []).map((block) => renderBlock(block, surface)));
}

function renderBlock(block, surface) {
  const draw = BLOCKS[block.type];
  if (!draw) return h("p", { class: "block-unknown" }, t("block.unknown", { type: block.type }));
  return draw(block, surface);
}

function section(block, surface) {
  const fields = (block.fields || []).map((field) => h("div", { class: "field text" }, textObject(field)));
  const main = h("div", { class: "section-main" },
    block.text && h("div", { class: "text" }, textObject(block.text)),
    fields.length > 0 && h("div", { class: "fields" }, fields));
  const accessory = block.accessory && h("div", { class: `accessory accessory-${block.accessory.type}` },
    block.accessory.type === "image" ? picture(block.accessory) : renderElement(block.accessory, block, surface));
  return h("div", { class: "block-section" }, main, accessory);
}

function contextElement(element) {
  if (element.type === "image") return picture(element);
  if (element.type === "mrkdwn") {
    return h("span", { class: "context-text" }, element.text.includes("\n") ? mrkdwn(element.text) : inline(element.text));
  }
  return h("span", { class: "context-text" }, plain(element.text));
}

function picture(element) {
  const source = safeUrl(element.image_url || element.slack_file?.url || "");
  const alt = element.alt_text || "";
  return source ? h("img", { src: source, alt, loading: "lazy" }) : h("span", { class: "no-image" }, alt);
}
