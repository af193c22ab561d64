/** JSON Canonicalization Scheme, RFC 8785. Mirrors plugins/testamur/proofs/jcs.py. */

import { DocumentError } from "./errors.js";
import { msg } from "./message.js";
import { Decimal, isObject, isText } from "./shapes.js";

/** @type {(value: any) => Uint8Array} The one way to write what `strict_json.parse` made, in UTF-8. */
export const canonicalize = (value) => new TextEncoder().encode(write(value));

/** RFC 8785, 3.2: ECMAScript's own numbers and strings, and names in the order of their UTF-16 units. */
function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (isObject(value)) return `{${[...value.keys()].sort().map((name) => `${write(name)}:${write(value.get(name))}`).join(",")}}`;
  const plain = value instanceof Decimal ? value.value : value;
  if (isText(plain) ? !plain.isWellFormed() : typeof plain === "number" && !Number.isFinite(plain)) {
    throw new DocumentError(msg("the document has no canonical JSON form"));
  }
  return JSON.stringify(plain);
}
