/** A compact JSON Web Signature taken apart: `header.payload.signature` (RFC 7515, 7.1). Mirrors plugins/testamur/proofs/jose/jws.py. */

import { stripped } from "./characters.js";
import { DocumentError, VerificationError } from "./errors.js";
import { msg } from "./message.js";
import { decodeBase64url } from "./multibase.js";

const LIMIT = 4 * 1024 * 1024;
const HEADER_LIMIT = 64 * 1024;
const SIGNATURE_LIMIT = 1024;
/** The base64url of `{` with what may follow in JSON, and a dot: no other kind of file that is read here begins so. */
const BEGINNING = /^[ \t\r\n]*e(?:y[A-DI-L]|w[k-r0-3]|3[0-3])[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:\.|[ \t\r\n]*$)/;
export const SHAPE = "token-shape";

/** The parts of a token, decoded; `signed` is what the signature is of. @typedef {{text: string, header: Uint8Array, payload: Uint8Array, signature: Uint8Array, signed: Uint8Array}} CompactJws */

/** Whether a file, or a text, is meant to be a token, sound or not. @type {(data: Uint8Array | string) => boolean} */
export const looksLikeOne = (data) => BEGINNING.test(textOf(data));

/** @type {(data: Uint8Array) => CompactJws} VerificationError (`token-shape`) says why it is none. */
export function parse(data) {
  const text = stripped(textOf(data));
  if (text.length > LIMIT) refuse(msg("it has {bytes} bytes; at most {limit} are read", { bytes: grouped(text.length), limit: grouped(LIMIT) }));
  const parts = text.split(".");
  if (parts.length === 5) refuse(msg("it is an encrypted token, which only whom it was made for can read"));
  if (parts.length !== 3) refuse(msg("a token has three parts with dots between them, and it has {number}", { number: parts.length }));
  return {
    text,
    header: decode(parts[0], 1, HEADER_LIMIT),
    payload: decode(parts[1], 2, LIMIT),
    signature: decode(parts[2], 3, SIGNATURE_LIMIT),
    signed: new TextEncoder().encode(`${parts[0]}.${parts[1]}`),
  };
}

function decode(part, number, limit) {
  // An empty signature is that of `alg: none`, of which more can be said than that it is empty.
  if (!part && number !== 3) refuse(msg("part {number} of the token is empty", { number }));
  try {
    return decodeBase64url(`u${part}`, limit);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return refuse(msg("part {number} of the token is too long, or not base64url as tokens are written", { number }));
  }
}

/** @type {(detail: import("./message.js").Message) => never} */
function refuse(detail) {
  throw new VerificationError(detail, SHAPE);
}

const textOf = (data) => (typeof data === "string" ? data : new TextDecoder("latin1").decode(data));
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
