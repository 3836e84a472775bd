// The left column: through whose eyes one looks, by company.

import { arrowKeys, h, replace } from "./dom.js";
import { avatar, badge } from "./avatar.js";
import { mark } from "./icons.js";
import { t } from "./i18n.js";
import { go } from "./route.js";
import { on, store } from "./store.js";

export function peopleColumn(tools) {
  const list = h("div", { class: "people-list" });
  const title = h("span", { class: "brand-name" });
  const node = h("nav", { class: "people", "data-region": "people", testid: "people" },
    h("div", { class: "brand" }, mark(30), title), list, tools);
  on("people place attention language", () => {
    title.textContent = t("title");
    node.setAttribute("aria-label", t("people.title"));
    draw(list);
  });
  list.addEventListener("keydown", (event) => arrowKeys(event, [...list.querySelectorAll("button")]));
  return node;
}

function draw(list) {
  const hook = document.activeElement?.closest(".people-list button")?.dataset.testid;
  const companies = new Map();
  for (const one of store.people) {
    const key = one.workspace?.id;
    if (!companies.has(key)) companies.set(key, { company: one.workspace, people: [] });
    companies.get(key).people.push(one);
  }
  replace(list, h("p", { class: "people-title" }, t("people.title")), [...companies.values()].map(group));
  if (hook) list.querySelector(`[data-testid="${hook}"]`)?.focus();
}

function group({ company, people }) {
  const kind = company?.kind === "agency" ? "agency" : "client";
  return h("section", { class: `company company-${kind}`, "aria-label": company?.name },
    h("h2", { class: "company-head" }, badge(company, 18), h("span", { class: "company-name" }, company?.name),
      h("span", { class: `kind kind-${kind}` }, t(`people.${kind}`))),
    people.map(row));
}

function row(one) {
  const current = one.id === store.me;
  const marks = store.attention[one.id];
  const personal = marks?.personal || 0;
  return h("button", {
    type: "button", class: `person${current ? " current" : ""}${marks?.any ? " has-unread" : ""}`, testid: `person-${one.id}`,
    "aria-current": current ? "true" : null, title: one.name, onclick: () => be(one.id),
  }, avatar(one, 28), h("span", { class: "person-name" }, one.name),
  one.guest && h("span", { class: "tag" }, t("people.guest")),
  !current && personal > 0 && h("span", { class: "count", "aria-label": t("people.unread", { n: personal }) }, personal),
  !current && !personal && marks?.any && h("span", { class: "dot" }));
}

/** Looks through another's eyes: at the same channel where they see it, else at their first. */
export const be = (id, channel = null) => go({ as: id, channel: channel || store.channel, thread: null, tab: null });

export function nextPerson(step) {
  const ids = store.people.map((one) => one.id);
  be(ids[(ids.indexOf(store.me) + step + ids.length) % ids.length]);
}
