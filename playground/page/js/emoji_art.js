// Simple drawings of the emoji that Perron and its demo use, on a 24 × 24 grid.

const GOLD = "#f5bd3f";
const DARK = "#5b3a0c";

const circle = (cx, cy, r, fill) => ["circle", { cx, cy, r, fill }];
const path = (d, fill, more = {}) => ["path", { d, fill, ...more }];
const line = (d, stroke, width = 2) =>
  path(d, "none", { stroke, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" });
const box = (x, y, width, height, fill, rx = 2) => ["rect", { x, y, width, height, fill, rx }];

const face = (mouth, extra = []) => [
  circle(12, 12, 10, GOLD), circle(8.5, 10, 1.4, DARK), circle(15.5, 10, 1.4, DARK),
  line(mouth, DARK, 1.7), ...extra,
];
const THUMB = "M7 10.5h2l3.3-7c2 0 2.9 1.3 2.4 3.3l-.7 3h5c1.5 0 2.2 1.3 1.7 2.5l-2 6.5c-.3 1-1 1.7-2.2 1.7H9l-2-1z";
const HAND = "M6.5 21c-2.5-2.5-3.5-5.5-3-9.5.2-1.3 2-1.3 2.2 0l.5 2.5L7.5 5c.2-1.5 2.2-1.3 2.1.2L9.5 11 11 3.5c.3-1.5 2.3-1.2 2.2.3l-.4 7.2 2.2-6c.5-1.4 2.3-.8 2 .7l-1.5 6.5 2-2.7c.9-1.2 2.5-.2 1.9 1.2C17.5 15.5 16 22 11 22c-2 0-3.5 0-4.5-1z";

export const ART = {
  "+1": [path(THUMB, GOLD), box(2.5, 10, 4, 11, "#5b7fa8", 1)],
  "-1": [path(THUMB, GOLD, { transform: "rotate(180 12 12)" }),
    box(17.5, 3, 4, 11, "#5b7fa8", 1)],
  eyes: [["ellipse", { cx: 7, cy: 12, rx: 5, ry: 7, fill: "#fff", stroke: "#8893a0" }],
    ["ellipse", { cx: 17, cy: 12, rx: 5, ry: 7, fill: "#fff", stroke: "#8893a0" }],
    ["ellipse", { cx: 8.5, cy: 13, rx: 2.2, ry: 3, fill: "#2d3640" }],
    ["ellipse", { cx: 18.5, cy: 13, rx: 2.2, ry: 3, fill: "#2d3640" }]],
  white_check_mark: [box(2, 2, 20, 20, "#3fa35b", 4), line("M6.5 12.5l4 4 7-8.5", "#fff", 2.8)],
  x: [line("M5 5l14 14M19 5 5 19", "#d6453d", 4)],
  tada: [path("M3 21.5 9 8.5l7 7z", GOLD), line("M13 8c0-3 2-4 1-6M16 11c3 0 4-2 6-1", "#d6453d", 1.8),
    circle(18.5, 5, 1.5, "#4a90c4"), circle(9, 3.5, 1.3, "#3fa35b"), circle(20.5, 15, 1.3, "#a45bc0")],
  heart: [path("M12 21C5 15.5 2 12 2 8a5.2 5.2 0 0 1 10-2 5.2 5.2 0 0 1 10 2c0 4-3 7.5-10 13z", "#d6453d")],
  wave: [path(HAND, GOLD), line("M19.5 5.5c1 .8 1.6 1.8 1.8 3M2.5 17.5c.3 1.5 1 2.6 2 3.5", "#8893a0", 1.4)],
  raised_hands: [path(HAND, GOLD, { transform: "translate(-1 3) scale(.62)" }),
    path(HAND, GOLD, { transform: "translate(25 3) scale(-.62 .62)" }),
    line("M12 2v3M7.5 2.5l.7 2M16.5 2.5l-.7 2", "#4a90c4", 1.5)],
  pray: [path("M11.5 2c-1.5 0-1.5 2-1.7 5L7 15l-4 3 4 4 4.5-2.5z", GOLD),
    path("M12.5 2c1.5 0 1.5 2 1.7 5l2.8 8 4 3-4 4-4.5-2.5z", "#e5a92c")],
  clap: [path(HAND, "#e5a92c", { transform: "rotate(-24 12 12) translate(3 3) scale(.8)" }),
    path(HAND, GOLD, { transform: "translate(1 4) scale(.8)" }), line("M18 2.5v2M21.5 5.5l-1.8.8", "#8893a0", 1.5)],
  rocket: [path("M21.5 2.5c-6 0-10 3-13 8.5l4.5 4.5c5.5-3 8.5-7 8.5-13z", "#c9d2dc"), circle(15.5, 8.5, 2, "#4a90c4"),
    path("M8.5 11 4 12.5l3 2zM13 15.5 11.5 20l-2-3z", "#d6453d"), path("M7 15.5c-3 .5-4 3-4 5.5 2.5 0 5-1 5.5-4z", GOLD)],
  bulb: [circle(12, 9.5, 7, "#ffd95e"), box(9, 15.5, 6, 3, "#c9a83c", 1), box(9.5, 18.5, 5, 3, "#8893a0", 1)],
  thinking_face: face("M9 16c2-1.2 4-1.2 6-.3", [path("M5 22c-1-3 .5-5.5 3-6l2 1-1.5 1.2c1 2-.5 4.3-3.5 3.8z", "#e59b2c")]),
  smile: face("M7.5 14c2 3.7 7 3.7 9 0"),
  slightly_smiling_face: face("M8 15c2 2 6 2 8 0"),
  joy: face("M7.5 13.5c2 4.5 7 4.5 9 0z", [path("M3 12c-1.5 1.5-1.5 3.5 0 3.5s1.5-2 0-3.5zM21 12c-1.5 1.5-1.5 3.5 0 3.5s1.5-2 0-3.5z", "#4a90c4")]),
  warning: [path("M12 2.5 23 21.5H1z", "#f5bd3f"), line("M12 9v6M12 18.2v.01", "#3a2f12", 2.4)],
  hourglass: [path("M6 3h12c0 5-4 6.5-4 9s4 4 4 9H6c0-5 4-6.5 4-9S6 8 6 3z", "#cfe3f2"), path("M8 20c1-3 3-3.5 4-5 1 1.5 3 2 4 5z", GOLD),
    line("M5 2.5h14M5 21.5h14", "#8a6a3a", 2)],
  ticket: [path("M2 7h20v3.2a2 2 0 0 0 0 3.6V17H2v-3.2a2 2 0 0 0 0-3.6z", "#e5776a"), line("M15 9v6", "#fff", 1.5)],
  calendar: [box(3, 4, 18, 17, "#fff", 2), box(3, 4, 18, 5, "#d6453d", 2), line("M7 13h2M11 13h2M15 13h2M7 17h2M11 17h2", "#5a6570", 1.8)],
  lock: [box(5, 10.5, 14, 10.5, GOLD, 2), line("M8 10V7.5a4 4 0 0 1 8 0V10", "#8893a0", 2.2)],
  memo: [box(4, 2.5, 14, 19, "#fff", 1.5), line("M7 7h8M7 11h8M7 15h5", "#8893a0", 1.5), line("M20.5 10l-6 8", "#e5a92c", 2.5)],
  seedling: [path("M12 13C5 13.5 3 9 3 5c6-.5 9 2.5 9 8zM12 15c0-5 3-7.5 9-7.5 0 4.5-3 8-9 7.5z", "#5fae4b"), line("M12 13v8", "#4a8a3a")],
  palm_tree: [line("M13 9c-1 4-1.5 8-1 12", "#8a6a3a", 2.5), path("M13 9C9 5 5 6 3 9.5c4-.8 7-.5 10-.5zM13 9c0-5 4-6.5 8-4-3.5.5-6 2-8 4zM13 9c4-1 7 1 8 5-3-2.5-5-4-8-5z", "#4a9a4b")],
  speech_balloon: [path("M3 4h18v12h-8l-5 5v-5H3z", "#e8eef4", { stroke: "#8893a0" }), circle(8, 10, 1.3, "#5a6570"), circle(12, 10, 1.3, "#5a6570"), circle(16, 10, 1.3, "#5a6570")],
  question: [line("M8 8c0-6 8.5-5.5 8.5-.5C16.5 11 12 11 12 15M12 20v.01", "#d6453d", 3)],
  fire: [path("M12 2c1 5 6.5 7 6.5 13a6.5 6.5 0 0 1-13 0c0-3 1.5-4.5 2.5-7 1 1 1.5 2 1.7 3C12 9 12.5 5 12 2z", "#e8632c"), path("M12 12c.5 2.5 3 3.5 3 6a3 3 0 0 1-6 0c0-2.5 2.5-3.5 3-6z", "#ffd95e")],
  zzz: [line("M3 13h7l-7 8h7", "#4a90c4", 2.2), line("M14 3h7l-7 8h7", "#4a90c4", 2.2)],
  bell: [path("M12 3c-4 0-6 3-6 7 0 5-2.5 6-2.5 7.5h17C20.5 16 18 15 18 10c0-4-2-7-6-7z", GOLD), circle(12, 20, 2, "#c98f1e")],
  package: [path("M2.5 7.5 12 3l9.5 4.5v9.5L12 21.5 2.5 17z", "#c99a62"), line("M2.5 7.5 12 12l9.5-4.5M12 12v9.5", "#8a6a3a", 1.3)],
  pushpin: [line("M12 13 5 21", "#8893a0"), path("M13 3l8 8-2.5.5-3.5 4-1 3.5L5 10l3.5-1 4-3.5z", "#d6453d")],
};
for (const [name, fill] of Object.entries({ red_circle: "#d6453d", large_green_circle: "#3fa35b",
  large_yellow_circle: "#f5bd3f", large_blue_circle: "#3f7fc4", white_circle: "#e3e7eb", black_circle: "#333a42" })) {
  ART[name] = [circle(12, 12, 9, fill)];
}
