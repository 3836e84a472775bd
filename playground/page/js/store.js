// What the page knows right now, and who wants to hear when it changes.

export const store = {
  people: [],          // everybody one can be
  attention: {},       // person id → {any, personal}, for the chooser
  me: null,            // person id
  state: null,         // GET /control/state of that person
  channel: null,       // channel id
  thread: null,        // ts of the open thread
  tab: "messages",     // or "home", in the conversation with the bot
  target: null,        // ts of a message to show at once (a permalink)
  messages: null,      // of `channel`; null while loading
  threadMessages: null,
  home: null,
  modals: [],
  traffic: [],
  hostile: {},
  skew: 0,             // playground clock minus this machine's, in ms
  online: true,
};

const listeners = new Map();

/** Calls `listener()` after each `emit(topic)`. */
export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, []);
    listeners.get(topic).push(listener);
  }
}

export function emit(topic) {
  for (const listener of listeners.get(topic) || []) listener();
}

export const now = () => new Date(Date.now() + store.skew);

/** A person as I see them: {id, name, team, external, guest, bot}; unknown ids show as themselves. */
export function person(id) {
  const seen = store.state?.people?.[id];
  if (seen) return seen;
  const known = store.people.find((one) => one.id === id);
  if (!known) return { id, name: id, team: {}, external: false };
  return { ...known, team: known.workspace, external: known.workspace?.id !== store.state?.team?.id };
}

export const me = () => store.people.find((one) => one.id === store.me);
export const channels = () => store.state?.channels || [];
export const channelById = (id) => channels().find((one) => one.id === id);
export const currentChannel = () => channelById(store.channel);
export const app = () => store.state?.app || {};
export const isBot = (id) => id === app().bot_user;
export const botDm = () => channels().find((one) => one.kind === "dm");

/** The viewed person's own zone and language, for dates that Slack would show them. */
export const zone = () => store.state?.me?.tz || me()?.tz || "Europe/Berlin";
export const locale = () => store.state?.me?.locale || me()?.locale || "en-GB";

/** "bot" or "history" while the demo is not ready to be played with, else null. */
export const preparing = () => store.state?.preparing || null;

/** Remembered in this browser only; a browser that forbids it just forgets. */
export const memory = {
  get(key, fallback = null) {
    try {
      return JSON.parse(localStorage.getItem(`playground.${key}`)) ?? fallback;
    } catch {
      return fallback;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`playground.${key}`, JSON.stringify(value));
    } catch {
      // private windows: nothing to do
    }
  },
};
