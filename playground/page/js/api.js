// The playground's control API: JSON in and out, and a stream of changes.

/** The server refused; `message` is a sentence for people. */
export class ApiError extends Error {}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new ApiError("offline");
  }
  const text = await answer.text();
  const body = text ? parse(text) : {};
  if (!answer.ok) throw new ApiError(body.error || `HTTP ${answer.status}`);
  return body;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { error: text.slice(0, 200) };
  }
}

function query(params) {
  const given = Object.entries(params || {}).filter(([, value]) => value !== null && value !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

export const get = (name, params) => call(`/control/${name}${query(params)}`);

export const post = (name, body) => call(`/control/${name}`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body || {}),
});

/**
 * Follows what changes for one person. Reconnects by itself, the browser's EventSource does not
 * after every kind of failure. `onOpen()` tells when a connection stands: something may have been
 * missed before. Returns a function that stops.
 */
export function live(as, onChange, onOpen, onLost) {
  let source = null;
  let stopped = false;
  let wait = 500;

  function connect() {
    if (stopped) return;
    source = new EventSource(`/control/live${query({ as })}`);
    source.addEventListener("change", (event) => onChange(parse(event.data)));
    source.onopen = () => {
      wait = 500;
      onOpen();
    };
    source.onerror = () => {
      source.close();
      if (stopped) return;
      onLost();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 8000);
    };
  }

  connect();
  return () => {
    stopped = true;
    source.close();
  };
}
