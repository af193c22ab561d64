/**
 * The check `status`: the issuer's signed list is genuine, fresh, and the award's bit is clear.
 * Mirrors plugins/testamur/verification/status.py. A list that cannot be read, is not the issuer's, or is stale is no answer.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { JCS, verifyProof } from "./data_integrity.js";
import { authorityOf } from "./did.js";
import { DocumentError, NotUsable, VerificationError } from "./errors.js";
import { isLater, readInstant } from "./instants.js";
import { moment, msg } from "./message.js";
import { isSupported } from "./multikey.js";
import { Unavailable } from "./resolver.js";
import * as statusList from "./status_list.js";
import { isListOf, isObject, isText, listed as listedIn, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";
import { GRAVEST_FIRST } from "./verdict.js";

const LIMIT = 4 * 1024 * 1024;
const MOST_PROOFS = 8;
const OLDEST = 400 * 24 * 3600 * 1000;
const INDEX = /^(?:0|[1-9][0-9]{0,9})$/;

/**
 * Of several entries, the gravest answer. `found` is what the index says; `seen` has when the newest list known of each address
 * was signed, and learns it; so does `lists` of what was read (logged_lists.js).
 * @returns {Promise<import("./check.js").Check>}
 */
export async function check(credential, keys, found, { resolver, now, seen, lists = new Map() }) {
  if (!credential.statuses.length) return couldNotRun("status", "status-missing", msg("it has no status entry: whether it was withdrawn cannot be told"));
  if (!keys) return couldNotRun("status", "no-key", msg("not checked: there is no key of the issuer to check its list with"));
  if (!credential.registry) return (await import("./status_of_others.js")).check(credential, { resolver, now, seen });
  if (!(await isSupported())) return couldNotRun("status", "no-key", msg("not checked: this browser cannot check the signature of the list"));
  const reader = new Reader(credential, keys, resolver, now, seen, lists);
  const answers = [];
  for (const entry of credential.statuses) answers.push(await answer(entry, reader, found));
  const gravity = (one) => GRAVEST_FIRST.indexOf(one.verdict);
  const [gravest] = answers.filter((one) => one.verdict !== null).sort((one, other) => gravity(one) - gravity(other));
  return gravest ?? answers.find((one) => one.outcome !== "passed") ?? answers[0];
}

async function answer(entry, reader, found) {
  try {
    const [purpose, address, index] = await readEntry(entry, reader.credential);
    const listed = await reader.read(address, purpose);
    if (!statusList.isSet(listed.bits, index)) {
      if (listed.until !== null) return (await import("./list_age.js")).clear(listed);
      return passed("status", msg("not withdrawn and not on hold, as the issuer's list of {moment} says", { moment: moment(listed.signed) }));
    }
    const set = await import("./set_bit.js");
    return purpose === "suspension" ? set.held(found, listed) : await set.explain(reader, found, address, index, listed);
  } catch (error) {
    if (error instanceof NotUsable) return couldNotRun("status", error.code, error.said);
    if (!(error instanceof DocumentError)) throw error;
    return failed("status", error.code, msg("the status entry is wrong: {reason}", { reason: error.said }));
  }
}

/** Purpose, address of the list and index of a status entry. */
async function readEntry(entry, { issuer }) {
  const [address, index, purpose, type] = ["statusListCredential", "statusListIndex", "statusPurpose", "type"].map((name) => entry.get(name));
  const [, problem] = [
    [type === "BitstringStatusListEntry", "type"],
    [statusList.PURPOSES.includes(purpose), "purpose"],
    [isText(address) && address.startsWith("https://"), "list"],
    [isText(index) && INDEX.test(index), "index"],
    [!entry.has("statusSize") || entry.get("statusSize") === 1, "size"],
    [String(address).split("/")[2] === authorityOf(issuer), "host"],
  ].find(([fits]) => !fits) ?? [];
  if (problem) throw (await import("./status_problems.js")).problemOf(problem, entry);
  return [purpose, address, Number(index)];
}

/** Reads the lists of one credential's issuer; NotUsable says why a list is no answer. */
class Reader {
  constructor(credential, keys, resolver, now, seen, lists) {
    Object.assign(this, { credential, keys, resolver, now, seen, lists });
  }

  async read(address, purpose) {
    let document;
    try {
      document = parse(await this.resolver.fetch(address, LIMIT), LIMIT);
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof VerificationError)) throw error;
      throw unreadable(error instanceof Unavailable ? error.code || "list-unreachable" : "list-malformed", error.said);
    }
    const encoded = checkShape(document, address, purpose, this.credential.issuer);
    await checkProof(document, this.keys);
    const [signed, until] = await checkFresh(document, this.credential, this.now, this.seen.get(address));
    this.seen.set(address, signed);
    this.lists.set(address, { document, signed });
    try {
      return { bits: await statusList.decode(encoded), signed, until };
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      throw unreadable(error.code, error.said);
    }
  }
}

const malformed = () => new NotUsable(msg("the status list is not in the form that is read here"), "list-malformed");
const unreadable = (code, reason) => new NotUsable(msg("the issuer's status list could not be read: {reason}", { reason }), code);

/** The list as it is packed, if it is the list that was asked for: a host could give another one, in which the bit is clear. @returns {string} */
function checkShape(document, address, purpose, did) {
  if (!isObject(document) || !isListOf(document.get("@context"), statusList.CONTEXT)) throw malformed();
  const [issuer, kinds, subject] = ["issuer", "type", "credentialSubject"].map((name) => document.get(name));
  if ((isObject(issuer) ? issuer.get("id") : issuer) !== did) throw new NotUsable(msg("the status list was issued by somebody else"), "list-not-trusted");
  if (!Array.isArray(kinds) || !kinds.includes("BitstringStatusListCredential") || !isObject(subject)) throw malformed();
  if (document.get("id") !== address) throw new NotUsable(msg("the status list is another one than was asked for"), "list-malformed");
  if (subject.get("type") !== "BitstringStatusList" || subject.get("statusPurpose") !== purpose) {
    throw new NotUsable(msg("the status list is of another purpose than the award's entry"), "status-purpose");
  }
  const encoded = subject.get("encodedList");
  if (!isText(encoded)) throw new NotUsable(msg("the status list has no list in it"), "list-malformed");
  return encoded;
}

async function checkProof(document, keys) {
  const proofs = listedIn(document.get("proof")) ?? [];
  const found = proofs.slice(0, MOST_PROOFS).find((proof) => isObject(proof) && proof.get("cryptosuite") === JCS);
  if (found === undefined) throw new NotUsable(msg("the status list has no eddsa-jcs-2022 proof"), "list-not-trusted");
  const name = textOf(found, "verificationMethod");
  try {
    if (found.get("type") !== "DataIntegrityProof") throw new VerificationError(msg("its proof is of a kind that is not read here"));
    await verifyProof(document, found, keys.key(name));
    keys.checkPeriod(name, found.has("created") ? readInstant(found.get("created"), "created") : null);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new NotUsable(msg("the status list cannot be relied on: {reason}", { reason: error.said }), "list-not-trusted");
  }
}

/** When a list was signed, and its end, if it has one: an old list could bring a withdrawn award back. */
async function checkFresh(document, credential, now, newest) {
  let signed;
  let until = null;
  try {
    signed = readInstant(document.get("validFrom"), "validFrom");
    if (document.has("validUntil")) until = readInstant(document.get("validUntil"), "validUntil");
  } catch (error) {
    throw (await import("./list_age.js")).problemOf("malformed", { reason: error.said });
  }
  const problem = [
    [isLater(signed, now), "clock"],
    [signed < (credential.created ?? credential.validFrom), "early"],
    [signed < newest, "seen"],
    [until === null ? now - signed > OLDEST : now > until, until === null ? "old" : "ended"],
  ].find(([is]) => is)?.[1];
  if (problem) throw (await import("./list_age.js")).problemOf(problem, { signed, until, newest });
  return [signed, until];
}
