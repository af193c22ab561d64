/**
 * What is known of an issuer from elsewhere than a bundle, and which keys in the bundle that vouches for.
 * Mirrors plugins/testamur/verification/bundle/anchors.py, which says why.
 */

import { VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { KeySuccession } from "./log_keys.js";
import { msg } from "./message.js";
import { PublishedLog } from "./published_log.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText, textOf } from "./shapes.js";
import { fetchJson, logIn } from "./issuer.js";
import { authorityOf, documentAddress } from "./did.js";

// A key that was retired was the issuer's all the same; when it signed is for the check `registered`.
const OF_THE_ISSUER = ["", "key-retired"];

/**
 * What is known of one registry: its DID document, a key of its log, the largest checkpoint of its log that was seen before, and the
 * log's root key as it was seen with that; each may be missing. `words` complete "lists the key that it was signed with"; none for its
 * own address.
 * @typedef {{words?: import("./message.js").Message, document?: import("./shapes.js").JsonObject, logKey?: string, seen?: Uint8Array, root?: string}} Anchor
 */

/** Nothing shows that the keys in a bundle are the issuer's. */
export class NotAnchored extends VerificationError {}

/** What is said where nothing is known of the issuer, or not enough. @type {(bundle: import("./bundle.js").Bundle) => NotAnchored} */
export const ofNothing = ({ issuer }) =>
  new NotAnchored(msg("it is signed by a key that this file says is of {host}, and nothing here shows that", { host: authorityOf(issuer) }), "not-anchored");

/**
 * A bundle's DID document with those keys alone that are known to be the issuer's; null where it has none of its issuer. `refusal`
 * says why a key was no longer good by the bundle's checkpoint, where a known log tells. Throws NotAnchored unless `method` is known.
 * @param {import("./bundle.js").Bundle} bundle @param {Anchor} anchor @param {string} method
 * @returns {Promise<{document: import("./shapes.js").JsonObject, refusal: (method: string) => string} | null>}
 */
export async function confirm(bundle, anchor, method) {
  const document = await fetchJson(bundle, documentAddress(bundle.issuer));
  const listed = listsIn(document);
  if (!listed || document.get("id") !== bundle.issuer) return null;
  const methods = listed[0].filter((one) => isObject(one) && isText(one.get("id")));
  const [log, history] = await knownLog(bundle, anchor, document);
  const known = [];
  for (const one of methods) if (lists(anchor.document, one) || adds(history, bundle.issuer, one)) known.push(one);
  const names = new Set(known.map((one) => one.get("id")));
  if (!names.has(method) && methods.some((one) => one.get("id") === method)) throw ofNothing(bundle);
  const service = log ? serviceOf(anchor.document, document) : logIn(anchor.document);
  const kept = new Map([...document].filter(([name]) => name !== "service"));
  kept.set("verificationMethod", known).set("assertionMethod", listed[1].filter((one) => isText(one) && names.has(one)));
  if (service) kept.set("service", [service]);
  return { document: kept, refusal: (name) => (history ? refusalOf(history, name) : "") };
}

/** A known log as a service: with the key that the bundle names, which may be newer. Who else has to have seen it is not taken from the bundle where it is known. */
function serviceOf(known, document) {
  const [service, own] = [logIn(known), logIn(document)];
  const end = service?.get("serviceEndpoint");
  if (!isObject(end)) return own;
  return new Map([...service, ["serviceEndpoint", new Map([...end, ["key", own.get("serviceEndpoint").get("key")]])]]);
}

/** Whether the log says of a key that it is the issuer's. Its name is the key itself, so that what is known of one is known of the other. */
function adds(history, issuer, method) {
  const name = `${issuer}#${textOf(method, "publicKeyMultibase")}`;
  return history !== null && method.get("id") === name && OF_THE_ISSUER.includes(refusalOf(history, name));
}

/** Once a log has ended, its keys are good for nothing new: they are as they were then. */
const refusalOf = ({ keys, size }, method) => keys.refusal(method, keys.end ? keys.end.at : size);

/** Whether a DID document that was had elsewhere lists this very key for the same. */
function lists(document, method) {
  const [methods, purposes] = listsIn(document) ?? [[], []];
  const name = method.get("id");
  const same = methods.filter((one) => isObject(one) && one.get("id") === name);
  return purposes.includes(name) && same.length === 1 && letters(same[0]) === letters(method);
}

const letters = (value) => new TextDecoder().decode(canonicalize(value));

function listsIn(document) {
  if (!isObject(document)) return null;
  const [methods, purposes] = [document.get("verificationMethod"), document.get("assertionMethod")];
  return Array.isArray(methods) && Array.isArray(purposes) ? [methods, purposes] : null;
}

/** The log that a bundle names, if it is the one that is known, and its acts on keys; nulls where it names none and none is known. */
async function knownLog(bundle, anchor, document) {
  const service = logIn(document);
  const [known, root] = [inService(anchor.document, "key") || anchor.logKey, inService(anchor.document, "root")];
  if (!service) {
    if (known || anchor.seen) throw new NotAnchored(msg("the issuer keeps a log, and this file names none"), "log-gone");
    return [null, null];
  }
  if (!known && !anchor.seen) return [null, null];
  let log;
  try {
    log = await new PublishedLog(bundle.base, bundle).withKeys(service);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new NotAnchored(msg("the log that this file names cannot be read: {reason}", { reason: error.said }), error.code);
  }
  const history = await historyOf(log);
  // Only what a root key that is known signed leads from one key of the log to another.
  const roots = [root, anchor.root].filter(Boolean);
  if (roots.some((one) => one !== log.rootText)) {
    throw new NotAnchored(msg("the log that this file names has another root key than is known here"), "log-root");
  }
  const succession = await successionOf(roots.length ? history : null, log);
  if (known && !succession.texts.includes(known)) throw new NotAnchored(msg("the log that this file names is not the one that is known here"), "other-log");
  if (!known && !(await signed(anchor.seen, succession))) {
    throw new NotAnchored(msg("the log that this file names is not the one that was seen here"), "other-log");
  }
  return [log, history];
}

/** A log's acts on keys, and its size, by the bundle's checkpoint; null where they cannot be read: the check `registered` says why. */
async function historyOf(log) {
  try {
    const newest = await log.newest();
    return { keys: await log.keyHistory(newest, await log.tail(newest)), size: newest.size };
  } catch (error) {
    if (!(error instanceof VerificationError || error instanceof Unavailable)) throw error;
    return null;
  }
}

/** The keys of a log that lead to the one that a bundle names. */
async function successionOf(history, log) {
  if (history) {
    try {
      return await history.keys.succession(log.key, log.keyText);
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
    }
  }
  return KeySuccession.of(log.key, log.keyText);
}

async function signed(seen, succession) {
  try {
    await succession.open(seen, []);
    return true;
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return false;
  }
}

/** A key of the log that a DID document names; "" where it names none. */
function inService(document, name) {
  const end = logIn(document)?.get("serviceEndpoint");
  return isObject(end) ? textOf(end, name) : "";
}
