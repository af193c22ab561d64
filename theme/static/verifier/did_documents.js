/**
 * The DID document of an issuer that is no registry: fetched for did:web, worked out from the name for did:key and did:jwk.
 * Mirrors plugins/testamur/verification/resolving/did_documents.py, and what issuer.py reads in documents that others write.
 */

import * as dids from "./did.js";
import { DocumentError } from "./errors.js";
import { quoted } from "./instants.js";
import { leave, refuse } from "./kind.js";
import { msg } from "./message.js";
import { decodeBase58btc, decodeBase64url } from "./multibase.js";
import { isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

const METHODS = ["did:web:", "did:key:", "did:jwk:"];
const MOST_LETTERS = 2000; // of a name that is a key
const MOST_KEYS = 1000;

/** What a sentence calls an issuer: its host, or, of a DID that is a key, its name, shortened. @type {(did: string) => string} */
export function called(did) {
  if (did.startsWith("did:web:")) return dids.authorityOf(did);
  return did.length <= 60 ? did : `${did.slice(0, 59)}…`;
}

/** Why an issuer that nobody named as trusted is none. @type {(did: string) => import("./message.js").Message} */
export const unknown = (did) =>
  did.startsWith("did:web:")
    ? msg("{host} is not among the issuers that are trusted here", { host: called(did) })
    : msg("it is signed with the key {key}, and nothing says whose key that is", { key: called(did) });

/**
 * A DID document as ours are written: every method in `verificationMethod`, with its whole name; `assertionMethod` has names only.
 * @type {(did: string, document: unknown) => unknown}
 */
export function evenly(did, document) {
  if (!isObject(document)) return document;
  const methods = document.has("verificationMethod") ? document.get("verificationMethod") : [];
  const purposes = document.get("assertionMethod");
  if (!Array.isArray(methods) || !Array.isArray(purposes)) return document;
  const whole = (name) => (isText(name) && name.startsWith("#") ? `${did}${name}` : name);
  const named = (method) => new Map([...method, ["id", whole(method.get("id"))]]);
  const kept = (list) => list.slice(0, MOST_KEYS);
  return new Map([
    ...document,
    ["verificationMethod", [...kept(methods), ...kept(purposes)].filter(isObject).map(named)],
    ["assertionMethod", kept(purposes).map((one) => whole(isObject(one) ? one.get("id") : one))],
  ]);
}

/** The document of a well-formed DID that is a key; null of one that has to be fetched. @type {(did: string) => import("./shapes.js").JsonObject | null} */
export function workOut(did) {
  if (did.startsWith("did:web:")) return null;
  const key = did.slice("did:key:".length);
  const method = did.startsWith("did:key:")
    ? new Map([["id", `${did}#${key}`], ["type", "Multikey"], ["controller", did], ["publicKeyMultibase", key]])
    : new Map([["id", `${did}#0`], ["type", "JsonWebKey"], ["controller", did], ["publicKeyJwk", jwkIn(key)]]);
  return new Map([["id", did], ["verificationMethod", [method]], ["assertionMethod", [method.get("id")]]]);
}

/** End the reading of a document unless its issuer is a DID that is read, well formed by its method. @type {(did: string) => void} */
export function checkIssuer(did) {
  const issuer = quoted(did, 80);
  const method = METHODS.find((one) => did.startsWith(one));
  if (!method) leave("issuer-not-supported", msg("its issuer {issuer} is not a did:web, did:key or did:jwk, which are read here", { issuer }));
  try {
    checkName(did);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    refuse("issuer", msg("its issuer {issuer} is not a well-formed {method}", { issuer, method: method.slice(0, -1) }));
  }
}

function checkName(did) {
  if (did.startsWith("did:web:")) dids.documentAddress(did);
  else if (did.length > MOST_LETTERS) throw new DocumentError(msg("the name is longer than any key"));
  else if (did.startsWith("did:key:")) decodeBase58btc(did.slice("did:key:".length));
  else jwkIn(did.slice("did:jwk:".length));
}

const jwkIn = (text) => parse(decodeBase64url(`u${text}`, MOST_LETTERS));
