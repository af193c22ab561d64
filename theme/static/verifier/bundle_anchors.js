/**
 * What is known of an issuer from elsewhere than a bundle, and which keys in the bundle that vouches for.
 * Mirrors plugins/testamur/verification/bundle/anchors.py, which says why.
 */

import { VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { openCheckpoint } from "./log_note.js";
import { msg } from "./message.js";
import { PublishedLog } from "./published_log.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText, textOf } from "./shapes.js";
import { fetchJson, logIn } from "./issuer.js";
import { authorityOf, documentAddress } from "./did.js";

// A key that was retired was the issuer's all the same; when it signed is for the check `registered`.
const OF_THE_ISSUER = ["", "key-retired"];

/**
 * What is known of one registry: its DID document, its log's key, the largest checkpoint of its log that was seen before; each may
 * be missing. `words` complete "lists the key that it was signed with"; none for its own address.
 * @typedef {{words?: import("./message.js").Message, document?: import("./shapes.js").JsonObject, logKey?: string, seen?: Uint8Array}} Anchor
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
 * @returns {Promise<{document: import("./shapes.js").JsonObject, refusal: (method: string) => Promise<string>, hasHistory: boolean} | null>}
 */
export async function confirm(bundle, anchor, method) {
  const document = await fetchJson(bundle, documentAddress(bundle.issuer));
  const listed = listsIn(document);
  if (!listed || document.get("id") !== bundle.issuer) return null;
  const methods = listed[0].filter((one) => isObject(one) && isText(one.get("id")));
  const log = await knownLog(bundle, anchor, document);
  const history = log ? await historyOf(log) : null;
  const known = [];
  for (const one of methods) if (lists(anchor.document, one) || (await adds(history, bundle.issuer, one))) known.push(one);
  const names = new Set(known.map((one) => one.get("id")));
  if (!names.has(method) && methods.some((one) => one.get("id") === method)) throw ofNothing(bundle);
  // What is not known of the log is not taken from the bundle: its key would be that of whoever made the file.
  const service = logIn(anchor.document) ?? (log ? logIn(document) : undefined);
  const kept = new Map([...document].filter(([name]) => name !== "service"));
  kept.set("verificationMethod", known).set("assertionMethod", listed[1].filter((one) => isText(one) && names.has(one)));
  if (service) kept.set("service", [service]);
  return { document: kept, refusal: async (name) => (history ? history(name) : ""), hasHistory: history !== null };
}

/** Whether the log says of a key that it is the issuer's. Its name is the key itself, so that what is known of one is known of the other. */
async function adds(history, issuer, method) {
  const name = `${issuer}#${textOf(method, "publicKeyMultibase")}`;
  return history !== null && method.get("id") === name && OF_THE_ISSUER.includes(await history(name));
}

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

/** The log that a bundle names, if it is the one that is known; null where it names none and none is known. */
async function knownLog(bundle, anchor, document) {
  const [known, service] = [serviceKey(anchor.document) || anchor.logKey, logIn(document)];
  if (!service) {
    if (known || anchor.seen) throw new NotAnchored(msg("the issuer keeps a log, and this file names none"), "log-gone");
    return null;
  }
  let log;
  try {
    log = await new PublishedLog(bundle.base, bundle).withKeys(service);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new NotAnchored(msg("the log that this file names cannot be read: {reason}", { reason: error.said }), error.code);
  }
  if (known && log.keyText !== known) throw new NotAnchored(msg("the log that this file names is not the one that is known here"), "other-log");
  const isSeen = Boolean(anchor.seen) && (await signed(anchor.seen, log.key));
  if (anchor.seen && !known && !isSeen) throw new NotAnchored(msg("the log that this file names is not the one that was seen here"), "other-log");
  return known || isSeen ? log : null;
}

/** Why keys are no longer good by a known log and the bundle's checkpoint; null where that cannot be read: the check `registered` says why. */
async function historyOf(log) {
  const refusals = new Map();
  try {
    const newest = await log.newest();
    const refusal = async (name) => {
      if (!refusals.has(name)) refusals.set(name, await log.refusal(newest, name, newest.size));
      return refusals.get(name);
    };
    await refusal("");
    return refusal;
  } catch (error) {
    if (!(error instanceof VerificationError || error instanceof Unavailable)) throw error;
    return null;
  }
}

async function signed(seen, key) {
  try {
    await openCheckpoint(seen, key);
    return true;
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return false;
  }
}

/** The key of the log that a DID document names; "" where it names none. */
function serviceKey(document) {
  const end = logIn(document)?.get("serviceEndpoint");
  return isObject(end) ? textOf(end, "key") : "";
}
