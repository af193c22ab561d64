/** Multibase text: base58btc (`z…`) and base64url (`u…`). Mirrors plugins/testamur/proofs/multibase.py. */

import { DocumentError } from "./errors.js";
import { msg } from "./message.js";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const LONGEST_BASE58 = 1000;

/** @type {(text: unknown, length?: number) => Uint8Array} Exactly `length` bytes, where that is given. */
export function decodeBase58btc(text, length) {
  const digits = after("z", "base58btc", text);
  if (digits.length > LONGEST_BASE58) throw new DocumentError(msg("the base58btc text is too long"));
  let number = 0n;
  for (const [position, letter] of [...digits].entries()) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new DocumentError(msg("letter {position} is not base58btc, which has no 0, O, I or l and no signs", { position: position + 2 }));
    number = number * 58n + BigInt(value);
  }
  const zeros = /^1*/.exec(digits)[0].length;
  const hex = number ? number.toString(16) : "";
  const bytes = (hex.length % 2 ? `0${hex}` : hex).match(/../g) ?? [];
  const data = Uint8Array.from([...new Array(zeros).fill("00"), ...bytes], (two) => parseInt(two, 16));
  if (length !== undefined && data.length !== length) throw new DocumentError(msg("{found} bytes where {length} belong", { found: data.length, length }));
  return data;
}

/** @type {(text: unknown, limit: number) => Uint8Array} At most `limit` bytes. */
export function decodeBase64url(text, limit) {
  const digits = after("u", "base64url", text);
  if (Math.floor((digits.length * 3) / 4) > limit) throw new DocumentError(msg("the base64url text is too long"));
  if (!/^[A-Za-z0-9_-]*$/.test(digits) || digits.length % 4 === 1) {
    throw new DocumentError(msg("the text is not base64url without padding: letters, digits, - and _ only"));
  }
  const binary = atob(digits.replaceAll("-", "+").replaceAll("_", "/"));
  // The bits of the last letter that encode nothing must be zero, or one value would have many spellings.
  if (btoa(binary).replace(/=+$/, "").at(-1) !== digits.replaceAll("-", "+").replaceAll("_", "/").at(-1)) {
    throw new DocumentError(msg("the last letter of the base64url text has bits that mean nothing"));
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function after(prefix, encoding, text) {
  if (typeof text !== "string" || !text) throw new DocumentError(msg("there is no multibase text; {encoding} starts with {prefix}", { encoding, prefix }));
  if (text[0] !== prefix) throw new DocumentError(msg("the text does not start with {prefix}, so it is not {encoding}", { encoding, prefix }));
  return text.slice(1);
}
