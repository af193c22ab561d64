/**
 * Documents that wrap credentials: a Comprehensive Learner Record, a Verifiable Presentation.
 * Mirrors plugins/testamur/verification/wrapper.py. A wrapper is never VALID: each credential in it is judged by itself.
 */

import { PREVIEW_BASE } from "./addresses.js";
import { withoutMark } from "./baked.js";
import { couldNotRun } from "./check.js";
import { fromBase } from "./did.js";
import * as document from "./document.js";
import { opened } from "./enveloped.js";
import { DocumentError, VerificationError } from "./errors.js";
import { endedBy, facts, reach, run } from "./examination.js";
import { canonicalize } from "./jcs.js";
import { looksLikeOne } from "./jws.js";
import { msg } from "./message.js";
import * as sentence from "./sentence.js";
import { isObject, isText, namesIn } from "./shapes.js";
import { parse } from "./strict_json.js";

const MOST = 200;

/**
 * What was found out about the wrapper itself, and the credentials in it, each as canonical JSON. `verdict` is null where nothing
 * stands against it. `checks` are those of a record's own signature.
 * @typedef {{kind: "ClrCredential" | "VerifiablePresentation", credentials: Uint8Array[], checks: import("./check.js").Check[],
 *   verdict: import("./verdict.js").Verdict | null, sentence: import("./message.js").Message, facts: Record<string, string>,
 *   credential?: import("./document.js").Credential}} Wrapper
 */

/** The kind of a wrapper and the credentials in it; null when it is none. @type {(data: Uint8Array) => Promise<[Wrapper["kind"], Uint8Array[]] | null>} */
export async function unwrap(data) {
  let value;
  try {
    const text = opened(data);
    value = looksLikeOne(text) ? (await import("./jwt.js")).open(text)[0] : parse(text);
  } catch (error) {
    if (error instanceof VerificationError) return null;
    throw error;
  }
  const kind = kindOf(value);
  if (kind === null) return null;
  const holder = kind === "VerifiablePresentation" ? value : value.get("credentialSubject");
  const held = isObject(holder) && holder.has("verifiableCredential") ? holder.get("verifiableCredential") : [];
  const listed = Array.isArray(held) ? held : [held];
  if (listed.length > MOST) {
    throw new VerificationError(msg("it holds {number} credentials; at most {most} are read", { number: listed.length, most: MOST }), "too-many");
  }
  try {
    return [kind, listed.map((one) => (isText(one) && looksLikeOne(one) ? new TextEncoder().encode(one) : canonicalize(one)))];
  } catch (error) {
    throw error instanceof DocumentError ? new VerificationError(error.said, "not-json") : error;
  }
}

/** Examine a wrapper, and not what it holds; null when what was given is none. @returns {Promise<Wrapper | null>} */
export async function examineWrapper(given, { resolver, now, trusted, seen = new Map() }) {
  const data = withoutMark(given);
  let found;
  try {
    found = await unwrap(data);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return ended("VerifiablePresentation", [], couldNotRun("document", error.code, error.said));
  }
  if (!found) return null;
  const [kind, credentials] = found;
  const number = credentials.length;
  if (kind === "VerifiablePresentation") {
    const words = msg("A presentation; credentials in it: {number}. Who presents it is not checked. Each is judged by itself.", { number });
    return { kind, credentials, checks: [], verdict: null, sentence: words, facts: {} };
  }
  const [first, credential] = await document.check(opened(data), { resolver, trusted, record: true });
  if (!credential) return ended(kind, credentials, first);
  const checks = await run(first, credential, { resolver, now, trusted, seen });
  const verdict = reach(checks);
  if (credential.issuer === fromBase(PREVIEW_BASE)) {
    const words = msg("A learner record of a preview, which proves nothing. Each is judged by itself.");
    return { kind, credentials, checks, verdict: "INDETERMINATE", sentence: words, facts: facts(credential) };
  }
  const words = recordWords(verdict, checks, credential, number);
  return { kind, credentials, checks, verdict: verdict === "VALID" ? null : verdict, sentence: words, facts: facts(credential), credential };
}

/** What is said of a learner record itself. @type {(verdict: import("./verdict.js").Verdict, checks: import("./check.js").Check[], credential: import("./document.js").Credential, number: number) => import("./message.js").Message} */
export const recordWords = (verdict, checks, credential, number) =>
  verdict === "VALID"
    ? msg("{host} signed this record; credentials in it: {number}. Each is judged by itself.", { host: credential.called, number })
    : msg("The learner record itself: {words}", { words: sentence.say(verdict, checks, credential) });

function kindOf(value) {
  const names = isObject(value) ? namesIn(value.get("type")) : [];
  return ["VerifiablePresentation", "ClrCredential"].find((name) => names.includes(name)) ?? null;
}

function ended(kind, credentials, first) {
  const checks = endedBy(first);
  const verdict = first.verdict ?? "INDETERMINATE";
  return { kind, credentials, checks, verdict, sentence: sentence.say(verdict, checks, null), facts: {} };
}
