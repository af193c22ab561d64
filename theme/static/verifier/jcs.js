/** JSON Canonicalization Scheme, RFC 8785. Mirrors plugins/testamur/proofs/jcs.py. */

import { DocumentError } from "./errors.js";
import { msg } from "./message.js";

/** @type {(value: any) => Uint8Array} The one way to write a JSON value, in UTF-8. */
export const canonicalize = (value) => new TextEncoder().encode(write(value));

/** RFC 8785, 3.2: ECMAScript's own numbers and strings, and names in the order of their UTF-16 units. */
function write(value) {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.keys(value).sort().map((name) => `${write(name)}:${write(value[name])}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw new DocumentError(msg("the document has no canonical JSON form"));
  if (typeof value === "string" && !value.isWellFormed()) throw new DocumentError(msg("the document has no canonical JSON form"));
  return JSON.stringify(value);
}
