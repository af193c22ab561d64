/**
 * Proofs that an entry is in the log, as files. Mirrors plugins/testamur/log/proof.py. Follows C2SP tlog-proof, version 1; its
 * `extra` is the entry itself.
 */

import { VerificationError } from "./errors.js";
import { HASH_BYTES, MAX_PATH } from "./log_merkle.js";
import { decodeBase64, isNumber } from "./log_note.js";
import { msg } from "./message.js";

export const MAX_BYTES = 16 * 1024;
const MAX_LEAF_BYTES = 1024;
const HEAD = "c2sp.org/tlog-proof@v1";
const MAX_INDEX = Number.MAX_SAFE_INTEGER - 1;

/**
 * A proof as it was read: nothing in it holds before it was checked against its checkpoint.
 * @type {(data: Uint8Array) => {leaf: Uint8Array<ArrayBuffer>, index: number, path: Uint8Array<ArrayBuffer>[], checkpoint: Uint8Array}}
 */
export function read(data) {
  if (data.length > MAX_BYTES) throw malformed(msg("it is longer than {most} bytes", { most: MAX_BYTES }));
  const end = data.findIndex((byte, at) => byte === 0x0a && data[at + 1] === 0x0a);
  const head = end < 0 ? data : data.subarray(0, end);
  if (head.some((byte) => byte > 0x7f)) throw malformed(msg("it has other letters than ASCII"));
  const lines = new TextDecoder().decode(head).split("\n");
  if (end < 0 || lines.length < 3 || lines[0] !== HEAD) throw malformed(msg("it does not begin with {head}", { head: HEAD }));
  const leaf = lines[1].startsWith("extra ") ? decodeBase64(lines[1].slice(6)) : new Uint8Array();
  if (!leaf.length || leaf.length > MAX_LEAF_BYTES) throw malformed(msg("it has no entry, or one that is too long"));
  const index = lines[2].slice(6);
  if (!lines[2].startsWith("index ") || !isNumber(index) || Number(index) > MAX_INDEX) throw malformed(msg("it has no index"));
  const path = lines.slice(3).map(decodeBase64);
  if (path.length > MAX_PATH || path.some((one) => one.length !== HASH_BYTES)) throw malformed(msg("a hash of its path is none"));
  return { leaf, index: Number(index), path, checkpoint: data.subarray(end + 2) };
}

const malformed = (reason) => new VerificationError(msg("this is not a proof of an entry: {reason}", { reason }), "log-proof");
