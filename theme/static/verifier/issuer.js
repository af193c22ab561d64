/**
 * The check `issuer`: the DID resolves, lists the key for assertions, the key is sound and was in its period.
 * Mirrors plugins/testamur/verification/issuer.py. A key's fragment is only a name: the key comes from the resolved document.
 */

import * as addresses from "./addresses.js";
import { couldNotRun, failed, passed } from "./check.js";
import * as dids from "./did.js";
import { IndeterminateError, VerificationError } from "./errors.js";
import { isDay, isLater, quoted } from "./instants.js";
import { day, moment, msg } from "./message.js";
import * as multikey from "./multikey.js";
import { privateKeyIn } from "./published_keys.js";
import { Unavailable } from "./resolver.js";
import { firstOf, isObject, isText } from "./shapes.js";
import { looksLike, parse } from "./strict_json.js";

const LIMIT = 256 * 1024;
const MOST_KEYS = 1000;
export const unlisted = (code = "unknown-key") => new VerificationError(msg("the issuer does not list the key that it was signed with, or it is no longer listed"), code);

/** The keys that an issuer's DID document lists for assertions, and, of a registry, their periods. */
export class Keys {
  #methods;
  #purposes;
  #readKey;
  /** @type {import("./shapes.js").JsonObject[] | null} */
  #periods = null;

  /** @param {string} did @param {unknown} document @param {Function} readKey returns the bytes, or null */
  constructor(did, document, readKey) {
    if (!isObject(document) || document.get("id") !== did) {
      throw new VerificationError(msg("the issuer's DID document names another issuer"), "did-document");
    }
    const [methods, purposes] = [document.get("verificationMethod"), document.get("assertionMethod")];
    if (!Array.isArray(methods) || !Array.isArray(purposes)) {
      throw new VerificationError(msg("the issuer's DID document lists no keys"), "did-document");
    }
    this.did = did;
    this.#readKey = readKey;
    this.#methods = methods.filter(isObject).slice(0, 2 * MOST_KEYS);
    this.#purposes = purposes.filter(isText).slice(0, MOST_KEYS);
    this.log = logIn(document);
  }

  /** The 32 bytes of a key; of others than registries, a PublicKey. @param {string} name */
  key(name) {
    const listed = this.#methods.filter((method) => method.get("id") === name);
    // A lost key is listed for nobody; its name is the key itself.
    if (!listed.length && this.isCutOff(name)) return multikey.decode(name.slice(this.did.length + 1));
    if (!listed.length) throw unlisted();
    if (listed.length > 1) throw new VerificationError(msg("the issuer lists two keys under this name"), "key-shape");
    const [method] = listed;
    const member = firstOf(privateKeyIn(method), 60);
    if (member) throw new VerificationError(msg("the issuer publishes the private key itself ({member}), so anybody can sign with it", { member }), "key-published");
    if (!this.#purposes.includes(name)) throw new VerificationError(msg("the issuer does not list this key for signing credentials"), "key-purpose");
    if (method.get("controller") !== this.did) throw new VerificationError(msg("the issuer lists the key as somebody else's"), "key-shape");
    const key = this.#readKey(method);
    if (key === null) {
      throw new IndeterminateError(msg("the issuer's key is of the kind {kind}, which is not read here", { kind: quoted(method.get("type"), 60) }), "key-not-supported");
    }
    return key;
  }

  /** Take a registry's list of its keys; Unavailable when it is none. */
  learnPeriods(listed) {
    const keys = isObject(listed) ? listed.get("keys") : null;
    if (!Array.isArray(keys)) throw new Unavailable(msg("the issuer's list of keys is not in the form that is read here"));
    this.#periods = keys.slice(0, MOST_KEYS).filter(isObject);
  }

  /** Throw unless a registry's key was in use on the day of a proof (UTC). `isEntered`: its log is asked. */
  checkPeriod(name, created, isEntered = false) {
    if (this.#periods === null) return;
    const entries = this.#periods.filter((entry) => entry.get("id") === name);
    if (!entries.length) throw unlisted();
    if (isEntered && this.isCutOff(name)) return;
    for (const entry of entries) checkEntry(entry, created);
  }

  /** The names of all keys that the issuer lists for assertions or, of a registry, in its list of keys. */
  get allNames() {
    return [...new Set([...this.#purposes, ...(this.#periods ?? []).map((entry) => entry.get("id")).filter(isText)])];
  }

  /** Whether only the registry's log tells what a lost key signed before. */
  isCutOff(name) {
    const lost = (entry) => entry.get("id") === name && entry.get("state") === "compromised" && entry.has("trustedBelow");
    return this.log !== undefined && (this.#periods ?? []).some(lost);
  }
}

/** The log that a DID document names as a service. @type {(document: unknown) => import("./shapes.js").JsonObject | undefined} */
export function logIn(document) {
  const services = isObject(document) ? document.get("service") : null;
  return Array.isArray(services) ? services.find((one) => isObject(one) && one.get("type") === "TransparencyLog") : undefined;
}

/** @returns {Promise<[import("./check.js").Check, Keys | null]>} The keys where a signature can be checked with them. */
export async function check(credential, { resolver, now, trusted }) {
  let keys;
  try {
    checkMethods(credential);
    keys = await keysOf(credential, resolver, trusted, now);
  } catch (error) {
    return [notPassed(error, credential, "issuer-unreachable", (reason) => msg("the issuer's keys could not be read: {reason}", { reason })), null];
  }
  try {
    await checkKey(credential, keys, resolver);
    checkCreated(credential.created, now);
  } catch (error) {
    return [notPassed(error, credential, "keys-unreachable", (reason) => msg("the periods of its keys could not be read: {reason}", { reason })), keys];
  }
  const host = credential.called;
  const unknown = keys.unknown?.(trusted); // a registry is trusted
  if (unknown) return [failed("issuer", keys.doubt ? "unproven-key" : "unknown-issuer", unknown, "UNTRUSTED ISSUER"), keys];
  return [passed("issuer", msg("{host} lists the key that it was signed with", { host })), keys];
}

/** The keys of an issuer: a registry's are Multikeys; what others need is fetched when one is met. */
async function keysOf(credential, resolver, trusted, now) {
  const { issuer, registry } = credential;
  if (!registry) return (await import("./issuer_documents.js")).keysOf(credential, resolver, trusted, now);
  return new Keys(issuer, await fetchJson(resolver, dids.documentAddress(issuer)), multikeyOf);
}

export const multikeyOf = (method) => (method.get("type") === "Multikey" ? multikey.decode(method.get("publicKeyMultibase")) : null);

function notPassed(error, { registry }, code, unreachable) {
  if (error instanceof Unavailable) return couldNotRun("issuer", error.code || code, unreachable(error.said));
  if (!(error instanceof VerificationError)) throw error;
  // Of others, only that the issuer was asked and does not list the key is said.
  const accuses = registry || error.code === "unknown-key";
  return (accuses && !(error instanceof IndeterminateError) ? failed : couldNotRun)("issuer", error.code, error.said);
}

export async function fetchJson(resolver, address) {
  const data = await resolver.fetch(address, LIMIT);
  try {
    return parse(data);
  } catch (error) {
    const reason = data[0] === 0x7b ? error.said : looksLike(data);
    throw new Unavailable(msg("{address}: {reason}", { address, reason }));
  }
}

/** Refuse proofs of a registry by keys of others: nobody adds proofs to what it issues. */
function checkMethods({ registry, methods, issuer }) {
  if (registry && !methods.every((one) => one.startsWith(`${issuer}#`))) {
    throw new VerificationError(msg("it was signed with a key that is not its issuer's"), "key-not-of-issuer");
  }
}

async function checkKey(credential, keys, resolver) {
  let unread = null;
  if (credential.registry) {
    try {
      keys.learnPeriods(await fetchJson(resolver, addresses.keys(dids.baseOf(credential.issuer))));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      unread = error;
    }
  }
  // Before the key itself, for the period may say more: why the key is no longer listed, and since when.
  keys.checkPeriod(credential.method, credential.created, credential.kind === "award");
  keys.key(credential.method);
  if (unread) throw unread;
}

function checkCreated(created, now) {
  if (created === null || !isLater(created, now)) return;
  const values = { signed: moment(created), now: moment(now) };
  throw new VerificationError(msg("it says that it was signed at {signed}, and it is {now}", values), "created-in-future");
}

function checkEntry(entry, created) {
  const last = entry.has("to") ? entry.get("to") : "9999-12-31";
  // Before any day is looked at: whoever has stolen the key can date a proof at will.
  if (entry.get("state") === "compromised") {
    throw new VerificationError(
      entry.has("to") && isDay(last)
        ? msg("its key is no longer listed since {day}, for others may have it; there may be a newer copy", { day: day(last) })
        : msg("its key is no longer listed, for others may have it; there may be a newer copy"),
      "key-compromised",
    );
  }
  if (created === null) throw new VerificationError(msg("it does not say when it was signed, so the key's period cannot be looked up"), "created-missing");
  const signed = new Date(created).toISOString().slice(0, 10);
  const first = entry.get("from");
  if (!isDay(first) || !isDay(last)) throw new VerificationError(msg("the issuer does not say in which period its key signed"), "key-period");
  if (signed < first || signed > last) {
    const values = { signed: day(signed), first: day(first), last: day(last) };
    throw new VerificationError(
      entry.has("to")
        ? msg("it was signed on {signed}, and its key signed from {first} to {last}", values)
        : msg("it was signed on {signed}, and its key signed from {first} on", values),
      "key-period",
    );
  }
}
