// Behind the scenes: what went over the wire, newest last, each entry unfolds.

import { h, replace } from "./dom.js";
import { clockTime } from "./dates.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { jsonTree } from "./json_tree.js";
import { describe } from "./scene_words.js";
import { emit, memory, on, store } from "./store.js";
import { refresh } from "./sync.js";

const FILTERS = {
  event: ["event"], interaction: ["interaction", "command"], api: ["api", "response_url"], job: ["job"],
  jira: ["jira", "confluence"],
};
const ICONS = { to_bot: "→", from_bot: "←", to_jira: "⇢", to_confluence: "⇢", job: "⚙" };

const state = { open: memory.get("scenes", innerWidth >= 1500), off: new Set(memory.get("scenes.off", [])), after: 0, unfolded: new Set() };

export function scenes() {
  const log = h("div", { class: "scenes-log", role: "log", tabindex: "0" });
  const filters = h("div", { class: "scenes-filters", role: "group" });
  const title = h("h2", {});
  const clear = h("button", { type: "button", class: "link-button", onclick: () => { state.after = store.traffic.at(-1)?.n || 0; emit("traffic"); } });
  const hide = h("button", { type: "button", class: "tool", onclick: toggleScenes }, icon("close"));
  const tabText = h("span", {});
  const tab = h("button", { type: "button", class: "scenes-tab", testid: "scenes-toggle", onclick: toggleScenes }, icon("scenes"), tabText);
  const node = h("aside", { class: "scenes", testid: "scenes", "data-region": "scenes" },
    h("header", { class: "scenes-head" }, title, clear, hide), filters, log);
  const rows = new Map();
  const labels = () => {
    node.hidden = !state.open;
    tab.hidden = state.open;
    tabText.textContent = t("scenes.title");
    document.body.classList.toggle("has-scenes", state.open);
    node.setAttribute("aria-label", t("scenes.title"));
    title.textContent = t("scenes.title");
    clear.textContent = t("scenes.clear");
    hide.setAttribute("aria-label", t("scenes.hide"));
    filters.setAttribute("aria-label", t("scenes.filter"));
    replace(filters, Object.keys(FILTERS).map(filterButton));
  };
  on("language scenes place", () => { labels(); rows.clear(); log.replaceChildren(); draw(log, rows); });
  on("traffic", () => draw(log, rows));
  return h("div", { class: "scenes-side" }, tab, node);
}

export function toggleScenes() {
  state.open = !state.open;
  memory.set("scenes", state.open);
  emit("scenes");
  if (state.open) refresh.traffic();
}

function filterButton(name) {
  return h("button", { type: "button", class: `filter filter-${name}`, "aria-pressed": String(!state.off.has(name)),
    testid: `filter-${name}`, onclick: () => {
      if (!state.off.delete(name)) state.off.add(name);
      memory.set("scenes.off", [...state.off]);
      emit("scenes");
    } }, t(`scenes.${name}`));
}

const groupOf = (entry) => Object.keys(FILTERS).find((name) => FILTERS[name].includes(entry.kind)) || "event";

function draw(log, rows) {
  if (!state.open) return;
  const stick = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const shown = store.traffic.filter((one) => one.n > state.after && !state.off.has(groupOf(one)));
  const wanted = withoutEchoes(shown);
  const keep = new Set(wanted.map((one) => one.n));
  for (const [n, node] of rows) if (!keep.has(n)) { node.remove(); rows.delete(n); }
  log.querySelector(".scenes-empty")?.remove();
  for (const entry of wanted) {
    if (!rows.has(entry.n)) {
      rows.set(entry.n, row(entry));
      log.append(rows.get(entry.n));
    }
    const times = rows.get(entry.n).querySelector(".scene-times");
    if (entry.times > 1) times.textContent = `× ${entry.times}`;
  }
  if (!wanted.length) log.append(h("p", { class: "scenes-empty" }, t("scenes.empty")));
  if (stick) log.scrollTop = log.scrollHeight;
}

/** Asking Jira the same thing again and again is one line with a count. */
function withoutEchoes(entries) {
  const kept = [];
  for (const entry of entries) {
    const last = kept.at(-1);
    const echo = last && entry.kind === "jira" && entry.name.startsWith("GET ")
      && last.name === entry.name && last.status === entry.status;
    if (echo) last.times += 1;
    else kept.push({ ...entry, times: 1 });
  }
  return kept;
}

function row(entry) {
  const group = groupOf(entry);
  const bad = Number(entry.status) >= 400 || entry.status === 0 || entry.response?.ok === false;
  const words = describe(entry);
  const details = h("details", { class: `scene scene-${group}${bad ? " bad" : ""}`, testid: `scene-${entry.n}` },
    h("summary", {},
      h("span", { class: "scene-arrow", title: t(`scenes.${entry.direction === "job" ? "job_ran" : entry.direction}`) }, ICONS[entry.direction] || "·"),
      h("span", { class: "scene-main" },
        h("span", { class: "scene-name" }, entry.name, " ", h("span", { class: "scene-times" })), words && h("span", { class: "scene-words" }, words)),
      h("span", { class: "scene-meta" }, entry.status ? h("span", { class: "scene-status" }, entry.status) : null,
        entry.ms !== null && entry.ms !== undefined ? ` ${Math.round(entry.ms)} ms` : "", h("br"), time(entry.at))));
  details.addEventListener("toggle", () => unfold(details, entry));
  if (state.unfolded.has(entry.n)) details.open = true;
  return details;
}

const time = (at) => {
  const date = typeof at === "number" ? new Date(at * 1000) : new Date(at);
  return Number.isNaN(date.getTime()) ? "" : clockTime(date);
};

/** The long part is only built when somebody looks at it. */
function unfold(details, entry) {
  if (!details.open) return state.unfolded.delete(entry.n);
  state.unfolded.add(entry.n);
  requestAnimationFrame(() => details.scrollIntoView({ block: "nearest" }));
  if (details.querySelector(".scene-body")) return undefined;
  details.append(h("div", { class: "scene-body" },
    entry.note && h("p", { class: "scene-note" }, entry.note),
    h("h4", {}, t("scenes.request")), jsonTree(entry.request),
    h("h4", {}, t("scenes.response")), jsonTree(entry.response)));
  return undefined;
}
