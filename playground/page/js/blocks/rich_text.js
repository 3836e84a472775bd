// rich_text blocks: what people type in Slack arrives like this.

import { h } from "../dom.js";
import { dateTemplate } from "../dates.js";
import { emojiOrName } from "../emoji.js";
import { channelLink, link, mention } from "../mrkdwn.js";

const CONTAINERS = {
  rich_text_section: (part) => h("div", {}, inline(part.elements)),
  rich_text_quote: (part) => h("blockquote", {}, inline(part.elements)),
  rich_text_preformatted: (part) => h("pre", {}, inline(part.elements)),
  rich_text_list: (part) => h(part.style === "ordered" ? "ol" : "ul", {
    class: part.indent ? `indent-${Math.min(part.indent, 4)}` : null,
    start: part.offset ? part.offset + 1 : null,
  }, part.elements.map((item) => h("li", {}, inline(item.elements)))),
};

const ELEMENTS = {
  text: (one) => withLines(one.text),
  link: (one) => link(one.url, one.text || one.url),
  user: (one) => mention(one.user_id),
  channel: (one) => channelLink(one.channel_id),
  usergroup: (one) => h("span", { class: "mention" }, `@${one.usergroup_id}`),
  broadcast: (one) => h("span", { class: "mention" }, `@${one.range}`),
  emoji: (one) => emojiOrName(one.name),
  date: (one) => dateTemplate(one.timestamp, one.format || "{date}"),
  color: (one) => h("code", {}, one.value),
};

const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "del"], ["code", "code"]];

export const richText = (block) => (block.elements || []).map((part) => CONTAINERS[part.type]?.(part));

function inline(elements) {
  return (elements || []).map((one) => {
    const node = ELEMENTS[one.type]?.(one) ?? null;
    return STYLES.reduce((inner, [style, tag]) => (one.style?.[style] ? h(tag, {}, inner) : inner), node);
  });
}

const withLines = (text) =>
  String(text ?? "").split("\n").flatMap((part, i) => (i ? [h("br"), part] : [part]));
