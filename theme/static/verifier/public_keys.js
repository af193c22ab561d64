/**
 * The public key of a verification method, in any of the forms in which DID documents have it.
 * Mirrors plugins/testamur/proofs/public_keys.py.
 */

import { DocumentError, VerificationError } from "./errors.js";
import * as jwk from "./jwk.js";
import { msg } from "./message.js";
import { decodeBase58btc } from "./multibase.js";
import * as multikey from "./multikey.js";
import { KINDS, PublicKey, ofCurve, ofEd25519, refuse } from "./public_key.js";
import { isText } from "./shapes.js";

// Which kinds of key a type may have, in `publicKeyMultibase` or in `publicKeyJwk`.
const MULTIBASE = { Multikey: KINDS, Ed25519VerificationKey2020: ["Ed25519"], EcdsaSecp256r1VerificationKey2019: ["P-256"] };
const JWK = { JsonWebKey: KINDS, JsonWebKey2020: KINDS, EcdsaSecp256r1VerificationKey2019: ["P-256"] };
const BASE58 = "Ed25519VerificationKey2018"; // the bytes of the key alone, in `publicKeyBase58`
/** Prefixes of compressed points (the multicodecs p256-pub and p384-pub, as varints): zDn… and z82…. */
const CURVES = { 0x8024: "P-256", 0x8124: "P-384" };

/** The key; null where it is of a kind that is not read here. @type {(method: import("./shapes.js").JsonObject) => PublicKey | null} */
export function read(method) {
  const kind = method.get("type");
  if (!isText(kind)) return null;
  const [hasJwk, hasText] = [method.has("publicKeyJwk"), method.has("publicKeyMultibase")];
  if (kind === BASE58) return hasJwk || hasText || !method.has("publicKeyBase58") ? null : ofBase58(method.get("publicKeyBase58"));
  // A type that allows both has one of them; with two, another verifier might take the other.
  if (Object.hasOwn(JWK, kind) && hasJwk && !hasText) return oneOf(JWK[kind], jwk.read(method.get("publicKeyJwk")));
  if (Object.hasOwn(MULTIBASE, kind) && !hasJwk) return oneOf(MULTIBASE[kind], ofMultikey(method.get("publicKeyMultibase")));
  return null;
}

const oneOf = (kinds, key) => (key && kinds.includes(key.kind) ? key : null);

/** The key of a Multikey text; VerificationError (`weak-key`) where it is none that is read here. @type {(text: unknown) => PublicKey} */
export function ofMultikey(text) {
  const data = decoded(text);
  const curve = CURVES[(data[0] << 8) | data[1]];
  if (!curve) return new PublicKey("Ed25519", multikey.decode(text));
  if (![2, 3].includes(data[2])) refuse(msg("malformed {kind} public key: its point is not compressed", { kind: curve }));
  return ofCurve(curve, data.slice(2));
}

/** The Ed25519 key whose 32 bytes are written in base58btc, without any prefix. */
function ofBase58(text) {
  try {
    return ofEd25519(isText(text) ? decodeBase58btc(`z${text}`, 32) : new Uint8Array());
  } catch (error) {
    if (!(error instanceof DocumentError) || error instanceof VerificationError) throw error;
    return refuse(msg("malformed Ed25519 public key: {reason}", { reason: error.said }));
  }
}

function decoded(text) {
  try {
    return isText(text) ? decodeBase58btc(text) : new Uint8Array();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return new Uint8Array();
  }
}
