// The address says what one looks at: /#as=U0ANKE&channel=C0NORDWIND&thread=…&tab=home

import { store, memory } from "./store.js";

/** → {as, channel, thread, tab, message}; missing ones are null */
export function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  return {
    as: given.get("as") || memory.get("as"),
    channel: given.get("channel"),
    thread: given.get("thread") || given.get("thread_ts"),
    tab: given.get("tab"),
    message: given.get("message") || given.get("ts"),
  };
}

export function href(changes = {}) {
  const wanted = { as: store.me, channel: store.channel, thread: null, ...changes };
  const given = Object.entries(wanted).filter(([, value]) => value);
  return `#${new URLSearchParams(given)}`;
}

/** Goes there; the page follows by `hashchange`. */
export function go(changes) {
  const target = href(changes);
  if (location.hash === target) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = target;
}

export function write(changes) {
  history.replaceState(null, "", href(changes));
}

/** A permalink's {channel, message, thread}, or null. */
export function permalink(url) {
  const found = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?.*thread_ts=([\d.]+))?/.exec(url);
  if (!found) return null;
  return { channel: found[1], message: `${found[2]}.${found[3]}`, thread: found[4] || null };
}
