/**
 * The Ed25519 key of a verification method, in any of the forms in which DID documents have it.
 * Mirrors plugins/testamur/proofs/public_keys.py.
 */

import { DocumentError, VerificationError } from "./errors.js";
import { decodeBase64url } from "./multibase.js";
import * as multikey from "./multikey.js";
import { isObject, isText } from "./shapes.js";

const MULTIBASE = ["Multikey", "Ed25519VerificationKey2020"];
const JWK = ["JsonWebKey", "JsonWebKey2020"];

/** The 32 bytes of a key; null where it is of a kind that is not read here. @type {(method: import("./shapes.js").JsonObject) => Uint8Array | null} */
export function read(method) {
  const kind = method.get("type");
  if (MULTIBASE.includes(kind)) return multikey.decode(method.get("publicKeyMultibase"));
  return JWK.includes(kind) ? ofJwk(method.get("publicKeyJwk")) : null;
}

/** The key in a JSON Web Key (RFC 8037, 2). */
function ofJwk(jwk) {
  if (!isObject(jwk) || jwk.get("kty") !== "OKP" || jwk.get("crv") !== "Ed25519") return null;
  const x = jwk.get("x");
  try {
    return multikey.checked(decodeBase64url(`u${isText(x) ? x : ""}`, 32));
  } catch (error) {
    if (!(error instanceof DocumentError) || error instanceof VerificationError) throw error;
    throw new VerificationError(error.said, "weak-key");
  }
}
