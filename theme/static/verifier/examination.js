/**
 * The whole examination: every check in its order, and the one verdict that they lead to.
 * Mirrors plugins/testamur/verification/examination.py. No clock, no memory, no DOM; never throws for what a document says.
 */

import { PREVIEW_BASE } from "./addresses.js";
import { NAMES, couldNotRun } from "./check.js";
import * as dids from "./did.js";
import * as document from "./document.js";
import * as edition from "./edition.js";
import { VerificationError } from "./errors.js";
import * as issuer from "./issuer.js";
import { msg } from "./message.js";
import * as proof from "./proof.js";
import { proven, valid } from "./proven.js";
import * as status from "./status.js";
import { isObject, isText } from "./shapes.js";
import * as validity from "./validity.js";
import { ASSERTS_GENUINE, GRAVEST_FIRST } from "./verdict.js";

const GOOD = ["passed", "not-applicable"];
const BY_THE_CLOCK = ["created-in-future", "expired", "not-yet-valid"];

/**
 * `facts` are what the document says, believed or not; `proven` is what a green verdict proves, and what it does not.
 * @typedef {{checks: import("./check.js").Check[], verdict: import("./verdict.js").Verdict, sentence: import("./message.js").Message,
 *   facts: Record<string, string>, digest: string, preview: boolean,
 *   proven: import("./message.js").Message | null, document: import("./shapes.js").JsonObject | null,
 *   credential?: import("./document.js").Credential, registration?: import("./registered.js").Registration}} Examination
 */

/**
 * Examine a credential: JSON, or with `extract` (baked.js) a PNG or SVG with one baked in. `now` is in milliseconds. `trusted` are
 * the DIDs of issuers that are known here. `address` is the page on which it was shown. `seen` has when the newest status list
 * known of each address was signed; `logs` returns what is remembered of logs (registered.js), and is told whether something will be.
 * @param {Uint8Array} data
 * @param {{resolver: import("./resolver.js").Resolver, now: number, trusted: string[], address?: string, seen?: Map<string, number>,
 *   extract?: (data: Uint8Array) => Uint8Array, logs?: Function}} asked
 * @returns {Promise<Examination>}
 */
export async function examine(data, { resolver, now, trusted, address, seen = new Map(), logs = () => new Map(), extract = (bytes) => bytes }) {
  const older = address === undefined && (await (await import("./ob2_words.js")).examine(data, { resolver, now, trusted, extract }));
  if (older) return older;
  let bytes;
  try {
    bytes = extract(data);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    // Nothing is known of whose it is, so it accuses nobody, whatever became of the picture.
    return ended(couldNotRun("document", "no-credential", error.said));
  }
  const [first, credential] = await document.check(bytes, { resolver, trusted, address });
  if (!credential) return ended(first);
  const checks = await run(first, credential, { resolver, now, trusted, seen, logs });
  const verdict = reach(checks);
  const preview = credential.issuer === dids.fromBase(PREVIEW_BASE);
  const words = await say(verdict, checks, credential);
  return {
    checks,
    verdict,
    sentence: preview ? msg("Preview: on the real site this would say: {words}", { words }) : words,
    facts: facts(credential),
    digest: credential.digest,
    preview,
    proven: verdict === "VALID" ? proven(credential, checks) : null,
    document: credential.document,
    credential,
    registration: checks.registration,
  };
}

/** Every check of a credential that could be read, in order; `first` is how it was. @returns {Promise<import("./check.js").Check[]>} */
export async function run(first, credential, { resolver, now, trusted, seen, logs }) {
  // The index is asked while the keys are: neither waits for the other.
  const [[second, keys], found] = await Promise.all([issuer.check(credential, { resolver, now, trusted }), edition.lookUp(credential, resolver)]);
  const lists = new Map();
  const listed = await status.check(credential, keys, found, { resolver, now, seen, lists });
  const checks = withDoubtfulClock([
    first,
    second,
    await proof.check(credential, keys),
    validity.check(credential, now),
    listed,
    edition.check(credential, found, listed),
  ]);
  const isLogged = keys && (keys.log || (await wasLogged(credential, logs)));
  return isLogged ? (await import("./registered.js")).added(checks, credential, keys, { resolver, logs, lists }) : checks;
}

/** Whether a log of this award's registry was seen here before. */
async function wasLogged({ registry, kind, issuer: of }, logs) {
  if (!registry || kind !== "award") return false;
  return Boolean((await logs(false)).get(`${dids.baseOf(of).replace("https://", "")}/log`));
}

/** The checks where none was run after the first. */
export function endedBy(first) {
  return [first, ...NAMES.slice(1).map((name) => couldNotRun(name, "not-run", msg("not checked: the document could not be read")))];
}

/** The verdict in one sentence; what only other verdicts need is fetched when one is met. */
async function say(verdict, checks, credential) {
  return verdict === "VALID" ? valid(credential, checks) : (await import("./sentence.js")).say(verdict, checks, credential);
}

/** An examination that ended with its first check. */
export async function ended(first) {
  const checks = endedBy(first);
  const verdict = first.verdict ?? "INDETERMINATE";
  return { checks, verdict, sentence: await say(verdict, checks, null), facts: {}, digest: "", preview: false, proven: null, document: null };
}

/** Take back what the clock decided, when a signed list from the future says that the clock is wrong. */
function withDoubtfulClock(checks) {
  const clock = checks.find((check) => check.code === "clock");
  if (!clock) return checks;
  return checks.map((check) => (BY_THE_CLOCK.includes(check.code) ? couldNotRun(check.name, "clock", clock.detail) : check));
}

/** The gravest thing that was found; VALID only if every check passed or has no meaning here. */
export function reach(checks) {
  const outcome = Object.fromEntries(checks.map((check) => [check.name, check.outcome]));
  let verdicts = checks.map((check) => check.verdict).filter((verdict) => verdict !== null);
  if (outcome.proof !== "passed") {
    // Without a signature that fits, nothing that the document says of itself can be repeated as true.
    verdicts = verdicts.filter((verdict) => verdict === "INVALID");
  } else if (outcome.issuer === "could-not-run") {
    // Nor is it called genuine while its key may be one that was not to sign on that day.
    verdicts = verdicts.filter((verdict) => !ASSERTS_GENUINE.includes(verdict));
  }
  if (outcome.proof !== "passed" || !checks.every((check) => GOOD.includes(check.outcome))) verdicts.push("INDETERMINATE");
  return GRAVEST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? "VALID";
}

/** What a credential says, for people: not all of it, and believed or not. */
export function facts({ kind, document: said, issuer: did, awarded, address, endorsed, theirs }) {
  const [subject, by] = [said.get("credentialSubject"), said.get("issuer")];
  const [identifiers, achievement] = [subject.get("identifier"), subject.get("achievement")];
  const names = [identifiers].flat().filter((one) => isObject(one) && one.get("identityType") === "name");
  const found = {
    issuer: did,
    issuerName: isObject(by) ? by.get("name") : "",
    learner: names.length ? names[0].get("identityHash") : "",
    achievement: isObject(achievement) ? achievement.get("name") : "",
    endorsed,
    comment: kind === "endorsement" ? subject.get("endorsementComment") : "",
    awardedDate: awarded.slice(0, 10),
    validUntil: said.get("validUntil"),
    address,
  };
  return { ...theirs, ...Object.fromEntries(Object.entries(found).filter(([, value]) => isText(value) && value !== "")) };
}
