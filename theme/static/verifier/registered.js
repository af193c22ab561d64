/**
 * The check `registered`: the issuer's public log has this copy, entered while its key was good.
 * Mirrors plugins/testamur/verification/registration/registered.py. Fetched where an issuer's DID document names a log. No memory:
 * `logs` has what was seen here before, the largest checkpoint of a log by its name and its root key by that key's name.
 */

import { couldNotRun, failed, notApplicable, passed } from "./check.js";
import * as dids from "./did.js";
import { VerificationError } from "./errors.js";
import { isDay, readInstant } from "./instants.js";
import { readAct } from "./key_history.js";
import { checkInclusion, leafHash } from "./log_merkle.js";
import { isCheckpointOf } from "./log_note.js";
import * as proofs from "./log_proof.js";
import { Fork, Older, look } from "./log_today.js";
import * as loggedLists from "./logged_lists.js";
import { day, joined, msg } from "./message.js";
import { isSupported } from "./multikey.js";
import { PublishedLog, logOrigin } from "./published_log.js";
import { Unavailable } from "./resolver.js";
import { isText } from "./shapes.js";

const EDITIONS = ["issue", "reissue"];
const SEALED_LIMIT = 4 * 1024 * 1024; // as sealed_file.js, which few pages need
const LATE = 31 * 24 * 60 * 60 * 1000;
const REFUSALS = {
  "key-not-added": msg("its key had not been added to the log when it was entered"),
  "key-retired": msg("its key had been retired when it was entered"),
  "key-revoked": msg("its key was lost, and it was not entered before that"),
  "log-ended": msg("the log had ended when it was entered"),
};

// A log ends only with its registry: whoever has the host and a stolen key would otherwise leave out one line.
const GONE = msg("the issuer kept a log when it was last seen here, and its DID document names none any more");
const NO_PROOF = msg("the issuer keeps a log, and no proof is published that this award is in it");
const NO_PROOF_NOR_KEY = msg("no proof is published that this award is in the issuer's log, and the log does not have its key");
const OF_THE_NEWER = msg("the proof that is published is of the newer copy");

/** @typedef {{get: (name: string) => Uint8Array | undefined, set: (name: string, note: Uint8Array) => unknown}} Logs a Map, or like one */
/**
 * The check, what it saw of the log, to be remembered, both sides of a fork, and what the log says of the lists.
 * @typedef {{check: import("./check.js").Check, newest: Uint8Array | null, evidence: Uint8Array[] | null, status?: import("./check.js").Check, root?: Uint8Array, rootName?: string}} Registration
 */
/** @type {(check: import("./check.js").Check, newest?: Uint8Array | null, evidence?: Uint8Array[] | null) => Registration} */
const found = (check, newest = null, evidence = null) => ({ check, newest, evidence });

/** The checks with this one, of an award of a trusted registry, and with that of the status held to the log; what was seen is remembered. */
export async function added(checks, credential, keys, { resolver, logs, lists }) {
  if (!credential.registry || credential.kind !== "award") return checks;
  const memory = await logs(true);
  const origin = logOrigin(dids.baseOf(credential.issuer));
  if (!keys.log) {
    return isCheckpointOf(memory.get(origin) ?? new Uint8Array(), origin) ? [...checks, couldNotRun("registered", "log-gone", GONE)] : checks;
  }
  const registration = await check(credential, keys, checks, { resolver, logs: memory, lists });
  if (registration.newest) memory.set(origin, registration.newest);
  if (registration.root) memory.set(registration.rootName, registration.root);
  const held = checks.map((one) => (one.name === "status" ? (registration.status ?? one) : one));
  return Object.assign([...held, registration.check], { registration });
}

/** @returns {Promise<Registration>} `keys` are the issuer's, and name its log. */
async function check(credential, keys, checks, { resolver, logs, lists }) {
  if (!(await isSupported())) {
    return found(couldNotRun("registered", "browser", msg("this browser cannot check Ed25519 signatures, or the page was not opened over https")));
  }
  try {
    return await checkIn(await theLog(credential, keys, logs, resolver), credential, keys, checks, { logs, lists });
  } catch (error) {
    if (error instanceof Unavailable) {
      return found(couldNotRun("registered", "log-unreachable", msg("the issuer's log could not be read: {reason}", { reason: error.said })));
    }
    if (error instanceof Older) return found(couldNotRun("registered", "log-older", error.said), error.seen);
    if (error instanceof Fork) return found(failed("registered", "log-fork", error.said), null, error.notes);
    if (!(error instanceof VerificationError)) throw error;
    return found(couldNotRun("registered", error.code, msg("the issuer's log could not be checked: {reason}", { reason: error.said })));
  }
}

/** The log that an issuer names; throws where its keys are none, or its root key was another one before. */
async function theLog(credential, keys, logs, resolver) {
  const log = await new PublishedLog(dids.baseOf(credential.issuer), resolver).withKeys(keys.log);
  const seen = logs.get(log.root.name);
  if (seen && new TextDecoder().decode(seen) !== log.rootText) {
    throw new VerificationError(msg("its issuer names another root key than was seen here before"), "log-root");
  }
  return log;
}

/** @returns {Promise<Registration>} */
async function checkIn(log, credential, keys, checks, { logs, lists }) {
  const [isCutOff, isReplaced] = [keys.isCutOff(credential.method), checks.at(-1).code === "replaced"];
  const proof = await fetchProof(credential, log.resolver);
  if (!proof && isCutOff) {
    if (await isSealed(credential, log.resolver)) throw new Unavailable(msg("this award is sealed: give its whole link, with what stands after #"));
    return found(lost());
  }
  if (proof && isReplaced && !isCutOff && !isOf(proof, credential)) return found(notApplicable("registered", OF_THE_NEWER));
  const remembered = remember(logs, log.key.name);
  let today;
  try {
    today = await look(log, proof?.checkpoint ?? null, remembered);
  } catch (error) {
    // A host may serve a part only: then nothing is asked of an award without a proof.
    if (proof || remembered || !isMissing(error)) throw error;
    return found(notApplicable("registered", NO_PROOF));
  }
  return {
    ...found(await examine(credential, proof, today, isReplaced), today.newest.data),
    root: new TextEncoder().encode(log.rootText),
    rootName: log.root.name,
    status: await loggedLists.check(checks.find(({ name }) => name === "status"), lists, log.base, today.tail),
  };
}

/** The largest checkpoint of a log that was seen here, whoever signed it: what is damaged, or another program's, says nothing. */
function remember(logs, origin) {
  const seen = logs.get(origin);
  return seen && isCheckpointOf(seen, origin) ? seen : null;
}

const isMissing = (error) => error instanceof Unavailable && (error.status === 404 || error.status === 410);

async function fetchProof(credential, resolver) {
  let data;
  try {
    data = await resolver.fetch(`${credential.address}award.tlog-proof`, proofs.MAX_BYTES);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return proofs.read(data);
}

/** Whether an award is sealed, so that its proof lies in its file. */
async function isSealed(credential, resolver) {
  try {
    await resolver.fetch(`${credential.address}award.sealed`, SEALED_LIMIT);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Whether the entry of a proof is that of this copy. */
function isOf(proof, credential) {
  const act = readAct(proof.leaf) ?? new Map();
  return EDITIONS.includes(act.get("op")) && act.get("c") === credential.digest && act.get("key") === credential.method;
}

/** Whether an entry is of the copy that was issued in place of this one. */
const replaces = (act, credential) =>
  act.get("op") === "reissue" && act.get("prev") === credential.digest && isText(act.get("key")) && act.get("key") !== "";

/** @returns {Promise<import("./check.js").Check>} */
async function examine(credential, proof, { newest, entered, keys, quorum }, isReplaced) {
  if (!proof) return examineUnproven(credential, keys);
  await checkInclusion(await leafHash(proof.leaf), proof.index, entered.size, proof.path, entered.root);
  const act = readAct(proof.leaf) ?? new Map();
  const isOwn = isOf(proof, credential);
  // Of a copy by a lost key, the index is not believed: the log has to say that it was replaced.
  if (!isOwn && !(isReplaced && replaces(act, credential))) {
    return failed("registered", "not-registered", msg("the proof beside it is of another copy, or of another award"));
  }
  const code = keys.refusal(act.get("key"), proof.index);
  if (code) return failed("registered", code, REFUSALS[code]);
  const seen = new Set([...entered.witnesses, ...newest.witnesses].map((one) => one.public)).size;
  if (seen < quorum) return couldNotRun("registered", "log-quorum", msg("too few witnesses have seen it: {seen}, and its issuer asks for {quorum}", { seen, quorum }));
  if (!isOwn) return notApplicable("registered", OF_THE_NEWER);
  return passed("registered", said(credential, proof, act, entered, newest, keys.end));
}

/** The check of an award without a proof, by what its log says of its key: the DID document, which says so as well, lies on the host. */
function examineUnproven(credential, keys) {
  if (keys.wasLost(credential.method)) return lost();
  // The host's copy of the log may be older by minutes than that of the award: it is no accusation.
  if (!keys.wasAdded(credential.method)) return couldNotRun("registered", "key-not-added", NO_PROOF_NOR_KEY);
  return notApplicable("registered", NO_PROOF);
}

const lost = () => failed("registered", "not-registered", msg("{reason}: there is no proof that it was", { reason: REFUSALS["key-revoked"] }));

/** Where and when it was entered, who saw it, and whether the log goes on. */
function said(credential, proof, act, entered, newest, end) {
  const since = enteredAt(act);
  const values = { number: proof.index + 1, size: newest.size, day: dayOf(since) };
  const parts = [msg("entry {number} of {size} in the issuer's log, of {day}", values)];
  // The newest checkpoint has grown from that of the proof, and has the entry as well.
  const witnesses = [...entered.witnesses, ...newest.witnesses];
  if (witnesses.length) {
    const seen = witnesses.reduce((one, other) => (other.time < one.time ? other : one));
    parts.push(msg("{witness} saw it on {day}", { witness: seen.name, day: dayOf(seen.time * 1000) }));
  }
  const awarded = credential.awarded.slice(0, 10);
  if (isDay(awarded) && Date.parse(isoDay(since)) - Date.parse(awarded) > LATE) parts.push(msg("the award itself is dated {day}", { day: day(awarded) }));
  if (end) parts.push(end.next ? msg("the log has ended, and {name} goes on", { name: end.next }) : msg("the log has ended"));
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
