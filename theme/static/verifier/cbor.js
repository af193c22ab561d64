/**
 * CBOR in its one deterministic form (RFC 8949, 4.2.1): integers, byte strings, texts, arrays, maps with whole numbers for keys, tags.
 * Mirrors plugins/testamur/proofs/cose/cbor.py, and refuses what it refuses, in words that no page shows. Arrays are arrays, maps are Maps,
 * byte strings Uint8Arrays.
 */

import { DocumentError } from "./errors.js";

const MOST_DEPTH = 4;
const [UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG] = [0, 1, 2, 3, 4, 5, 6];

/** A value with a tag. */
export class Tagged {
  /** @param {number} tag @param {unknown} value */
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

/** @type {(data: Uint8Array) => unknown} The value that all of `data` is; DocumentError where it is none, or not in its one form. */
export function decode(data) {
  const reader = new Reader(data);
  const value = reader.value(MOST_DEPTH);
  if (reader.at !== data.length) throw new DocumentError("there is something behind its end");
  return value;
}

/** The start of a byte string, a text or an array of fewer than 65,536. @type {(major: number, argument: number) => number[]} */
export function head(major, argument) {
  if (argument < 24) return [(major << 5) | argument];
  return argument < 256 ? [(major << 5) | 24, argument] : [(major << 5) | 25, argument >> 8, argument & 255];
}

class Reader {
  /** @param {Uint8Array} data */
  constructor(data) {
    this.data = data;
    this.at = 0;
  }

  /** @param {number} depth levels that may be below it */
  value(depth) {
    const [major, argument] = this.head();
    if (major === UNSIGNED || major === NEGATIVE) return major === NEGATIVE ? -1 - argument : argument;
    if (major === BYTES || major === TEXT) {
      const data = this.take(argument);
      return major === TEXT ? text(data) : data;
    }
    if (depth === 0) throw new DocumentError("it is nested too deeply");
    if (major === TAG) return new Tagged(argument, this.value(depth - 1));
    // Before anything is made: each member takes a byte at least.
    if (argument * (major === MAP ? 2 : 1) > this.data.length - this.at) throw new DocumentError("it ends too early");
    if (major === MAP) return this.map(argument, depth - 1);
    const items = [];
    while (items.length < argument) items.push(this.value(depth - 1));
    return items;
  }

  map(number, depth) {
    const members = new Map();
    let before = new Uint8Array();
    for (let left = number; left > 0; left -= 1) {
      const start = this.at;
      const key = this.value(0);
      const spelled = this.data.subarray(start, this.at);
      if (typeof key !== "number") throw new DocumentError("a key in it is not a whole number");
      if (!isAfter(spelled, before)) throw new DocumentError("its keys are not in order, or one is there twice");
      before = spelled;
      members.set(key, this.value(depth));
    }
    return members;
  }

  /** The major type of what comes next, and its argument. */
  head() {
    const [first] = this.take(1);
    const [major, short] = [first >> 5, first & 31];
    if (major > TAG) throw new DocumentError("a value in it is of a kind that is not read here");
    if (short < 24) return [major, short];
    if (short > 27) throw new DocumentError("a length in it is not given");
    const size = 1 << (short - 24);
    const argument = this.take(size).reduce((number, byte) => number * 256 + byte, 0);
    if (argument > Number.MAX_SAFE_INTEGER) throw new DocumentError("a number in it is too large");
    if (argument < (size === 1 ? 24 : 2 ** (4 * size))) throw new DocumentError("a number in it takes more bytes than it needs");
    return [major, argument];
  }

  take(size) {
    if (size > this.data.length - this.at) throw new DocumentError("it ends too early");
    this.at += size;
    return this.data.subarray(this.at - size, this.at);
  }
}

function text(data) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new DocumentError("a text in it is not UTF-8");
  }
}

/** Whether some bytes sort behind others. */
function isAfter(bytes, others) {
  for (let at = 0; at < bytes.length && at < others.length; at += 1) if (bytes[at] !== others[at]) return bytes[at] > others[at];
  return bytes.length > others.length;
}
