/**
 * The public key in a `publicKeyPem` of Open Badges 2.0: RSA, P-256, P-384 or Ed25519, as SubjectPublicKeyInfo.
 * Mirrors plugins/testamur/verification/open_badges_2/pem_key.py.
 */

import { IndeterminateError, VerificationError } from "./errors.js";
import * as jwk from "./jwk.js";
import { msg } from "./message.js";
import { ofCurve, ofEd25519 } from "./public_key.js";
import { isText } from "./shapes.js";

const MOST_LETTERS = 8 * 1024;
const PEM = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/;
// Of curves one spelling is read, the usual one, by its first bytes.
const BEGINNINGS = [
  ["302a300506032b6570032100", ofEd25519],
  ["3059301306072a8648ce3d020106082a8648ce3d030107034200", (point) => ofCurve("P-256", point)],
  ["3076301006072a8648ce3d020106052b81040022036200", (point) => ofCurve("P-384", point)],
];
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const unread = () => new IndeterminateError(msg("the issuer's key cannot be read"), "key-not-supported");

/** The key; IndeterminateError says why it cannot be used. @type {(pem: unknown) => Promise<import("./public_key.js").PublicKey>} */
export async function read(pem) {
  const found = isText(pem) && pem.length <= MOST_LETTERS ? PEM.exec(pem) : null;
  let der;
  try {
    der = Uint8Array.from(atob(found ? found[1].replace(/\s/g, "") : ""), (character) => character.charCodeAt(0));
  } catch {
    throw unread();
  }
  try {
    return await ofDer(der);
  } catch (error) {
    if (error instanceof VerificationError) throw new IndeterminateError(error.said, "key-not-supported");
    throw unread();
  }
}

async function ofDer(der) {
  const hex = [...der].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  for (const [beginning, make] of BEGINNINGS) if (hex.startsWith(beginning)) return make(der.subarray(beginning.length / 2));
  const key = await crypto.subtle.importKey("spki", der, RSA, true, ["verify"]);
  const { kty, n, e } = await crypto.subtle.exportKey("jwk", key);
  return jwk.read(new Map(Object.entries({ kty, n, e })));
}
