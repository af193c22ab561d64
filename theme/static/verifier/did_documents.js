/**
 * The DID document of an issuer that is no registry: fetched for did:web, worked out from the name for did:key and did:jwk.
 * Mirrors plugins/testamur/verification/resolving/did_documents.py.
 */

import * as dids from "./did.js";
import { DocumentError } from "./errors.js";
import { msg } from "./message.js";
import { decodeBase58btc, decodeBase64url } from "./multibase.js";
import { parse } from "./strict_json.js";

export const METHODS = ["did:web:", "did:key:", "did:jwk:"];
const MOST_LETTERS = 2000; // of a name that is a key

/** The document of a well-formed DID that is a key; null of one that has to be fetched. @type {(did: string) => import("./shapes.js").JsonObject | null} */
export function workOut(did) {
  if (did.startsWith("did:web:")) return null;
  const key = did.slice("did:key:".length);
  const method = did.startsWith("did:key:")
    ? new Map([["id", `${did}#${key}`], ["type", "Multikey"], ["controller", did], ["publicKeyMultibase", key]])
    : new Map([["id", `${did}#0`], ["type", "JsonWebKey"], ["controller", did], ["publicKeyJwk", jwkIn(key)]]);
  return new Map([["id", did], ["verificationMethod", [method]], ["assertionMethod", [method.get("id")]]]);
}

/** Throw DocumentError unless a DID is well formed by its method. @type {(did: string) => void} */
export function checkName(did) {
  if (did.startsWith("did:web:")) dids.documentAddress(did);
  else if (did.length > MOST_LETTERS) throw new DocumentError(msg("the name is longer than any key"));
  else if (did.startsWith("did:key:")) decodeBase58btc(did.slice("did:key:".length));
  else jwkIn(did.slice("did:jwk:".length));
}

const jwkIn = (text) => parse(decodeBase64url(`u${text}`, MOST_LETTERS));
