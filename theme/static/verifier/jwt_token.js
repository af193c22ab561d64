/**
 * A credential's token as it was read: its header, its claims, and the key that it names.
 * Mirrors plugins/testamur/verification/jwt/token.py. What a header points to (`jku`, `x5u`, `x5c`) is neither fetched nor read.
 */

import { isKey } from "./did_documents.js";
import { VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import * as jwk from "./jwk.js";
import * as jws from "./jws.js";
import { msg } from "./message.js";
import { privateKeyIn } from "./published_keys.js";
import { firstOf, isObject, isText, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

// Media types, as a header has them: without `application/`, in any case (RFC 7515, 4.1.9 and 4.1.10).
const TYPES = ["jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "vp+jwt", "vp+ld+jwt"];
const CONTENTS = ["vc", "vp", "vc+ld+json", "vp+ld+json", "json", "ld+json"];
const LONGEST_KID = 2000;

/** @typedef {{compact: jws.CompactJws, header: import("./shapes.js").JsonObject, payload: import("./shapes.js").JsonObject}} Token Nothing of it is checked yet. */

/** @type {(data: Uint8Array) => Token} */
export function read(data) {
  const compact = jws.parse(data);
  return { compact, header: object(compact.header, "header"), payload: object(compact.payload, "payload") };
}

function object(data, name) {
  let value;
  try {
    value = parse(data);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new VerificationError(msg("the {name} of the token: {reason}", { name, reason: error.said }), error.code);
  }
  if (!isObject(value)) throw new VerificationError(msg("the {name} of the token is not an object", { name }), jws.SHAPE);
  return value;
}

/** The verification method that `kid` names, whole; "" where there is none. @type {(token: Token, issuer: string) => string} */
export function methodOf({ header }, issuer) {
  const name = textOf(header, "kid");
  if (!name && !header.has("jwk") && isKey(issuer)) return issuer;
  return name.startsWith("#") ? `${issuer}${name}` : name;
}

/** The key that the header brings along. @type {(token: Token) => import("./public_key.js").PublicKey | null} */
export const keyOf = ({ header }) => (header.has("jwk") ? jwk.read(header.get("jwk")) : null);

/** Throw unless a header asks for nothing but a signature that is checked here. @type {(header: import("./shapes.js").JsonObject) => void} */
export function checkHeader(header) {
  const algorithm = header.get("alg");
  if (isText(algorithm) && algorithm.toLowerCase() === "none") refuse("algorithm", msg("it is not signed (alg none): anyone could have written it"));
  if (jwk.algorithmOf(algorithm) === null) {
    refuse("algorithm", msg("its algorithm {algorithm} is not read here; {read} are", { algorithm: quoted(algorithm, 40), read: Object.keys(jwk.ALGORITHMS).join(", ") }));
  }
  if (header.has("crit")) refuse("token-header", msg("its header asks for more than is understood here (crit)"));
  if ((header.has("b64") && header.get("b64") !== true) || header.has("zip") || header.has("enc")) {
    refuse("token-header", msg("its payload is written in another way than is read here"));
  }
  checkMediaType(header, "typ", TYPES);
  checkMediaType(header, "cty", CONTENTS);
  const kid = header.has("kid") ? header.get("kid") : "";
  if (!isText(kid) || [...kid].length > LONGEST_KID) refuse("token-header", msg("its header does not name its key by a text (kid)"));
  if (header.has("jwk")) checkKey(header.get("jwk"));
}

function checkMediaType(header, name, allowed) {
  if (!header.has(name)) return;
  const value = header.get(name);
  if (isText(value) && allowed.includes(value.toLowerCase().replace(/^application\//, ""))) return;
  refuse("token-header", msg("its header says that it is something else than a credential ({name} {value})", { name, value: quoted(value, 40) }));
}

function checkKey(value) {
  const member = firstOf(privateKeyIn(value), 60);
  if (member) refuse("key-published", msg("its header has the private key itself ({member}), so anybody can sign with it", { member }));
  if (jwk.read(value) === null) refuse("key-not-supported", msg("the key in its header is of a kind that is not read here"));
}

/** @type {(code: string, detail: import("./message.js").Message) => never} */
function refuse(code, detail) {
  throw new VerificationError(detail, code);
}
