/**
 * Signed lists of statuses: fetched, verified as every credential is, and unpacked within bounds.
 * Mirrors plugins/testamur/verification/status_kinds/list_credential.py, which says what of a list is compared, and why.
 */

import * as documents from "./document.js";
import { DocumentError, NotUsable } from "./errors.js";
import { isLater } from "./instants.js";
import * as issuer from "./issuer.js";
import * as listRules from "./list_rules.js";
import { moment, msg } from "./message.js";
import { decodeBase64url } from "./multibase.js";
import * as proof from "./proof.js";
import { Unavailable } from "./resolver.js";
import { secured } from "./secure_address.js";
import { firstOf, isText, namesIn } from "./shapes.js";
import { BITS, inflate } from "./status_list.js";

const LIMIT = 4 * 1024 * 1024; // bytes of a list; of what it unpacks to, `inflate` has one
// By the type of the entry: the types of the list and of its subject.
const LISTS = {
  BitstringStatusListEntry: ["BitstringStatusListCredential", "BitstringStatusList"],
  StatusList2021Entry: ["StatusList2021Credential", "StatusList2021"],
};
const UNPROVEN = ["proof-missing", "proof-not-supported", "proof-shape", "issuer", "issuer-not-supported"];

/** Reads the lists that one credential names. */
export class ListReader {
  /**
   * @param {import("./document.js").Credential} credential @param {import("./resolver.js").Resolver} resolver @param {number} now
   * @param {Map<string, number>} seen the newest signing instant known of each address
   */
  constructor(credential, resolver, now, seen) {
    Object.assign(this, { credential, resolver, now, seen });
  }

  /**
   * The list at an address, for an entry of a kind. @throws {NotUsable} says why it is no answer
   * @type {(address: string, entryKind: string, purpose: string) => Promise<{bits: Uint8Array, signed: number, by: string, unusual: import("./message.js").Message[]}>}
   */
  async read(address, entryKind, purpose) {
    let data;
    try {
      data = await this.resolver.fetch(secured(address), LIMIT);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      throw unread(error.code || "list-unreachable", error.said);
    }
    const [first, listed] = await documents.check(data, { trusted: [], rules: listRules });
    if (!listed) throw unread(UNPROVEN.includes(first.code) ? "list-not-trusted" : "list-malformed", first.detail);
    const encoded = encodedIn(listed.document, entryKind, purpose);
    // Before its signature: one that is yet to come would be called unsound by a clock that is slow.
    this.#checkFresh(listed, address);
    await this.#checkProof(listed);
    this.seen.set(address, listed.validFrom);
    const bits = await unpack(encoded, entryKind);
    const by = listed.issuer === this.credential.issuer ? "" : listed.called;
    return { bits, signed: listed.validFrom, by, unusual: unusual(listed, address, bits) };
  }

  async #checkProof(listed) {
    const asked = { resolver: this.resolver, now: this.now };
    let [found, keys] = await issuer.check(listed, { ...asked, trusted: [listed.issuer] });
    // Whoever signed the award signed the list, whoever that is: both name one key, of one issuer.
    const { issuer: by, method } = this.credential;
    const isByTheSame = listed.issuer === by && listed.method === method && !listed.token;
    if (found.code === "issuer-unreachable" && isByTheSame) [found, keys] = await issuer.check(listed, { ...asked, trusted: [] });
    if (found.outcome === "passed" || (found.code === "unproven-key" && isByTheSame)) found = await proof.check(listed, keys);
    if (found.outcome !== "passed") throw new NotUsable(msg("the status list cannot be relied on: {reason}", { reason: found.detail }), "list-not-trusted");
  }

  #checkFresh({ validFrom: signed, validUntil }, address) {
    const [at, newest] = [moment(signed), this.seen.get(address)];
    if (isLater(signed, this.now)) {
      throw new NotUsable(msg("the status list was signed at {at}, later than this clock says it is: the clock seems wrong", { at }), "clock");
    }
    if (newest !== undefined && signed < newest) {
      throw new NotUsable(msg("the status list of {at} is older than one of {newest} that was seen before", { at, newest: moment(newest) }), "list-stale");
    }
    // When others sign a list anew is not known: without an end of its own it speaks until there is another.
    if (validUntil !== null && this.now > validUntil) throw new NotUsable(msg("the status list of {at} is too old to answer", { at }), "list-stale");
  }
}

const unread = (code, reason) => new NotUsable(msg("the status list could not be read: {reason}", { reason }), code);

/** The list as it is packed, if it is of the kind and purpose of the entry. @returns {string} */
function encodedIn(document, entryKind, purpose) {
  const subject = document.get("credentialSubject");
  const [kind, subjectKind] = LISTS[entryKind];
  if (!namesIn(document.get("type")).includes(kind) || !namesIn(subject.get("type")).includes(subjectKind)) {
    throw new NotUsable(msg("the status list is of another kind than the award's entry"), "list-malformed");
  }
  if (!namesIn(subject.get("statusPurpose")).includes(purpose)) {
    throw new NotUsable(msg("the status list is of another purpose than the award's entry"), "status-purpose");
  }
  const encoded = subject.get("encodedList");
  if (!isText(encoded)) throw new NotUsable(msg("the status list has no list in it"), "list-malformed");
  return encoded;
}

async function unpack(encoded, entryKind) {
  try {
    const text = entryKind === "StatusList2021Entry" ? multibaseOf(encoded) : encoded;
    const bits = await inflate(fromBase64(text));
    if (!bits.length) throw new DocumentError(msg("{found} entries, at least {least} are asked for", { found: 0, least: 1 }), "list-too-short");
    return bits;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw unread(error.code, error.said);
  }
}

/** What StatusList2021, 4.1, packs, with multibase's letter: base64 in either alphabet, padded or not. */
function multibaseOf(encoded) {
  const plain = encoded.length % 4 === 0 ? encoded.replace(/=+$/, "") : encoded;
  return `u${plain.replaceAll("+", "-").replaceAll("/", "_")}`;
}

function fromBase64(text) {
  try {
    return decodeBase64url(text, LIMIT);
  } catch (error) {
    throw error instanceof DocumentError ? new DocumentError(error.said, "list-encoding") : error;
  }
}

function unusual(listed, address, bits) {
  const found = [];
  if (listed.address && secured(listed.address) !== secured(address)) found.push(msg("that list calls itself {name}", { name: firstOf(listed.address, 200) }));
  if (bits.length * 8 < BITS) {
    found.push(msg("that list has {found} entries, and the standard asks for {least}", { found: bits.length * 8, least: BITS }));
  }
  return found;
}
