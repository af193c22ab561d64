/**
 * The DID document of an issuer that is no registry: fetched for did:web, worked out from the name for did:key and did:jwk.
 * Mirrors plugins/testamur/verification/resolving/did_documents.py, and what issuer.py reads in documents that others write.
 */

import * as dids from "./did.js";
import { DocumentError } from "./errors.js";
import { quoted } from "./instants.js";
import { canonicalize } from "./jcs.js";
import { refuse } from "./kind.js";
import { msg } from "./message.js";
import { decodeBase58btc, decodeBase64url } from "./multibase.js";
import { firstOf, isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

const METHODS = ["did:web:", "did:key:", "did:jwk:"];
const MOST_LETTERS = 2000; // of a name that is a key
const MOST_KEYS = 1000;
const MOST = 100; // methods written out for one other purpose
const OTHER_PURPOSES = ["authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation"];

/** What a sentence calls an issuer: the host that answers for its name, else the name, shortened. @type {(issuer: string) => string} */
export function called(issuer) {
  if (issuer.startsWith("did:web:")) return dids.authorityOf(issuer);
  return issuer.startsWith("https://") ? issuer.split("/")[2] : shortened(issuer);
}

/** A name for a sentence. @type {(name: string) => string} */
export const shortened = (name) => ([...name].length <= 60 ? name : `${firstOf(name, 59)}…`);
/** Whether a name is a DID that is a key. @type {(name: string) => boolean} */
export const isKey = (name) => /^did:(?:key|jwk):/.test(name);
/** Whether an issuer is a DID of a method that is read. @type {(issuer: string) => boolean} */
export const isRead = (issuer) => METHODS.some((one) => issuer.startsWith(one));

/** Why an issuer that nobody named as trusted is none. @type {(did: string) => import("./message.js").Message} */
export const unknown = (did) =>
  /^(?:did:web:|https:\/\/)/.test(did)
    ? msg("{host} is not among the issuers that are trusted here", { host: called(did) })
    : msg("it is signed with the key {key}, and nothing says whose key that is", { key: called(did) });

/**
 * A DID document as ours are written: every method in `verificationMethod`, with its whole name; `assertionMethod` has names only.
 * @type {(did: string, document: unknown) => unknown}
 */
export function evenly(did, document) {
  if (!isObject(document)) return document;
  const methods = document.has("verificationMethod") ? many(document.get("verificationMethod")) : [];
  const purposes = many(document.get("assertionMethod"));
  if (!methods || !purposes) return document;
  const whole = (name) => (isText(name) && name.startsWith("#") ? `${did}${name}` : name);
  const named = (method) => new Map([...method, ["id", whole(method.get("id"))]]);
  const kept = (list) => list.slice(0, MOST_KEYS);
  const listed = eachOnce([...kept(methods), ...kept(purposes)].filter(isObject).map(named));
  // One that is written out for another purpose can be listed for this one by its name.
  const names = new Set(listed.map((method) => method.get("id")));
  const others = OTHER_PURPOSES.flatMap((purpose) => (many(document.get(purpose)) ?? []).slice(0, MOST).filter(isObject).map(named));
  return new Map([
    ...document,
    ["verificationMethod", [...listed, ...others.filter((method) => !names.has(method.get("id")))]],
    ["assertionMethod", kept(purposes).map((one) => whole(isObject(one) ? one.get("id") : one))],
  ]);
}

/** Without a method that is there already, word for word: some write one out in both places. */
function eachOnce(methods) {
  try {
    return [...new Map(methods.map((method) => [String(canonicalize(method)), method])).values()];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return methods; // one of them has no canonical form
  }
}

/** Whether all keys that a DID document, as `evenly` returns it, lists for assertions stand in it. @type {(document: unknown) => boolean} */
export function listsAll(document) {
  const lists = listsIn(document);
  if (lists === null || lists[1].length >= MOST_KEYS) return false;
  const [methods, purposes] = lists;
  const names = new Set(methods.filter(isObject).map((one) => one.get("id")));
  return purposes.every((name) => isText(name) && name.includes(":") && names.has(name));
}

/** The methods that a DID document lists, and those of them that are for assertions; null of anything else. @type {(document: unknown) => [any[], any[]] | null} */
export function listsIn(document) {
  const [methods, purposes] = ["verificationMethod", "assertionMethod"].map((name) => (isObject(document) ? document.get(name) : null));
  return Array.isArray(methods) && Array.isArray(purposes) ? [methods, purposes] : null;
}

/** A list, of which one item may stand alone; null of anything else. */
const many = (value) => (isText(value) || isObject(value) ? [value] : Array.isArray(value) ? value : null);

/** The document of a well-formed DID that is a key; null of one that has to be fetched. @type {(did: string) => import("./shapes.js").JsonObject | null} */
export function workOut(did) {
  if (did.startsWith("did:web:")) return null;
  const key = did.slice("did:key:".length);
  const method = did.startsWith("did:key:")
    ? new Map([["id", `${did}#${key}`], ["type", "Multikey"], ["controller", did], ["publicKeyMultibase", key]])
    : new Map([["id", `${did}#0`], ["type", "JsonWebKey"], ["controller", did], ["publicKeyJwk", jwkIn(key)]]);
  // Some name the key by the DID alone, which has no other.
  const names = [method.get("id"), did];
  return new Map([["id", did], ["verificationMethod", names.map((name) => new Map([...method, ["id", name]]))], ["assertionMethod", names]]);
}

/** End the reading of a document unless its issuer's name is well formed by its method. @type {(issuer: string) => Promise<void>} */
export async function checkIssuer(issuer) {
  try {
    if (issuer.startsWith("https://")) (await import("./https_issuers.js")).checkName(issuer);
    else if (isRead(issuer)) checkName(issuer);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const values = { issuer: quoted(issuer, 80) };
    if (issuer.startsWith("did:web:")) refuse("issuer", msg("its issuer {issuer} is at no address that can be asked from the internet", values));
    refuse("issuer", msg("its issuer {issuer} is not well formed", values));
  }
}

/** Throw DocumentError unless a DID is well formed by its method. @type {(did: string) => void} */
export function checkName(did) {
  if (did.startsWith("did:web:")) dids.documentAddress(did);
  else if (did.length > MOST_LETTERS) throw new DocumentError(msg("the name is longer than any key"));
  else if (did.startsWith("did:key:")) decodeBase58btc(did.slice("did:key:".length));
  else jwkIn(did.slice("did:jwk:".length));
}

const jwkIn = (text) => parse(decodeBase64url(`u${text}`, MOST_LETTERS));
