/** A published log, read through its tiles. Mirrors plugins/testamur/log/tile_reader.py and a part of merkle.py. Follows C2SP tlog-tiles. */

import { VerificationError } from "./errors.js";
import { HASH_BYTES, hex, nodeHash, powerIn } from "./log_merkle.js";
import { msg } from "./message.js";

const WIDTH = 256;
const HEIGHT = 8; // of the tree in one tile
export const TILE_BYTES = WIDTH * HASH_BYTES;

/** @type {(level: number, index: number, width: number) => string} */
export function tileName(level, index, width) {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g);
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width < WIDTH ? `.p/${width}` : ""}`;
}

/** The complete subtrees of a published tree; `fetch` returns a file of the log. */
export class TileReader {
  #tiles = new Map();

  /** @param {(name: string) => Promise<Uint8Array>} fetch @param {number} size */
  constructor(fetch, size) {
    this.fetch = fetch;
    this.size = size;
  }

  /** The root of the first `size` leaves. @type {() => Promise<Uint8Array>} */
  root() {
    return this.#root(0, this.size);
  }

  /** What proves that the tree begins with that of the first `old` leaves, of which there are some. @type {(old: number) => Promise<Uint8Array[]>} */
  async consistency(old) {
    const path = [];
    let [begin, end, isWhole] = [0, this.size, true];
    while (end !== old) {
      const middle = begin + split(end - begin);
      if (old <= middle) {
        path.push(await this.#root(middle, end));
        end = middle;
      } else {
        path.push(await this.#root(begin, middle));
        [begin, isWhole] = [middle, false];
      }
    }
    if (!isWhole) path.push(await this.#root(begin, end));
    return path.reverse();
  }

  async #root(begin, end) {
    const parts = [];
    for (let from = begin; from < end; ) {
      const width = powerIn(end - from);
      parts.push(await this.#subtree(Math.log2(width), from / width));
      from += width;
    }
    let root = parts.pop();
    while (parts.length) root = await nodeHash(parts.pop(), root);
    return root;
  }

  async #subtree(height, number) {
    const [level, rest] = [Math.floor(height / HEIGHT), height % HEIGHT];
    const first = number * 2 ** rest;
    const tile = await this.#tile(level, Math.floor(first / WIDTH));
    const at = first % WIDTH;
    return folded(tile.subarray(at * HASH_BYTES, (at + 2 ** rest) * HASH_BYTES));
  }

  async #tile(level, index) {
    const width = Math.min(Math.floor(this.size / WIDTH ** level) - index * WIDTH, WIDTH);
    const name = tileName(level, index, width);
    if (!this.#tiles.has(name)) {
      const data = await this.fetch(name);
      if (data.length !== width * HASH_BYTES) {
        throw new VerificationError(msg("{name} of the log has another length than the log's size asks for", { name }), "log-tile");
      }
      // A partial tile is a part of the root, whole. A full one has to be what the tile above says of it, or the host's slip
      // would look like another history.
      if (width === WIDTH && hex(await folded(data)) !== hex(await this.#subtree(HEIGHT * (level + 1), index))) {
        throw new VerificationError(msg("{name} of the log does not fit the tiles above it", { name }), "log-tile");
      }
      this.#tiles.set(name, data);
    }
    return this.#tiles.get(name);
  }
}

/** The root of a row of hashes, as many as a power of two. @type {(data: Uint8Array) => Promise<Uint8Array>} */
async function folded(data) {
  let row = Array.from({ length: data.length / HASH_BYTES }, (_, at) => data.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  while (row.length > 1) row = await Promise.all(Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at], row[2 * at + 1])));
  return row[0];
}

/** The largest power of two below `size`. */
const split = (size) => powerIn(size - 1);
