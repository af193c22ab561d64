/**
 * The check `registered`: the issuer's public log has this copy, entered while its key was good.
 * Mirrors plugins/testamur/verification/registration/registered.py and published_log.py. Fetched where an issuer's DID document
 * names a log. No memory: `remembered` is the largest checkpoint that was seen before.
 */

import { couldNotRun, failed, notApplicable, passed } from "./check.js";
import * as dids from "./did.js";
import { VerificationError } from "./errors.js";
import { isDay, readInstant } from "./instants.js";
import { readAct, refusal } from "./key_history.js";
import { MAX_PATH, checkConsistency, checkInclusion, hex, leafHash } from "./log_merkle.js";
import { decodeBase64, isCheckpointOf, openCheckpoint, readKey } from "./log_note.js";
import * as proofs from "./log_proof.js";
import { TILE_BYTES, TileReader } from "./log_tiles.js";
import { day, joined, msg } from "./message.js";
import { isSupported } from "./multikey.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

const EDITIONS = ["issue", "reissue"];
const LATE = 31 * 24 * 60 * 60 * 1000;
const [SIGNATURE, COSIGNATURE] = [0x01, 0x04];
const NOTE_BYTES = 128 * 1024;
const KEYS_BYTES = 1024 * 1024;
const MOST_KEYS = 1000;
const MOST_WITNESSES = 100;
const REFUSALS = {
  "key-not-added": msg("its key had not been added to the log when it was entered"),
  "key-retired": msg("its key had been retired when it was entered"),
  "key-revoked": msg("its key was lost, and it was not entered before that"),
};

// A log ends only with its registry: whoever has the host and a stolen key would otherwise leave out one line.
const GONE = msg("the issuer kept a log when it was last seen here, and its DID document names none any more");
const OF_THE_NEWER = msg("the proof that is published is of the newer copy");

/** Two checkpoints that the log's key signed, and that are not of one history. */
class Fork extends Error {
  constructor(notes) {
    super();
    this.notes = notes;
  }
}

/** @typedef {{get: (name: string) => Uint8Array | undefined, set: (name: string, note: Uint8Array) => unknown}} Logs a Map, or like one */
/** @typedef {{check: import("./check.js").Check, newest: Uint8Array | null, evidence: Uint8Array[] | null}} Registration */
/** @type {(check: import("./check.js").Check, newest?: Uint8Array | null, evidence?: Uint8Array[] | null) => Registration} */
const found = (check, newest = null, evidence = null) => ({ check, newest, evidence });

/** The checks with this one, of an award of a trusted registry; a larger checkpoint is remembered. */
export async function added(checks, credential, keys, { resolver, logs }) {
  if (!credential.registry || credential.kind !== "award") return checks;
  const memory = await logs(true);
  if (!keys.log) {
    const origin = logOrigin(dids.baseOf(credential.issuer));
    return isCheckpointOf(memory.get(origin), origin) ? [...checks, couldNotRun("registered", "log-gone", GONE)] : checks;
  }
  const isReplaced = checks.at(-1).code === "replaced";
  const registration = await check(credential, keys, { resolver, logs: memory, isReplaced });
  if (registration.newest) memory.set(logOrigin(dids.baseOf(credential.issuer)), registration.newest);
  return Object.assign([...checks, registration.check], { registration });
}

const logOrigin = (base) => `${base.replace("https://", "")}/log`;
const logFile = (base, name) => `${base}/log/${name}`;

/** @returns {Promise<Registration>} `keys` are the issuer's, and name its log; `isReplaced`: the index has a newer copy. */
async function check(credential, keys, { resolver, logs, isReplaced }) {
  if (!(await isSupported())) {
    return found(couldNotRun("registered", "browser", msg("this browser cannot check Ed25519 signatures, or the page was not opened over https")));
  }
  const base = dids.baseOf(credential.issuer);
  const origin = logOrigin(base);
  try {
    const log = await new PublishedLog(base, resolver).withKeys(keys.log);
    const proof = await fetchProof(base, credential, resolver);
    if (!proof) return found(withoutProof(credential, keys));
    if (isReplaced && !isOf(proof, credential) && !keys.isCutOff(credential.method)) {
      return found(notApplicable("registered", OF_THE_NEWER));
    }
    return await examine(credential, proof, log, logs.get(origin), isReplaced);
  } catch (error) {
    if (error instanceof Unavailable) {
      return found(couldNotRun("registered", "log-unreachable", msg("the issuer's log could not be read: {reason}", { reason: error.said })));
    }
    if (error instanceof Fork) {
      return found(failed("registered", "log-fork", msg("the issuer's log shows two histories, and its key signed both")), null, error.notes);
    }
    if (!(error instanceof VerificationError)) throw error;
    return found(couldNotRun("registered", error.code, msg("the issuer's log could not be checked: {reason}", { reason: error.said })));
  }
}

async function fetchProof(base, credential, resolver) {
  let data;
  try {
    data = await resolver.fetch(`${credential.address}award.tlog-proof`, proofs.MAX_BYTES);
  } catch (error) {
    if (error instanceof Unavailable && (error.status === 404 || error.status === 410)) return null;
    throw error;
  }
  return proofs.read(data);
}

/** Whether the entry of a proof is that of this copy. */
function isOf(proof, credential) {
  const act = readAct(proof.leaf) ?? new Map();
  return EDITIONS.includes(act.get("op")) && act.get("c") === credential.digest && act.get("key") === credential.method;
}

/** Whether an entry is of the copy that was issued in place of this one. */
const replaces = (act, credential) =>
  act.get("op") === "reissue" && act.get("prev") === credential.digest && isText(act.get("key")) && act.get("key") !== "";

function withoutProof(credential, keys) {
  if (keys.isCutOff(credential.method)) {
    return failed("registered", "not-registered", msg("{reason}: there is no proof that it was", { reason: REFUSALS["key-revoked"] }));
  }
  return notApplicable("registered", msg("the issuer keeps a log, and no proof is published that this award is in it"));
}

async function examine(credential, proof, log, remembered, isReplaced) {
  const entered = await log.open(proof.checkpoint);
  await checkInclusion(await leafHash(proof.leaf), proof.index, entered.size, proof.path, entered.root);
  const act = readAct(proof.leaf) ?? new Map();
  const isOwn = isOf(proof, credential);
  // Of a copy by a lost key, the index is not believed: the log has to say that it was replaced.
  if (!isOwn && !(isReplaced && replaces(act, credential))) {
    return found(failed("registered", "not-registered", msg("the proof beside it is of another copy, or of another award")));
  }
  const newest = await log.newest();
  // What is damaged, or another program's, says nothing: it would stand against every award from then on.
  const known = remembered && isCheckpointOf(remembered, entered.origin) ? [entered, await log.open(remembered)] : [entered];
  const largest = known.reduce((one, other) => (other.size > one.size ? other : one), newest);
  if (largest.size > newest.size) {
    return found(couldNotRun("registered", "log-older", msg("the host serves an older copy of the issuer's log than was seen before")), largest.data);
  }
  for (const one of known) await checkGrew(log, one, newest);
  const code = await log.refusal(newest, act.get("key"), proof.index);
  if (code) return found(failed("registered", code, REFUSALS[code]), newest.data);
  if (!isOwn) return found(notApplicable("registered", OF_THE_NEWER), newest.data);
  return found(passed("registered", said(credential, proof, act, entered, newest)), newest.data);
}

async function checkGrew(log, old, grown) {
  try {
    await log.checkGrew(old, grown);
  } catch (error) {
    if (error.code !== "log-fork") throw error;
    throw new Fork([old.data, grown.data]);
  }
}

/** Where and when it was entered, and who saw it. */
function said(credential, proof, act, entered, newest) {
  const since = enteredAt(act);
  const values = { number: proof.index + 1, size: newest.size, day: dayOf(since) };
  const parts = [msg("entry {number} of {size} in the issuer's log, of {day}", values)];
  if (entered.witnesses.length) {
    const seen = entered.witnesses.reduce((one, other) => (other.time < one.time ? other : one));
    parts.push(msg("{witness} saw it on {day}", { witness: seen.name, day: dayOf(seen.time * 1000) }));
  }
  const awarded = credential.awarded.slice(0, 10);
  if (isDay(awarded) && Date.parse(isoDay(since)) - Date.parse(awarded) > LATE) parts.push(msg("the award itself is dated {day}", { day: day(awarded) }));
  return joined(parts, "; ");
}

const isoDay = (ms) => new Date(ms).toISOString().slice(0, 10);
const dayOf = (ms) => day(isoDay(ms));

function enteredAt(act) {
  try {
    return readInstant(act.get("t"), "t");
  } catch {
    throw new VerificationError(msg("its entry does not say when it was made"), "log-entry");
  }
}

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
    [this.key, this.root, this.keyText, this.rootText] = [await readKey(text("key")), await readKey(text("root")), text("key"), text("root")];
    this.witnesses = [];
    const listed = Array.isArray(end.get("witnesses")) ? end.get("witnesses").slice(0, MOST_WITNESSES).filter(isText) : [];
    for (const one of listed) this.witnesses.push(await readKey(one));
    this.witnesses = this.witnesses.filter(({ kind }) => kind === COSIGNATURE);
    if (this.key.kind !== SIGNATURE || this.root.kind !== SIGNATURE || this.key.name !== logOrigin(this.base)) {
      throw new VerificationError(msg("the keys of the log are not those of this issuer's log"), "log-key");
    }
    return this;
  }

  fetch(name, limit) {
    return this.resolver.fetch(logFile(this.base, name), limit);
  }

  open(data) {
    return openCheckpoint(data, this.key, this.witnesses);
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

  /** Why a key was not good for a leaf at `index`, by leaves that are each proven to be in the tree of this checkpoint. */
  async refusal(point, method, index) {
    const listed = parsed(await this.fetch("keys.json", KEYS_BYTES));
    const entries = listed?.get("size") === point.size ? listed.get("entries") : null;
    if (!Array.isArray(entries) || entries.length > MOST_KEYS) {
      throw new VerificationError(msg("the log's list of keys is of another day than its checkpoint"), "log-keys");
    }
    const leaves = [];
    for (const entry of entries) leaves.push(await proven(entry, point));
    return refusal(leaves, this.root, this.rootText, point.origin, method, index);
  }
}

function parsed(data) {
  try {
    const value = parse(data);
    return isObject(value) ? value : null;
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new Unavailable(msg("the log's list of keys: {reason}", { reason: error.said }));
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
