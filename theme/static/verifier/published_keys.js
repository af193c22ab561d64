/**
 * Private keys that stand where only public ones belong: in a DID document. Mirrors a part of plugins/testamur/proofs/published_keys.py.
 */

import { decodeBase58btc } from "./multibase.js";
import { isSecret } from "./multikey.js";
import { firstOf, isObject, isText } from "./shapes.js";

const MEMBER = /^(?:private|secret)[_-]?(?:key|jwk|multi)/i;
const JWK = ["kty", "crv", "n"];
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const TEXT = /PRIVATE[ ]KEY-{5}|testamur-ed25519[-][\w-]/; // written so that this file does not look like a key itself
const MULTIBASE = /(?<![0-9A-Za-z])z[1-9A-HJ-NP-Za-km-z]{40,100}(?![0-9A-Za-z])/g;
const LENGTHS = [34, 50, 68]; // of the prefix and the secret of every curve; a signature has another
const LONGEST = 10_000; // characters of a text that is looked into

/** The name of the first member of a JSON value that holds a private key; "" when there is none. @type {(value: unknown, name?: string) => string} */
export function privateKeyIn(value, name = "") {
  if (isText(value)) return isSecretText(firstOf(value, LONGEST)) ? name || "text" : "";
  if (Array.isArray(value)) return first(value.map((item) => [name, item]));
  return isObject(value) ? member(value) || first([...value]) : "";
}

function first(members) {
  for (const [name, value] of members) {
    const found = privateKeyIn(value, name);
    if (found) return found;
  }
  return "";
}

/** @param {import("./shapes.js").JsonObject} object */
function member(object) {
  const names = [...object.keys()].filter((name) => MEMBER.test(name));
  if (JWK.some((name) => object.has(name))) names.push(...PRIVATE);
  return names.find((name) => holds(object.get(name))) ?? "";
}

const holds = (value) => (isObject(value) ? value.size : isText(value) || Array.isArray(value) ? value.length : 0) > 0;
const isSecretText = (text) => TEXT.test(text) || (text.match(MULTIBASE) ?? []).some(isSecretMultikey);

function isSecretMultikey(text) {
  const data = decodeBase58btc(text);
  return LENGTHS.includes(data.length) && isSecret(data);
}
