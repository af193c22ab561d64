/**
 * Makes the six checks of an award of Open Badges 2.0. Mirrors plugins/testamur/verification/open_badges_2/checks.py.
 * At most four documents are fetched: the Assertion or its key, the BadgeClass, the Profile, the list of withdrawn awards.
 */

import { couldNotRun, failed, NAMES, notApplicable, passed } from "./check.js";
import { DocumentError, IndeterminateError, VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import { canonicalize } from "./jcs.js";
import { Stopped } from "./kind.js";
import { moment, msg } from "./message.js";
import { read } from "./ob2_assertion.js";
import { isInScope, lookUp } from "./ob2_hosted.js";
import { badgeOf, hostOf, profileOf } from "./ob2_linked.js";
import * as signed from "./ob2_signed.js";
import * as withdrawal from "./ob2_withdrawal.js";
import { Unavailable } from "./resolver.js";
import { firstOf, textOf } from "./shapes.js";
import * as validity from "./validity.js";

const HOSTED = msg("an Open Badges 2.0 award, to be looked up at its own address");

/** @typedef {import("./check.js").Check} Check */
/** @typedef {import("./shapes.js").JsonObject} JsonObject */
/** The checks, and the documents that they are about, as far as they could be read. @typedef {{checks: Check[], assertion: import("./ob2_assertion.js").Assertion | null, badge: JsonObject, profile: JsonObject}} Findings */
/** @typedef {{resolver: import("./resolver.js").Resolver, now: number, trusted: string[]}} Asked */

/** What is found about a document of Open Badges 2.0 or older. @type {(given: import("./ob2_recognition.js").OlderBadge, asked: Asked) => Promise<Findings>} */
export async function run(given, asked) {
  try {
    const assertion = given.document === null ? null : read(given.document);
    if (assertion) canonicalize(assertion.document);
    if (assertion?.way === "signed") return await ofSigned(assertion, given.token, asked);
    return await ofHosted(assertion ? assertion.id : given.address, assertion, asked);
  } catch (error) {
    if (error instanceof Stopped) return ended(error.check.code, error.check.detail);
    if (!(error instanceof DocumentError)) throw error;
    return ended(error.code || "not-json", error.said);
  }
}

function ended(code, detail) {
  const rest = NAMES.slice(1).map((name) => couldNotRun(name, "not-run", msg("not checked: the document could not be read")));
  return { checks: [couldNotRun("document", code, detail), ...rest], assertion: null, badge: new Map(), profile: new Map() };
}

async function ofHosted(address, given, { resolver, now, trusted }) {
  if (!hostOf(address)) return ended("id", msg("its id {id} is no address at which it could be looked up", { id: quoted(address, 80) }));
  let found;
  try {
    found = await lookUp(address, given, resolver);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return unanswered(given, error, now);
  }
  if (found.assertion.way !== "hosted") return ended("verification", msg("its own address has one that is to be signed"));
  let [badge, profile, stopped] = await issuerOf(found.assertion, resolver);
  if (!stopped && !isInScope(address, profile)) {
    const values = { issuer: firstOf(textOf(profile, "id"), 200), host: hostOf(address) };
    stopped = couldNotRun("issuer", "not-in-scope", msg("the issuer that it names, {issuer}, does not say that awards at {host} are its own", values));
  }
  const by = msg("as {host} says today", { host: hostOf(address) });
  const checks = [
    ofDocument(found, address),
    stopped ?? issuerCheck(profile, trusted),
    passed("proof", msg("nothing is signed: its own address, {address}, vouches for it", { address: firstOf(address, 200) })),
    ofValidity(found.assertion, now),
    found.revoked ? withdrawal.revoked(found.reason, by) : passed("status", msg("not withdrawn, {list}", { list: by })),
    edition(),
  ];
  return { checks, assertion: found.assertion, badge, profile };
}

/** Where the address does not answer: what was given says something, and proves nothing. */
function unanswered(given, { said: reason, code }, now) {
  const detail = msg("its own address, which alone vouches for it, could not be read: {reason}", { reason });
  if (!given) return ended(code || "issuer-unreachable", detail);
  const notRun = (name) => couldNotRun(name, "not-run", msg("not checked: its own address did not answer"));
  const checks = [
    passed("document", HOSTED),
    notRun("issuer"),
    couldNotRun("proof", code || "issuer-unreachable", detail),
    ofValidity(given, now),
    notRun("status"),
    edition(),
  ];
  return { checks, assertion: given, badge: new Map(), profile: new Map() };
}

function ofDocument({ differs }, address) {
  if (!differs.length) return passed("document", HOSTED);
  const values = { address: firstOf(address, 200), names: differs.join(", ") };
  const detail = msg("what was given is not what its own address, {address}, says today, which counts: {names} differs", values);
  return couldNotRun("document", "differs", detail);
}

async function ofSigned(assertion, token, asked) {
  if (!token) return ended("proof-missing", msg("it says that it is signed, and has no signature"));
  const [badge, profile, stopped] = await issuerOf(assertion, asked.resolver);
  const [issuer, proof] = stopped ? [stopped, noKey()] : await signature(assertion, token, profile, asked);
  const status =
    proof.outcome === "passed"
      ? await withdrawal.check(assertion.id, profile, asked.resolver)
      : couldNotRun("status", "no-key", msg("not checked: the signature was not found to fit"));
  const checks = [passed("document", msg("an Open Badges 2.0 award, signed")), issuer, proof, ofValidity(assertion, asked.now), status, edition()];
  return { checks, assertion, badge, profile };
}

/** The checks `issuer` and `proof` of a signed Assertion. @returns {Promise<[Check, Check]>} */
async function signature(assertion, token, profile, { resolver, trusted }) {
  let key;
  try {
    key = await signed.keyOf(assertion, profile, resolver);
  } catch (error) {
    if (error instanceof Unavailable) {
      return [couldNotRun("issuer", error.code || "issuer-unreachable", msg("the issuer's keys could not be read: {reason}", { reason: error.said })), noKey()];
    }
    if (!(error instanceof VerificationError)) throw error;
    return [(error instanceof IndeterminateError ? couldNotRun : failed)("issuer", error.code, error.said), noKey()];
  }
  const issuer = issuerCheck(profile, trusted);
  try {
    const suite = await signed.verify(token, key);
    return [issuer, passed("proof", msg("the signature fits, and every character is as it was signed ({suite})", { suite }))];
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return [issuer, (error instanceof IndeterminateError ? couldNotRun : failed)("proof", error.code, error.said)];
  }
}

const noKey = () => couldNotRun("proof", "no-key", msg("not checked: there is no key of the issuer to check it with"));
const edition = () => notApplicable("edition", msg("only the index of a trusted registry is asked"));
const ofValidity = ({ issued, expires }, now) => validity.check(/** @type {any} */ ({ validFrom: issued, validUntil: expires }), now);

/** The BadgeClass and the issuer's Profile; and why, where they could not be read. @returns {Promise<[JsonObject, JsonObject, Check | null]>} */
async function issuerOf(assertion, resolver) {
  let badge = new Map();
  try {
    badge = await badgeOf(resolver, assertion.badge);
    return [badge, await profileOf(resolver, badge), null];
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return [badge, new Map(), couldNotRun("issuer", error.code || "issuer-unreachable", msg("whose badge it is could not be read: {reason}", { reason: error.said }))];
  }
}

function issuerCheck(profile, trusted) {
  const values = { host: firstOf(textOf(profile, "id"), 200) };
  if (trusted.includes(textOf(profile, "id"))) return passed("issuer", msg("it is an award of {host}", values));
  return failed("issuer", "unknown-issuer", msg("{host} is not among the issuers that are trusted here", values), "UNTRUSTED ISSUER");
}
