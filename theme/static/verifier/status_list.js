/** Status lists: one bit an award. Mirrors a part of plugins/testamur/credentials/status_list.py. */

import { DocumentError } from "./errors.js";
import { msg } from "./message.js";
import { decodeBase64url } from "./multibase.js";

export const CONTEXT = ["https://www.w3.org/ns/credentials/v2"];
export const PURPOSES = ["revocation", "suspension"];
export const BITS = 131_072;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ENCODED = 8 * 1024 * 1024;

/** @type {(encoded: string) => Promise<Uint8Array>} The bits. DocumentError with a code. */
export async function decode(encoded) {
  if (encoded.length > MOST_ENCODED) throw new DocumentError(msg("it is too large"), "list-too-large");
  let packed;
  try {
    packed = decodeBase64url(encoded, MOST_ENCODED);
  } catch (error) {
    throw error instanceof DocumentError ? new DocumentError(error.said, "list-encoding") : error;
  }
  const bits = await inflate(packed);
  if (bits.length * 8 < BITS) {
    throw new DocumentError(msg("{found} entries, at least {least} are asked for", { found: bits.length * 8, least: BITS }), "list-too-short");
  }
  return bits;
}

/** What gzip packed; never more than 4 MiB. */
export async function inflate(packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts = [];
  let size = 0;
  try {
    for (let part; !(part = await reader.read()).done; ) {
      size += part.value.length;
      if (size > MOST_BYTES) throw new DocumentError(msg("more than {bytes} bytes", { bytes: MOST_BYTES }), "list-too-large");
      parts.push(part.value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    if (error instanceof DocumentError) throw error;
    throw new DocumentError(msg("not gzip, or the gzip data is cut off, or something follows it"), "list-encoding");
  }
  const bits = new Uint8Array(size);
  parts.reduce((at, part) => (bits.set(part, at), at + part.length), 0);
  return bits;
}

/** @type {(bits: Uint8Array, index: number) => boolean} Whether a bit is set; DocumentError when there is no such entry. */
export function isSet(bits, index) {
  // Without the guard, bits[index] would be undefined, shift to 0, and read as "not revoked".
  if (!(Number.isSafeInteger(index) && index >= 0 && index < 8 * bits.length)) {
    throw new DocumentError(msg("the list has no entry {index}", { index }), "no-such-entry");
  }
  // Bitstring Status List 1.0, "Bitstring Encoding": index 0 is the left-most bit.
  return ((bits[Math.floor(index / 8)] >> (7 - (index % 8))) & 1) === 1;
}
