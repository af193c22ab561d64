/**
 * The Merkle tree over a log's leaves: whether a proof shows that a leaf is in it, or that it only grew.
 * Mirrors plugins/testamur/log/merkle.py. Follows RFC 6962, 2.1, and RFC 9162, 2.1.3.2 and 2.1.4.2.
 */

import { VerificationError } from "./errors.js";
import { msg } from "./message.js";

export const HASH_BYTES = 32;
export const MAX_PATH = 63;
/** The root of a log without entries, in hexadecimal. */
export const EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** @type {(data: Uint8Array) => string} */
export const hex = (data) => [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
/** @type {(leaf: Uint8Array) => Promise<Uint8Array>} */
export const leafHash = (leaf) => sha256(Uint8Array.of(0), leaf);
/** @type {(left: Uint8Array, right: Uint8Array) => Promise<Uint8Array>} */
export const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

const same = (one, other) => hex(one) === hex(other);
const isOdd = (number) => number % 2 === 1;
const half = (number) => Math.floor(number / 2); // bits would be cut at 32

/**
 * Throws unless `path` proves that the tree of `size` leaves with this root has this leaf, by its hash.
 * @type {(leaf: Uint8Array, index: number, size: number, path: Uint8Array[], root: Uint8Array) => Promise<void>}
 */
export async function checkInclusion(leaf, index, size, path, root) {
  if (!(index >= 0 && index < size)) throw new VerificationError(msg("there is no leaf {index} in a tree of {size}", { index, size }), "log-index");
  let [first, last, reached] = [index, size - 1, leaf];
  for (const hashed of path) {
    if (last === 0) throw misfit();
    if (isOdd(first) || first === last) {
      reached = await nodeHash(hashed, reached);
      while (!isOdd(first) && first) [first, last] = [half(first), half(last)];
    } else reached = await nodeHash(reached, hashed);
    [first, last] = [half(first), half(last)];
  }
  if (last || !same(reached, root)) throw misfit();
}

/**
 * Throws unless `path` proves that the tree of `to` leaves begins with that of `from` leaves.
 * @type {(from: number, fromRoot: Uint8Array, to: number, toRoot: Uint8Array, path: Uint8Array[]) => Promise<void>}
 */
export async function checkConsistency(from, fromRoot, to, toRoot, path) {
  if (!(from >= 0 && from <= to)) throw new VerificationError(msg("a tree of {to} leaves did not grow from one of {from}", { to, from }), "log-size");
  if (from === 0 || from === to) {
    if (path.length || hex(fromRoot) !== (from ? hex(toRoot) : EMPTY_ROOT)) throw fork();
    return;
  }
  const hashes = isPower(from) ? [fromRoot, ...path] : path;
  let [first, last] = [from - 1, to - 1];
  while (isOdd(first)) [first, last] = [half(first), half(last)];
  if (!hashes.length) throw fork();
  let [old, grown] = [hashes[0], hashes[0]];
  for (const hashed of hashes.slice(1)) {
    if (last === 0) throw fork();
    if (isOdd(first) || first === last) {
      [old, grown] = [await nodeHash(hashed, old), await nodeHash(hashed, grown)];
      while (!isOdd(first) && first) [first, last] = [half(first), half(last)];
    } else grown = await nodeHash(grown, hashed);
    [first, last] = [half(first), half(last)];
  }
  if (last || !same(old, fromRoot) || !same(grown, toRoot)) throw fork();
}

/**
 * The root of a tree of `size` leaves, with the complete subtrees `before`, once these leaves (hashes) are added. Where it is the
 * root of a log, these are its last leaves, and none of them is left out.
 * @type {(size: number, before: Uint8Array[], leaves: Uint8Array[]) => Promise<Uint8Array>}
 */
export async function grownRoot(size, before, leaves) {
  const row = [];
  for (let [rest, at] = [size, 0]; rest > 0; at += 1) {
    const width = powerIn(rest);
    row.push({ width, hash: before[at] });
    rest -= width;
  }
  if (row.length !== before.length) throw new VerificationError(msg("the hashes before the newest entries are not as many as belong there"), "log-tail");
  for (const leaf of leaves) {
    let [width, hash] = [1, leaf];
    for (; row.at(-1)?.width === width; width *= 2) hash = await nodeHash(row.pop().hash, hash);
    row.push({ width, hash });
  }
  if (!row.length) return bytesOf(EMPTY_ROOT);
  let root = row.pop().hash;
  while (row.length) root = await nodeHash(row.pop().hash, root);
  return root;
}

const bytesOf = (digits) => Uint8Array.from(digits.match(/../g), (byte) => parseInt(byte, 16));

/** The largest power of two that is no larger than `number`. Math.log2 is rounded: to 53 of 2 ** 53 - 1. @type {(number: number) => number} */
export function powerIn(number) {
  const power = 2 ** Math.floor(Math.log2(number));
  return power > number ? power / 2 : power;
}

const isPower = (number) => powerIn(number) === number;
const misfit = () => new VerificationError(msg("the proof does not lead from this entry to the root of the log"), "log-inclusion");
const fork = () => new VerificationError(msg("the two checkpoints are not of one history"), "log-fork");
