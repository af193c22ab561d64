/**
 * The keys of this registry, as they were when this browser last reached it: for statement codes, where there is no network. Nothing
 * else is kept: no award, no status. A key that was lost since is not known to be; so what rests on kept keys says of which day they are.
 */

import { fromBase64, toBase64 } from "../bytes.js";
import * as addresses from "../verifier/addresses.js";
import { documentAddress } from "../verifier/did.js";
import { Keys, multikeyOf } from "../verifier/issuer.js";
import { Unavailable } from "../verifier/resolver.js";
import { parse } from "../verifier/strict_json.js";

const KEPT = "testamur:keys:";
const MOST = 256 * 1024; // bytes of a document, as the verifier reads them

/** @typedef {import("../verifier/page.js").Site} Site */
/** The day on which they were read, and the documents by their addresses, in base64. @typedef {{day: string, documents: Record<string, string>}} Kept */

const named = ({ base, trusted: [did] }) => [documentAddress(did), addresses.keys(base)];

/** Answers for the registry's keys from what is kept where its host does not. @implements {import("../verifier/resolver.js").Resolver} */
export class KeptKeys {
  /** The day of the kept keys, once they answered; "" before. */
  asOf = "";

  /** @param {import("../verifier/resolver.js").Resolver} inner @param {Site} site */
  constructor(inner, site) {
    this.inner = inner;
    this.kept = site.isOwn ? read(site) : null;
  }

  /** @type {import("../verifier/resolver.js").Resolver["fetch"]} */
  async fetch(url, limit) {
    try {
      // Both documents of one day: a list of keys and a DID document of two may not fit each other.
      if (!this.asOf) return await this.inner.fetch(url, limit);
    } catch (error) {
      // A host that answers, whatever it says, is not out of reach.
      if (!(error instanceof Unavailable) || error.status !== undefined || !this.kept?.documents[url]) throw error;
    }
    if (!this.kept?.documents[url]) return this.inner.fetch(url, limit);
    this.asOf = this.kept.day;
    return fromBase64(this.kept.documents[url]);
  }
}

/**
 * Read the registry's keys anew, and keep them. Whatever else a host has in their place, as one that fails may, takes the place of none
 * that are kept. @param {Site} site @returns {Promise<string>} The day of those that are kept now; "" where none are.
 */
export async function keep(site) {
  try {
    const documents = {};
    const parsed = [];
    for (const url of named(site)) {
      const data = await site.resolver.fetch(url, MOST);
      parsed.push(parse(data));
      documents[url] = toBase64(data);
    }
    const [did, periods] = parsed;
    new Keys(site.trusted[0], did, multikeyOf).learnPeriods(periods);
    localStorage.setItem(KEPT + site.base, JSON.stringify({ day: new Date().toISOString().slice(0, 10), documents }));
  } catch {
    // Without a network, without room, or without keys in their form, those of before stay.
  }
  return read(site)?.day ?? "";
}

/** @param {Site} site */
export function forget(site) {
  try {
    localStorage.removeItem(KEPT + site.base);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** @type {(site: Site) => Kept | null} */
function read(site) {
  try {
    const { day, documents } = JSON.parse(localStorage.getItem(KEPT + site.base) ?? "null") ?? {};
    const isWhole = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day) && named(site).every((url) => typeof documents[url] === "string");
    return isWhole ? { day, documents } : null;
  } catch {
    return null;
  }
}
