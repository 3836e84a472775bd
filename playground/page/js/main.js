// Puts the page together and follows the address.

import { append, h } from "./dom.js";
import { channelView } from "./channel.js";
import { guideStrip } from "./guide.js";
import { language, t } from "./i18n.js";
import { listenForKeys } from "./keyboard.js";
import { modalLayer } from "./modal.js";
import { peopleColumn } from "./people.js";
import { closePopover } from "./popover.js";
import { preparingStrip } from "./preparing.js";
import { read, write } from "./route.js";
import { scenes } from "./scenes.js";
import { sidebar } from "./sidebar.js";
import { app, botDm, channelById, channels, emit, memory, on, store } from "./store.js";
import { act, coalesce, follow, refresh } from "./sync.js";
import { threadPane } from "./thread.js";
import { tools } from "./tools.js";

function build() {
  const frame = h("div", { class: "frame" });
  append(frame, [sidebar(), channelView(), threadPane(), modalLayer(frame)]);
  const offline = h("div", { class: "offline", role: "alert", hidden: true });
  on("online language", () => {
    offline.hidden = store.online;
    offline.textContent = t("offline");
  });
  append(document.getElementById("app"), [
    peopleColumn(tools()), h("div", { class: "stage" }, guideStrip(), preparingStrip(), offline, frame), scenes(),
  ]);
  on("place language", () => { document.documentElement.lang = language(); });
  on("place state", () => { document.title = titleText(); });
}

function titleText() {
  const where = store.tab === "home" ? app().name : channelById(store.channel)?.name;
  return [where, t("title")].filter(Boolean).join(" · ");
}

/** Makes the store what the address says; fetches what that needs. */
const arrive = coalesce(async () => {
  const wanted = read();
  const as = store.people.find((one) => one.id === wanted.as) || store.people[0];
  if (!as) return;
  closePopover({ refocus: false });
  const other = as.id !== store.me;
  if (other) await become(as.id);
  const channel = placeOf(wanted.channel);
  const moved = other || channel !== store.channel;
  if (moved) store.messages = null;
  if (moved || wanted.thread !== store.thread) store.threadMessages = null;
  Object.assign(store, { channel, thread: wanted.thread, target: wanted.message, tab: wanted.tab === "home" ? "home" : "messages" });
  memory.set("as", as.id);
  write({ thread: store.thread, tab: store.tab === "home" ? "home" : null });
  emit("place");
  if (store.tab === "home") await act("home", { tab: "home" });
  if (other) follow();
  else await Promise.all([moved && refresh.messages(), refresh.thread(), store.tab === "home" && refresh.home()]);
  if (!moved && store.target) emit("messages");
});

async function become(id) {
  Object.assign(store, { me: id, state: null, home: null, modals: [], messages: null });
  emit("modals");
  await refresh.state();
}

/** The channel asked for when this person sees it, else the first they have. */
function placeOf(id) {
  if (id === "dm") return botDm()?.id || channels()[0]?.id || null;
  if (id && channelById(id)) return id;
  const shared = channels().find((one) => one.shared);
  return (channels().find((one) => !one.shared && one.kind !== "dm" && one.unread) || shared || channels()[0])?.id || null;
}

build();
listenForKeys();
await refresh.people();
addEventListener("hashchange", arrive);
await arrive();
