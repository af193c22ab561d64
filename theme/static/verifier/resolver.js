/** Where a verifier gets the documents that others publish. Mirrors plugins/testamur/verification/resolving/resolver.py and web.py. */

import { msg } from "./message.js";

const SECONDS = 10;

/** A document cannot be had; `said` says why, `code` for machines (cross_origin.js). */
export class Unavailable extends Error {
  /** @param {import("./message.js").Message} said */
  constructor(said, code = "") {
    super(String(said));
    this.said = said;
    this.code = code;
  }
}

/** @typedef {{fetch: (url: string, limit: number) => Promise<Uint8Array>}} Resolver */

/** Fetches over https, never from a cache, telling nobody who asks. `from` → `to`: addresses asked elsewhere. */
export class WebResolver {
  /** @param {{from?: string, to?: string}} [elsewhere] Of a preview: its base, and the folder it is served from. */
  constructor({ from = "", to = "" } = {}) {
    this.from = from;
    this.to = to;
  }

  /** @type {Resolver["fetch"]} */
  async fetch(url, limit) {
    const asked = this.from && url.startsWith(`${this.from}/`) ? this.to + url.slice(this.from.length + 1) : url;
    if (asked === url && !url.startsWith(`${globalThis.location?.origin}/`)) (await import("./public_host.js")).checkHost(url, asked);
    const signal = AbortSignal.timeout(SECONDS * 1000);
    try {
      const answer = await fetch(asked, { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer", signal });
      const { status } = answer;
      if (!answer.ok) throw Object.assign(new Unavailable(msg("{url} answered {status}", { url: url.slice(0, 200), status })), { status });
      return await body(answer, url, limit);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      if (error.name === "TimeoutError") throw new Unavailable(msg("{url} did not answer within {seconds} seconds", { url: url.slice(0, 200), seconds: SECONDS }));
      throw await (await import("./cross_origin.js")).unreachable(url, asked);
    }
  }
}

async function body(answer, url, limit) {
  const parts = [];
  let size = 0;
  const reader = answer.body.getReader();
  for (let part; !(part = await reader.read()).done; ) {
    size += part.value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new Unavailable(msg("{url} is larger than {limit} bytes", { url: url.slice(0, 200), limit }));
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
