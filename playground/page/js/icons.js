// Line icons, drawn on a 20 × 20 grid, and Perron's own mark.
import { svg } from "./dom.js";

const PATHS = {
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12 4.5 6.5 10l5.5 5.5",
  more: "M10 4.5v.01M10 10v.01M10 15.5v.01",
  smile: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM7.3 8v.01M12.7 8v.01M6.8 11.8c1.7 2.3 4.7 2.3 6.4 0",
  thread: "M3.5 4.5h13v9H9l-3.5 3v-3h-2zM7 9h6",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l1-1",
  edit: "M4 16l.8-3.5L13.3 4l2.7 2.7-8.5 8.5zM11.5 5.8l2.7 2.7",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11",
  bolt: "M11 2.5 4.5 11.5H10l-1 6 6.5-9H10z",
  send: "M3.5 4 17 10 3.5 16l1.7-6zM5.2 10H11",
  clip: "M15.5 9.5 10 15a3.2 3.2 0 0 1-4.6-4.6l6-6a2.2 2.2 0 0 1 3.1 3.1l-5.8 5.8a1 1 0 0 1-1.5-1.5L12 7",
  eye: "M2 10c3.5-6.5 12.5-6.5 16 0-3.5 6.5-12.5 6.5-16 0zM10 7.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8z",
  clock: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 6v4.3l2.8 1.7",
  scenes: "M3 4h14v12H3zM12 4v12M5.5 7.5h4M5.5 10h4M5.5 12.5h2.5",
  storm: "M6 12a3.5 3.5 0 1 1 .8-6.9 4.3 4.3 0 0 1 8 1.9A2.6 2.6 0 0 1 14.5 12M10.5 9.5 8.5 13h3l-2 4",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  down: "M5.5 8l4.5 4.5L14.5 8",
  right: "M8 5.5l4.5 4.5L8 14.5",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  file: "M5 2.5h6.5l3.5 3.5v11.5H5zM11.5 2.5V6H15",
  people: "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16c.4-5 9.6-5 10 0M13 4.5a2.5 2.5 0 0 1 0 5M14.5 11.5c1.8.5 3 1.8 3 4.5",
  help: "M7.3 7.5c.3-3.7 6-3.2 5.5.2-.3 1.8-2.8 2-2.8 4.3M10 15v.01",
  globe: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM2.5 10h15M10 2.5c-4.5 4-4.5 11 0 15M10 2.5c4.5 4 4.5 11 0 15",
  map: "M3 5.5 7.5 3.5l5 2 4.5-2v11l-4.5 2-5-2L3 16.5zM7.5 3.5v11M12.5 5.5v11",
  pin: "M12 2.5l5.5 5.5-2 .5-3 3-.5 3.5L4.5 7.5 8 7l3-3zM7.5 12.5 3 17",
};

export function icon(name, size = 18) {
  const stroke = { d: PATHS[name], fill: "none", stroke: "currentColor", "stroke-width": "1.6",
    "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("0 0 20 20", [["path", stroke]], { width: size, height: size, class: "icon" });
}

/** Perron's mark: a platform's roof, its pillar, the platform, the rails. */
export function mark(size = 36) {
  const line = { fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("0 0 32 32", [
    ["rect", { width: 32, height: 32, rx: 7, fill: "#1f4d4a" }],
    ["path", { ...line, d: "M6 12.5 16 7l10 5.5", stroke: "#f4c95d", "stroke-width": 2.6 }],
    ["path", { ...line, d: "M16 10v11", stroke: "#fff", "stroke-width": 2.6 }],
    ["path", { ...line, d: "M6 22h20", stroke: "#fff", "stroke-width": 2.8 }],
    ["path", { ...line, d: "M9 26h14", stroke: "#7fb8b0", "stroke-width": 2,
      "stroke-dasharray": "2.5 3" }],
  ], { width: size, height: size, class: "mark" });
}
