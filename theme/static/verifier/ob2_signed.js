/**
 * A signed Assertion: its JWS fits a key that the issuer's Profile lists.
 * Mirrors plugins/testamur/verification/open_badges_2/signed.py. RS256 alone is read, with keys of 2048 to 8192 bits.
 */

import { DocumentError, IndeterminateError, VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import { msg } from "./message.js";
import { decodeBase64url } from "./multibase.js";
import { fetchDocument, isSame } from "./ob2_linked.js";
import { isObject, isText, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

export const ALGORITHM = "RS256";
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const [LEAST_BITS, MOST_BITS] = [2048, 8192];
const [MOST_HEADER, MOST_SIGNATURE, MOST_PEM, MOST_KEYS] = [8 * 1024, 1024, 8 * 1024, 100];
const PEM = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/;

/** Throw IndeterminateError unless a JWS is signed in the way that is read here. @type {(token: string) => void} */
export function checkHeader(token) {
  const unread = () => new IndeterminateError(msg("its signature has no header that can be read"), "proof-shape");
  let header;
  try {
    header = parse(decodeBase64url(`u${token.split(".")[0]}`, MOST_HEADER));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw unread();
  }
  if (!isObject(header)) throw unread();
  if (header.get("alg") !== ALGORITHM || header.has("crit") || header.has("b64")) {
    const values = { found: quoted(header.get("alg"), 40), read: ALGORITHM };
    throw new IndeterminateError(msg("it is signed by {found}, which is not read here; {read} is", values), "proof-not-supported");
  }
}

/**
 * The key of a signed Assertion, which the Profile has to list. @throws {VerificationError} with `unknown-key` if it lists others
 * @type {(assertion: import("./ob2_assertion.js").Assertion, profile: import("./shapes.js").JsonObject, resolver: import("./resolver.js").Resolver) => Promise<CryptoKey>}
 */
export async function keyOf(assertion, profile, resolver) {
  const given = profile.get("publicKey");
  const named = new Map();
  for (const one of (Array.isArray(given) ? given : [given]).slice(0, MOST_KEYS)) {
    const name = isObject(one) ? textOf(one, "id") : one;
    if (isText(name) && name) named.set(name, one);
  }
  if (!named.size) throw new IndeterminateError(msg("the issuer's Profile lists no key"), "no-key");
  const creator = assertion.creator || [...named.keys()][0];
  const name = [...named.keys()].find((one) => isSame(one, creator));
  if (name === undefined) {
    throw new VerificationError(msg("the issuer does not list the key that it was signed with, or it is no longer listed"), "unknown-key");
  }
  const written = named.get(name);
  const key = isObject(written) ? written : await fetchDocument(resolver, name, ["CryptographicKey"]);
  if (!isSame(textOf(key, "owner"), textOf(profile, "id"))) throw new IndeterminateError(msg("the key says that it is somebody else's"), "key-shape");
  return readKey(key.get("publicKeyPem"));
}

async function readKey(pem) {
  const found = isText(pem) && pem.length <= MOST_PEM ? PEM.exec(pem) : null;
  let key;
  try {
    const der = Uint8Array.from(atob(found ? found[1].replace(/\s/g, "") : ""), (character) => character.charCodeAt(0));
    key = await crypto.subtle.importKey("spki", der, RSA, false, ["verify"]);
  } catch {
    throw new IndeterminateError(msg("the issuer's key cannot be read"), "key-not-supported");
  }
  const bits = /** @type {RsaHashedKeyAlgorithm} */ (key.algorithm).modulusLength;
  if (bits < LEAST_BITS || bits > MOST_BITS) {
    const values = { bits, least: LEAST_BITS, most: MOST_BITS };
    throw new IndeterminateError(msg("the issuer's key has {bits} bits; keys of {least} to {most} are read here", values), "key-not-supported");
  }
  return key;
}

/** Throw VerificationError (`signature`) unless a JWS was signed with a key. @type {(token: string, key: CryptoKey) => Promise<void>} */
export async function verify(token, key) {
  const end = token.lastIndexOf(".");
  let fits = false;
  try {
    const signature = decodeBase64url(`u${token.slice(end + 1)}`, MOST_SIGNATURE);
    fits = await crypto.subtle.verify(RSA, key, signature, new TextEncoder().encode(token.slice(0, end)));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
  if (!fits) throw new VerificationError(msg("the signature does not fit the document"), "signature");
}
