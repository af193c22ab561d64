/** How many checks of one run ask for documents: each address once, no host again that does not answer, and no more kept than fits. No DOM. */

import { msg } from "../verifier/message.js";
import { Unavailable } from "../verifier/resolver.js";

/** @typedef {import("../verifier/resolver.js").Resolver} Resolver */

const MOST_KEPT = 64 * 1024 * 1024; // bytes of answers; older ones are asked for again
const PATIENCE = 9000; // milliseconds: a host that lets one question wait so long is asked no other

/** Asks for each address once: a hundred awards of one issuer share its keys and its lists. @implements {Resolver} */
export class Remembering {
  #answers = new Map();
  #kept = 0;
  #silent = new Set();

  /** @param {Resolver} inner */
  constructor(inner) {
    this.inner = inner;
  }

  /** @type {Resolver["fetch"]} */
  fetch(url, limit) {
    if (!this.#answers.has(url)) this.#answers.set(url, this.#ask(url, limit));
    return this.#answers.get(url);
  }

  async #ask(url, limit) {
    const host = URL.canParse(url) ? new URL(url).host : "";
    if (this.#silent.has(host)) throw new Unavailable(msg("{host} did not answer before, and was not asked again", { host }));
    const begun = performance.now();
    try {
      const data = await this.inner.fetch(url, limit);
      this.#keep(data.length);
      return data;
    } catch (error) {
      if (performance.now() - begun > PATIENCE) this.#silent.add(host);
      throw error;
    }
  }

  /** Forget everything, rather than hold more than fits: hostile documents can name a great many lists. */
  #keep(size) {
    this.#kept += size;
    if (this.#kept <= MOST_KEPT) return;
    this.#answers.clear();
    this.#kept = 0;
  }
}

/** Notes which documents a page may not read, and answers for them from files that were given beside. @implements {Resolver} */
export class Noting {
  /** @type {string[]} Addresses that a host does not let this page read. */
  forbidden = [];
  /** @type {import("./supplied.js").Supplied[]} What was taken in their place. */
  used = [];

  /** @param {Resolver} inner @param {Map<string, import("./supplied.js").Supplied>} supplied */
  constructor(inner, supplied = new Map()) {
    this.inner = inner;
    this.supplied = supplied;
  }

  /** @type {Resolver["fetch"]} */
  async fetch(url, limit) {
    try {
      return await this.inner.fetch(url, limit);
    } catch (error) {
      if (!(error instanceof Unavailable) || error.code !== "cross-origin") throw error;
      const supplied = this.supplied.get(url);
      (supplied ? this.used : this.forbidden).push(supplied ?? url);
      if (!supplied) throw error;
      return supplied.data;
    }
  }
}
