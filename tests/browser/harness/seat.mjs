// A seat without a browser: the cookie that an invitation is exchanged for, and a websocket that carries it.

import assert from "node:assert/strict";

import WebSocket from "ws";

/** Exchanges an invitation's link for a seat; returns the cookie and what the server said. */
export async function join(link, name) {
  const { origin, hash } = new URL(link);
  const response = await fetch(`${origin}/api/join`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ secret: hash.slice(1), name }),
  });
  const said = await response.json();
  assert.equal(response.status, 200, JSON.stringify(said));
  const cookie = response.headers
    .getSetCookie()
    .map((set) => set.split(";", 1)[0])
    .join("; ");
  return { cookie, origin, ...said };
}

/** A websocket class that sends a seat's cookie, as `WebsocketProvider` wants it in `WebSocketPolyfill`. */
export function socketOf({ cookie, origin }) {
  return class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, { headers: { cookie, origin } });
    }
  };
}
