/**
 * One JSON Web Key: Ed25519 (RFC 8037, 2), P-256 and P-384 (RFC 7518, 6.2), RSA (RFC 7518, 6.3). Mirrors plugins/testamur/proofs/jose/jwk.py.
 * One spelling per key; what a key says of its use is kept to.
 */

import { DocumentError } from "./errors.js";
import { msg } from "./message.js";
import { decodeBase64url } from "./multibase.js";
import { ofCurve, ofEd25519, ofRsa, refuse } from "./public_key.js";
import { isObject, isText } from "./shapes.js";

/** What signs, by its name in a header or a key: one kind of key each. */
export const ALGORITHMS = { EdDSA: "Ed25519", Ed25519: "Ed25519", ES256: "P-256", ES384: "P-384", RS256: "RSA" };
const COORDINATE_BYTES = { "P-256": 32, "P-384": 48 };
const MOST_RSA_BYTES = 2048;

/** The kind of key that an algorithm takes; null of one that is not read here. @type {(name: unknown) => string | null} */
export const algorithmOf = (name) => (isText(name) && Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : null);

/**
 * The key; null where it is of a kind, or for a use, that is not read here. VerificationError (`weak-key`): it is not sound.
 * @type {(jwk: unknown) => import("./public_key.js").PublicKey | null}
 */
export function read(jwk) {
  const key = isObject(jwk) ? keyOf(jwk) : null;
  if (key === null || !isForSignatures(jwk)) return null;
  return !jwk.has("alg") || algorithmOf(jwk.get("alg")) === key.kind ? key : null;
}

function keyOf(jwk) {
  const [kty, curve] = [jwk.get("kty"), jwk.get("crv")];
  if (kty === "RSA") return ofRsa(numberIn(jwk, "n"), numberIn(jwk, "e"));
  if (kty === "OKP" && curve === "Ed25519") return ofEd25519(bytesIn(jwk, "x", 32));
  if (kty !== "EC" || !isText(curve) || !Object.hasOwn(COORDINATE_BYTES, curve)) return null;
  const size = COORDINATE_BYTES[curve];
  const [x, y] = [bytesIn(jwk, "x", size), bytesIn(jwk, "y", size)];
  if (x.length !== size || y.length !== size) refuse(msg("malformed {kind} public key: its coordinates are not {size} bytes long", { kind: curve, size }));
  return ofCurve(curve, Uint8Array.of(4, ...x, ...y));
}

/** Whether nothing keeps a key from checking signatures (RFC 7517, 4.2 and 4.3). */
function isForSignatures(jwk) {
  const operations = jwk.has("key_ops") ? jwk.get("key_ops") : ["verify"];
  return (!jwk.has("use") || jwk.get("use") === "sig") && Array.isArray(operations) && operations.includes("verify");
}

function bytesIn(jwk, name, most) {
  const value = jwk.get(name);
  try {
    return decodeBase64url(isText(value) ? `u${value}` : "", most);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return refuse(msg("malformed public key: its {name} is no number in base64url without padding", { name }));
  }
}

function numberIn(jwk, name) {
  const data = bytesIn(jwk, name, MOST_RSA_BYTES);
  if (!data.length || data[0] === 0) refuse(msg("malformed RSA public key: its {name} is empty, or has zeros in front", { name }));
  return data;
}
