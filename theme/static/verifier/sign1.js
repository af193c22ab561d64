/** COSE_Sign1 (RFC 9052, 4.2): bytes with one signature, by Ed25519. Mirrors plugins/testamur/proofs/cose/sign1.py. */

import { Tagged, decode, head } from "./cbor.js";
import { DocumentError } from "./errors.js";
import * as multikey from "./multikey.js";

const [TAG, ALGORITHM, KID, EDDSA] = [18, 1, 4, -8];
const [SIGNATURE_BYTES, KID_BYTES] = [64, 8];
const MOST_BYTES = 2048; // three times what a QR code of version 15 holds
const [BYTES, TEXT, ARRAY] = [2, 3, 4]; // major types

/** What it says, which key signed it, and the signature, which nobody checked yet. @typedef {{payload: Uint8Array, kid: Uint8Array, signature: Uint8Array}} Signed */

/** @type {(data: Uint8Array) => Signed} DocumentError for anything else. */
export function read(data) {
  if (data.length > MOST_BYTES) throw new DocumentError("it is longer than any code");
  const value = decode(data);
  const parts = value instanceof Tagged && value.tag === TAG && Array.isArray(value.value) && value.value.length === 4 ? value.value : [];
  const [header, unprotected, payload, signature] = parts;
  if (![header, payload, signature].every((one) => one instanceof Uint8Array) || !(unprotected instanceof Map)) {
    throw new DocumentError("it is no COSE_Sign1");
  }
  const members = decode(header);
  const kid = members instanceof Map ? members.get(KID) : null;
  const isRead =
    members instanceof Map && members.size === 2 && members.get(ALGORITHM) === EDDSA && unprotected.size === 0 &&
    kid instanceof Uint8Array && kid.length === KID_BYTES && signature.length === SIGNATURE_BYTES;
  if (!isRead) throw new DocumentError("its header is not the one that is read here");
  return { payload, kid, signature };
}

/** How a key is named: the first 8 bytes of its SHA-256. @type {(key: Uint8Array) => Promise<Uint8Array>} */
export const kidOf = async (key) => new Uint8Array(await crypto.subtle.digest("SHA-256", key)).slice(0, KID_BYTES);

/** Whether a key signed it: its Sig_structure (RFC 9052, 4.4). @type {(signed: Signed, key: Uint8Array) => Promise<boolean>} */
export function isBy({ payload, kid, signature }, key) {
  const name = new TextEncoder().encode("Signature1");
  const header = [0xa2, ALGORITHM, 0x27, KID, ...head(BYTES, kid.length), ...kid]; // 0x27: -8
  const parts = [...head(ARRAY, 4), ...head(TEXT, name.length), ...name, ...head(BYTES, header.length), ...header, ...head(BYTES, 0)];
  return multikey.verify(key, signature, Uint8Array.of(...parts, ...head(BYTES, payload.length), ...payload));
}
