/**
 * A signed Assertion: its JWS fits a key that the issuer's Profile lists.
 * Mirrors plugins/testamur/verification/open_badges_2/signed.py. What a header says of keys is not looked at.
 */

import { IndeterminateError, VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import { unlisted } from "./issuer.js";
import { algorithmOf } from "./jwk.js";
import { parse as parseJws } from "./jws.js";
import { msg } from "./message.js";
import { fetchDocument, isSame } from "./ob2_linked.js";
import * as pemKey from "./ob2_pem_key.js";
import { isObject, isText, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

const MOST_KEYS = 100;

/** The algorithm by which a JWS was signed with a key. @throws {VerificationError} @type {(token: string, key: import("./public_key.js").PublicKey) => Promise<string>} */
export async function verify(token, key) {
  let compact;
  let header;
  try {
    compact = parseJws(new TextEncoder().encode(token));
    header = parse(compact.header);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new IndeterminateError(msg("its signature cannot be read: {reason}", { reason: error.said }), "proof-shape");
  }
  if (!isObject(header)) throw new IndeterminateError(msg("its signature has no header that can be read"), "proof-shape");
  const algorithm = header.get("alg");
  const kind = algorithmOf(algorithm);
  if (kind === null || header.has("crit") || header.has("b64")) {
    const found = quoted(algorithm, 40);
    throw new IndeterminateError(msg("it is signed by {found}, or in a way, which is not read here", { found }), "proof-not-supported");
  }
  if (kind !== key.kind) {
    const values = { algorithm, kind: key.kind };
    throw new IndeterminateError(msg("its algorithm {algorithm} is not that of the issuer's key, which is of the kind {kind}", values), "algorithm");
  }
  if (!(await key.verify(compact.signature, compact.signed))) throw new VerificationError(msg("the signature does not fit the document"), "signature");
  return algorithm;
}

/**
 * The key of a signed Assertion, which the Profile has to list. @throws {VerificationError} with `unknown-key` if it lists others
 * @type {(assertion: import("./ob2_assertion.js").Assertion, profile: import("./shapes.js").JsonObject, resolver: import("./resolver.js").Resolver) => Promise<import("./public_key.js").PublicKey>}
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
  if (name === undefined) throw unlisted();
  const written = named.get(name);
  const key = isObject(written) ? written : await fetchDocument(resolver, name, ["CryptographicKey"]);
  if (!isSame(textOf(key, "owner"), textOf(profile, "id"))) throw new IndeterminateError(msg("the key says that it is somebody else's"), "key-shape");
  return pemKey.read(key.get("publicKeyPem"));
}
