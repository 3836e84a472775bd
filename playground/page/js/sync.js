// Keeps the store in step with the server: what changed is fetched again, at most once at a time.

import { get, live, post, ApiError } from "./api.js";
import { emit, preparing, store } from "./store.js";
import { t } from "./i18n.js";
import { toast } from "./toasts.js";

const TRAFFIC_PAGE = 300;
const TRAFFIC_KEPT = 500;
let trafficSeen = null;  // number of the last entry fetched

/** A page that has just been opened shows the latest entries, not the whole history. */
async function trafficStart() {
  const { last } = await get("traffic", { after: 0, limit: 1 });
  return Math.max(0, last - TRAFFIC_PAGE);
}

/** Runs `work` at most once at a time; calls made meanwhile cause, and await, one more run. */
export function coalesce(work) {
  let running = null;
  let again = false;
  async function loop() {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.message !== "offline") toast(error.message, "warn");
    } finally {
      running = null;
    }
  }
  return () => {
    again = true;
    running ||= loop();
    return running;
  };
}

/** Fetches for the person one is; an answer that arrives after a switch is dropped. */
async function fetchFor(path, params, keep) {
  const as = store.me;
  const channel = store.channel;
  const thread = store.thread;
  const answer = await get(path, { as, ...params });
  if (as !== store.me) return;
  if (params.channel && channel !== store.channel) return;
  if (params.thread_ts && thread !== store.thread) return;
  keep(answer);
}

export const refresh = {
  people: coalesce(async () => {
    store.people = (await get("people")).filter((one) => !one.bot);
    emit("people");
  }),

  state: coalesce(() => fetchFor("state", {}, (answer) => {
    store.state = answer;
    setClock(answer.clock);
    emit("state");
  })),

  messages: coalesce(async () => {
    if (!store.channel) return;
    await fetchFor("messages", { channel: store.channel }, ({ messages }) => {
      store.messages = messages;
      emit("messages");
    });
  }),

  thread: coalesce(async () => {
    if (!store.thread) return;
    const params = { channel: store.channel, thread_ts: store.thread };
    await fetchFor("messages", params, ({ messages }) => {
      store.threadMessages = messages;
      emit("thread");
    });
  }),

  home: coalesce(() => fetchFor("home", {}, (answer) => {
    store.home = answer.view;
    emit("home");
  })),

  modals: coalesce(() => fetchFor("modals", {}, (answer) => {
    store.modals = answer.stack || [];
    emit("modals");
  })),

  traffic: coalesce(async () => {
    const after = trafficSeen ?? await trafficStart();
    const { entries, last } = await get("traffic", { after, limit: TRAFFIC_PAGE });
    trafficSeen = entries.at(-1)?.n ?? last;
    store.traffic = [...store.traffic, ...entries].slice(-TRAFFIC_KEPT);
    emit("traffic");
    if (trafficSeen < last) refresh.traffic();
  }),

  attention: coalesce(async () => {
    store.attention = await get("attention");
    emit("attention");
  }),
};

export function setClock(clock) {
  if (!clock) return;
  store.clock = clock;
  store.skew = new Date(clock.now) - Date.now();
  emit("clock");
}

let attentionTimer = null;

/** The chooser's marks are not urgent: wait until it has grown quiet for a moment. */
export function soonAttention() {
  clearTimeout(attentionTimer);
  attentionTimer = setTimeout(refresh.attention, 500);
}

export function everything() {
  return Promise.all([refresh.state(), refresh.messages(), refresh.thread(), refresh.modals(),
    refresh.traffic(), store.tab === "home" && refresh.home()]).then(soonAttention);
}

const HANDLERS = {
  message: onMessage,
  ephemeral: onMessage,
  channel: (change) => { onMessage(change); },
  home: () => refresh.home(),
  modal: () => refresh.modals(),
  clock: () => refresh.state(),
  traffic: () => refresh.traffic(),
  people: () => { refresh.people(); onMessage({}); },
  notice: ({ text }) => toast(text, "warn"),
};

function onMessage({ channel }) {
  refresh.state();
  if (channel && channel !== store.channel) return;
  refresh.messages();
  refresh.thread();
}

let stop = null;

/**
 * Follows the changes of the person one is now. Everything is fetched when the stream stands, so
 * that nothing falls between the two.
 */
export function follow() {
  stop?.();
  stop = live(store.me, (change) => {
    HANDLERS[change.kind]?.(change);
    soonAttention();
  }, () => {
    setOnline(true);
    everything();
  }, () => setOnline(false));
}

function setOnline(online) {
  if (store.online === online) return;
  store.online = online;
  emit("online");
}

/** What one may do while the demo is not ready. */
const HARMLESS = ["read", "home"];

/** Does something as the person one is; a refusal is told and gives null. */
export async function act(name, body) {
  if (preparing() && !HARMLESS.includes(name)) {
    toast(t("preparing.wait"), "warn");
    return null;
  }
  try {
    return await post(name, { as: store.me, ...body });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message === "offline" ? t("offline") : error.message, "warn");
    return null;
  }
}
