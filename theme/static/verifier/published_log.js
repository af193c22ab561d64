/**
 * The log that an issuer's DID document names, as its host publishes it: its newest checkpoint, and what stands in it.
 * Mirrors plugins/testamur/verification/registration/published_log.py.
 */

import { VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { KeyHistory } from "./key_history.js";
import { KeySuccession } from "./log_keys.js";
import { MAX_PATH, checkConsistency, checkInclusion, hex, leafHash } from "./log_merkle.js";
import { decodeBase64, readKey } from "./log_note.js";
import * as tails from "./log_tail.js";
import { TILE_BYTES, TileReader } from "./log_tiles.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

const [SIGNATURE, COSIGNATURE] = [0x01, 0x04];
const NOTE_BYTES = 128 * 1024;
const KEYS_BYTES = 1024 * 1024;
const MOST_KEYS = 1000;
const MOST_WITNESSES = 100;

/** @type {(base: string) => string} The name of a registry's log. */
export const logOrigin = (base) => `${base.replace("https://", "")}/log`;
const logFile = (base, name) => `${base}/log/${name}`;

/** A log as its host publishes it. */
export class PublishedLog {
  constructor(base, resolver) {
    this.base = base;
    this.resolver = resolver;
  }

  /** With the keys that the issuer's DID document names. @param {import("./shapes.js").JsonObject} service */
  async withKeys(service) {
    const end = service.get("serviceEndpoint");
    if (!isObject(end)) throw new VerificationError(msg("the issuer's DID document does not say where its log is"), "log-key");
    const text = (name) => (isText(end.get(name)) ? end.get(name) : "");
    [this.key, this.root] = [await readKey(text("key")), await readKey(text("root"))];
    [this.keyText, this.rootText] = [text("key"), text("root")];
    this.witnesses = [];
    const listed = Array.isArray(end.get("witnesses")) ? end.get("witnesses").slice(0, MOST_WITNESSES).filter(isText) : [];
    for (const one of listed) this.witnesses.push({ ...(await readKey(one)), text: one });
    this.witnesses = this.witnesses.filter(({ kind }) => kind === COSIGNATURE);
    this.quorum = end.has("quorum") ? end.get("quorum") : 0;
    if (!Number.isSafeInteger(this.quorum) || this.quorum < 0 || this.quorum > MOST_WITNESSES) {
      throw new VerificationError(msg("the issuer's DID document does not say how many witnesses it asks for"), "log-key");
    }
    const [origin, kinds] = [logOrigin(this.base), [this.key.kind, this.root.kind]];
    // By its name the root key is remembered: under another one it would pass for one that was never seen.
    if (this.key.name !== origin || this.root.name !== `${origin}/root` || kinds.some((kind) => kind !== SIGNATURE)) {
      throw new VerificationError(msg("the keys of the log are not those of this issuer's log"), "log-key");
    }
    return this;
  }

  /** The digest of the witnesses and of how many of them have to sign: what the root key signs of them. */
  async policy() {
    const value = new Map(Object.entries({ quorum: this.quorum, witnesses: this.witnesses.map(({ text }) => text) }));
    return `sha256:${hex(new Uint8Array(await crypto.subtle.digest("SHA-256", canonicalize(value))))}`;
  }

  fetch(name, limit) {
    return this.resolver.fetch(logFile(this.base, name), limit);
  }

  /** A checkpoint, wherever it came from: of the newest key, or of the one that had to sign it. @param {Uint8Array} data @param {KeySuccession} [keys] */
  async open(data, keys) {
    return (keys ?? (await KeySuccession.of(this.key, this.keyText))).open(data, this.witnesses);
  }

  async newest() {
    return this.open(await this.fetch("checkpoint", NOTE_BYTES));
  }

  /** Throws unless the log grew from the one to the other: `log-fork` only where its own tiles say so. */
  async checkGrew(old, grown) {
    if (old.size === 0 || old.size === grown.size) return checkConsistency(old.size, old.root, grown.size, grown.root, []);
    const reader = new TileReader((name) => this.fetch(name, TILE_BYTES), grown.size);
    if (hex(await reader.root()) !== hex(grown.root)) throw new VerificationError(msg("the files of the log do not fit its checkpoint"), "log-tile");
    return checkConsistency(old.size, old.root, grown.size, grown.root, await reader.consistency(old.size));
  }

  /** What the newest entries say, proven to be the last ones of the tree of this checkpoint. */
  async tail(point) {
    const found = parsed(await this.fetch("tail.json", tails.MAX_BYTES), (reason) => msg("the log's newest entries: {reason}", { reason }));
    return tails.read(found, point);
  }

  /**
   * The acts on keys, each proven to be in the tree of this checkpoint, and as many as the newest entries say.
   * @param {import("./log_note.js").Checkpoint} point @param {import("./log_tail.js").LogTail | Promise<import("./log_tail.js").LogTail>} tail
   */
  async keyHistory(point, tail) {
    const listed = parsed(await this.fetch("keys.json", KEYS_BYTES), (reason) => msg("the log's list of keys: {reason}", { reason }));
    const entries = listed?.get("size") === point.size ? listed.get("entries") : null;
    if (!Array.isArray(entries) || entries.length > MOST_KEYS) {
      throw new VerificationError(msg("the log's list of keys is of another day than its checkpoint"), "log-keys");
    }
    const leaves = [];
    for (const entry of entries) leaves.push(await proven(entry, point));
    const history = await KeyHistory.of(leaves, this.root, this.rootText, point.origin);
    const { keys } = await tail;
    if (keys !== null && keys !== history.size) {
      throw new VerificationError(msg("the log's list of keys does not have as many as its newest entries say"), "log-keys");
    }
    return history;
  }
}

function parsed(data, unread) {
  try {
    const value = parse(data);
    return isObject(value) ? value : null;
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new Unavailable(unread(error.said));
  }
}

/** Index and leaf of an entry; throws unless the checkpoint has it. */
async function proven(entry, point) {
  const [index, path] = isObject(entry) ? [entry.get("index"), entry.get("path")] : [];
  if (typeof index !== "number" || !Array.isArray(path) || path.length > MAX_PATH) {
    throw new VerificationError(msg("the log's list of keys is not in the form that is read here"), "log-keys");
  }
  const leaf = isText(entry.get("leaf")) ? decodeBase64(entry.get("leaf")) : new Uint8Array();
  const hashes = path.map((one) => (isText(one) ? decodeBase64(one) : new Uint8Array()));
  await checkInclusion(await leafHash(leaf), index, point.size, hashes, point.root);
  return { index, leaf };
}
