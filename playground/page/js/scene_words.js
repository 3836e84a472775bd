// A few words about an entry behind the scenes, so that one need not unfold it.

import { channelById, person } from "./store.js";
import { plainSummary } from "./summary.js";

const short = (text) => (text ? `“${plainSummary(text, 60)}”` : "");
const room = (id) => {
  const known = id && channelById(id);
  return known ? (known.kind === "dm" ? known.name : `#${known.name}`) : null;
};
const name = (id) => (id ? person(id).name.split(" ")[0] : null);
const join = (...parts) => parts.filter(Boolean).join(" · ");

const WORDS = {
  event: (request) => {
    const event = request.event || request;
    return join(name(userOf(event)), room(channelOf(event)), short(event.text || event.message?.text) || event.reaction);
  },
  interaction: (request) => {
    const payload = parsed(request.payload) || request;
    const action = payload.actions?.[0];
    return join(name(userOf(payload)), action?.action_id || payload.view?.callback_id || payload.callback_id);
  },
  command: (request) => join(name(request.user_id), request.text),
  api: (request) => join(room(request.channel) || name(request.user), request.name || short(request.text)),
  response_url: (request) => short(request.text),
  jira: (request) => short(request?.fields?.summary || request?.jql),
  job: (request, note) => note || "",
};

const userOf = (one) => (typeof one.user === "object" ? one.user?.id : one.user);
const channelOf = (one) => (typeof one.channel === "object" ? one.channel?.id : one.channel || one.item?.channel);

function parsed(text) {
  if (typeof text !== "string") return text || null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function describe({ kind, request, note }) {
  if (!request || typeof request !== "object") return note || "";
  return WORDS[kind]?.(request, note) || "";
}
