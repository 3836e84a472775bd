// The usual emoji by their Slack names. Where the machine has no colour emoji, drawn ones stand in.

import { h, svg } from "./dom.js";
import { ART } from "./emoji_art.js";

const NAMES = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", eyes: "👀", white_check_mark: "✅",
  heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", tada: "🎉", heart: "❤️", wave: "👋",
  raised_hands: "🙌", pray: "🙏", clap: "👏", ok_hand: "👌", muscle: "💪", rocket: "🚀", fire: "🔥",
  bulb: "💡", thinking_face: "🤔", smile: "😄", slightly_smiling_face: "🙂", blush: "😊", joy: "😂",
  wink: "😉", sweat_smile: "😅", cry: "😢", warning: "⚠️", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  ticket: "🎫", calendar: "📆", date: "📅", alarm_clock: "⏰", clock3: "🕒", link: "🔗", lock: "🔒",
  mag: "🔍", memo: "📝", pencil: "📝", pencil2: "✏️", paperclip: "📎", package: "📦", seedling: "🌱",
  palm_tree: "🌴", sunny: "☀️", zzz: "💤", question: "❓", exclamation: "❗", grey_question: "❔",
  speech_balloon: "💬", bell: "🔔", no_bell: "🔕", pushpin: "📌", point_right: "👉", point_up: "☝️",
  arrow_right: "➡️", arrow_up: "⬆️", arrows_counterclockwise: "🔄", star: "⭐", sparkles: "✨", "100": "💯",
  bug: "🐛", coffee: "☕", handshake: "🤝", busts_in_silhouette: "👥", station: "🚉", train: "🚋",
  red_circle: "🔴", large_green_circle: "🟢", large_yellow_circle: "🟡", large_blue_circle: "🔵",
  white_circle: "⚪", black_circle: "⚫", chart_with_upwards_trend: "📈", moneybag: "💰", crystal_ball: "🔮",
  recycle: "♻️", stop_sign: "🛑", construction: "🚧", information_source: "ℹ️", book: "📖", beetle: "🐞",
};

/** Offered when reacting, most used first. */
export const PICKER = ["+1", "white_check_mark", "eyes", "pray", "tada", "heart", "raised_hands", "wave",
  "clap", "rocket", "bulb", "thinking_face", "smile", "warning", "hourglass", "x"];

/** A node for `:name:`, or null when unknown. */
export function emojiNode(name) {
  const sign = NAMES[name];
  if (!sign) return null;
  const props = { class: "emoji", role: "img", "aria-label": `:${name}:`, title: `:${name}:` };
  const art = !hasColour() && (ART[name] || ART[Object.keys(NAMES).find((other) => NAMES[other] === sign)]);
  return art ? h("span", props, svg("0 0 24 24", art)) : h("span", props, sign);
}

/** The node, or the name itself for what this page does not know (custom emoji). */
export const emojiOrName = (name) => emojiNode(name) || h("span", { class: "emoji-name" }, `:${name}:`);

let colour = null;

/** Whether this machine has colour emoji: draws one and looks for a pixel that is not grey. */
function hasColour() {
  if (colour !== null) return colour;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 16;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = "14px sans-serif";
  pen.fillText("🎉", 0, 13);
  const pixels = pen.getImageData(0, 0, 16, 16).data;
  colour = false;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] > 100 && Math.abs(pixels[i] - pixels[i + 2]) > 24) colour = true;
  }
  return colour;
}
