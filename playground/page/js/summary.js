// A text in one plain line, for announcements and lists.

import { toTyped } from "./typed.js";

export function plainSummary(text, length = 140) {
  const line = toTyped(String(text || "")).replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1").replace(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
