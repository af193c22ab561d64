/**
 * One name for each blank node of a dataset, and one order of its lines: RDF Dataset Canonicalization (RDFC-1.0).
 * Mirrors plugins/testamur/proofs/rdfc.py (`canonicalize_foreign`) and rdfc_names.py, with the same bounds. A quad is subject,
 * predicate, object and, unless it is of the default graph, the name of its graph, as N-Quads write them.
 */

import { DocumentError } from "./errors.js";
import { msg } from "./message.js";

const MOST_BLANKS = 5_000;
const MOST_STEPS = 10_000;
const MOST_DEPTH = 200;
const MOST_ALIKE = 8; // 40,320 orders
const POSITIONS = "sog";

/** The canonical N-Quads; DocumentError where that would take too long. @type {(quads: Map<string, string[]>, digest: string) => Promise<Uint8Array>} */
export async function canonicalize(quads, digest) {
  const all = [...quads.values()];
  const hashes = await firstDegreeHashes(all, digest);
  const byHash = new Set(hashes.values());
  const names = byHash.size === hashes.size ? namesByHash(hashes) : await new Naming(all, hashes, digest).names();
  const get = (part) => names.get(part) ?? part;
  const lines = all.map(([s, p, ...rest]) => `${[get(s), p, ...rest.map(get)].join(" ")} .\n`);
  return new TextEncoder().encode([...new Set(lines)].sort(byCodePoint).join(""));
}

/** The order of code points, for which Python and RDFC-1.0 ask: JavaScript's own is that of UTF-16 units. */
function byCodePoint(one, other) {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

// Halves of code points beyond U+FFFF come after all other units.
const rank = (unit) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

const namesByHash = (hashes) => {
  const ordered = [...hashes].sort(([, one], [, other]) => (one < other ? -1 : 1));
  return new Map(ordered.map(([blank], number) => [blank, `_:c14n${number}`]));
};

const isBlank = (part) => part[0] === "_";
const parts = ([subject, , ...rest]) => [subject, ...rest];
const blanksOf = (quad) => new Set(parts(quad).filter(isBlank));

/** Hash the quads of each blank node, calling it `_:a` and every other `_:z` (4.6.3). */
async function firstDegreeHashes(quads, digest) {
  const lines = new Map();
  for (const quad of quads) {
    for (const blank of blanksOf(quad)) {
      const [s, ...rest] = parts(quad).map((part) => (!isBlank(part) ? part : part === blank ? "_:a" : "_:z"));
      if (!lines.has(blank)) lines.set(blank, []);
      lines.get(blank).push(`${[s, quad[1], ...rest].join(" ")} .\n`);
    }
  }
  if (lines.size > MOST_BLANKS) throw new DocumentError(msg("more than {most} parts of the document have no id", { most: MOST_BLANKS }));
  const hash = hasher(digest);
  const found = [...lines].map(async ([blank, own]) => /** @type {[string, string]} */ ([blank, await hash(own.sort(byCodePoint).join(""))]));
  return new Map(await Promise.all(found));
}

/** A hash of texts, in hexadecimal digits, that works out none twice. */
function hasher(digest) {
  const known = new Map();
  return (text) => {
    if (!known.has(text)) known.set(text, hex(digest, text));
    return known.get(text);
  };
}

async function hex(digest, text) {
  const bytes = new Uint8Array(await crypto.subtle.digest(digest, new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Gives names in the order in which they are asked for. */
class NameIssuer {
  constructor(prefix, names = new Map()) {
    this.prefix = prefix;
    this.names = new Map(names);
  }

  issue(blank) {
    if (!this.names.has(blank)) this.names.set(blank, `${this.prefix}${this.names.size}`);
    return this.names.get(blank);
  }
}

const tooAlike = () => new DocumentError(msg("too many parts of the document are alike and have no id: give each an id, or say it once"));

/** One run of the algorithm where some nodes are alike: the names given so far, and how many steps that took. */
class Naming {
  constructor(quads, hashes, digest) {
    this.hashes = hashes;
    this.canonical = new NameIssuer("_:c14n");
    this.steps = 0;
    this.hash = hasher(digest);
    this.quadsOf = new Map();
    for (const quad of quads) for (const blank of blanksOf(quad)) grouped(this.quadsOf, blank).push(quad);
  }

  /** Name those that differ in the order of their hashes, then those that are alike (4.4.3, 4 and 5). */
  async names() {
    const groups = new Map();
    for (const [blank, hash] of this.hashes) grouped(groups, hash).push(blank);
    const ordered = inOrder(groups);
    for (const [, blanks] of ordered) if (blanks.length === 1) this.canonical.issue(blanks[0]);
    for (const [, blanks] of ordered) {
      const results = [];
      for (const blank of blanks) {
        if (this.canonical.names.has(blank)) continue;
        const issuer = new NameIssuer("_:b");
        issuer.issue(blank);
        results.push(await this.hashNDegree(blank, issuer, 1));
      }
      results.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
      // In the order in which the path named them (4.4.3, 5.3).
      for (const [, issuer] of results) for (const blank of issuer.names.keys()) this.canonical.issue(blank);
    }
    return this.canonical.names;
  }

  /** Hash a node by the nodes around it (4.8.3). @returns {Promise<[string, NameIssuer]>} */
  async hashNDegree(blank, issuer, depth) {
    if (depth > MOST_DEPTH) throw tooAlike();
    const related = new Map();
    for (const quad of this.quadsOf.get(blank)) {
      for (const [at, part] of parts(quad).entries()) {
        if (isBlank(part) && part !== blank) grouped(related, await this.hashRelated(part, quad, issuer, POSITIONS[at])).push(part);
      }
    }
    let data = "";
    for (const [hash, blanks] of inOrder(related)) {
      let least = null;
      for (const order of this.ordersOf(blanks)) {
        const followed = await this.follow(order, issuer, depth);
        if (least === null || followed[0] < least[0]) least = followed;
      }
      data += hash + least[0];
      issuer = least[1];
    }
    return [await this.hash(data), issuer];
  }

  /** Follow nodes in one order (4.8.3, 5.4). @returns {Promise<[string, NameIssuer]>} */
  async follow(order, before, depth) {
    let issuer = new NameIssuer(before.prefix, before.names);
    let path = "";
    const ahead = [];
    for (const blank of order) {
      const named = this.canonical.names.get(blank);
      if (named === undefined && !issuer.names.has(blank)) ahead.push(blank);
      path += named ?? issuer.issue(blank);
    }
    for (const blank of ahead) {
      const [hash, beyond] = await this.hashNDegree(blank, issuer, depth + 1);
      path += `${issuer.issue(blank)}<${hash}>`;
      issuer = beyond;
    }
    return [path, issuer];
  }

  /** Every order of nodes, each once even if a node is there several times. */
  ordersOf(blanks) {
    const different = new Set(blanks).size;
    if (different > 1 && blanks.length > MOST_ALIKE) throw tooAlike();
    const orders = different === 1 ? [blanks] : permutations(blanks);
    this.steps += orders.length;
    if (this.steps > MOST_STEPS) throw tooAlike();
    return orders;
  }

  /** Hash a node by how it is related to another (4.7.3): the position, the predicate unless it is the graph's name, the node. */
  hashRelated(blank, quad, issuer, position) {
    const name = this.canonical.names.get(blank) ?? issuer.names.get(blank) ?? this.hashes.get(blank);
    return this.hash(`${position}${position === "g" ? "" : quad[1]}${name}`);
  }
}

function grouped(groups, key) {
  if (!groups.has(key)) groups.set(key, []);
  return groups.get(key);
}

const inOrder = (groups) => [...groups].sort(([one], [other]) => (one < other ? -1 : 1));

/** Every order of a few texts, each once. @type {(texts: string[]) => string[][]} */
function permutations(texts) {
  if (texts.length < 2) return [texts];
  return [...new Set(texts)].flatMap((first) => {
    const at = texts.indexOf(first);
    return permutations([...texts.slice(0, at), ...texts.slice(at + 1)]).map((rest) => [first, ...rest]);
  });
}
