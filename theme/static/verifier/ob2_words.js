/**
 * An examination of an award of Open Badges 2.0, its facts, and the sentence of its verdict.
 * Mirrors plugins/testamur/verification/open_badges_2/words.py. Of a hosted award no sentence speaks of a signature.
 */

import { sha256 } from "./digest.js";
import { reach } from "./examination.js";
import { canonicalize } from "./jcs.js";
import { SEMICOLON, joined, msg } from "./message.js";
import { run } from "./ob2_checks.js";
import { hostOf } from "./ob2_linked.js";
import { find } from "./ob2_recognition.js";
import * as sentence from "./sentence.js";
import { textOf } from "./shapes.js";
import { ASK_ITSELF } from "./stranger.js";
import { GENUINE } from "./proven.js";

/**
 * The examination of what is of Open Badges 2.0 or older, with `recipient` for whoever knows an e-mail address; null for all else.
 * Not asked on an award's page: that shows what its registry signed, and nothing else in its place.
 * @type {(data: Uint8Array, asked: import("./ob2_checks.js").Asked & {extract: (data: Uint8Array) => Uint8Array}) =>
 *   Promise<(import("./examination.js").Examination & {recipient: import("./ob2_recipient.js").Identity | null}) | null>}
 */
export async function examine(data, asked) {
  const older = find(data, asked.extract);
  if (!older) return null;
  const found = await run(older, asked);
  const verdict = reach(found.checks);
  return {
    checks: found.checks,
    verdict,
    sentence: say(verdict, found),
    facts: facts(found),
    digest: found.assertion ? `sha256:${await sha256(canonicalize(found.assertion.document))}` : "",
    preview: false,
    proven: null,
    document: null,
    recipient: found.assertion?.recipient ?? null,
  };
}

/** The sentence of a verdict. */
function say(verdict, { checks, assertion, profile }) {
  if (!assertion || !["VALID", "UNTRUSTED ISSUER"].includes(verdict)) return sentence.say(verdict, checks, null);
  const isHosted = assertion.way === "hosted";
  const host = hostOf(isHosted ? assertion.id : textOf(profile, "id"));
  if (verdict === "VALID") {
    const told = isHosted
      ? msg("{host} says so today; nothing is signed. It does not show who runs that address.", { host })
      : msg("{host} issued this, unaltered. It does not show who runs that address.", { host });
    return msg("{words}. {proven}", { words: GENUINE, proven: told });
  }
  if (!isHosted) return joined([sentence.say(verdict, checks, null), ASK_ITSELF], " ");
  const isAgainst = (check) => check.verdict !== verdict && ["failed", "could-not-run"].includes(check.outcome);
  const found = [...checks.filter((check) => check.verdict === verdict), ...checks.filter(isAgainst)];
  const reasons = new Map(found.map(({ detail }) => [String(detail), detail])); // each thing once
  const words = msg("Its address says so, but this issuer is not known here: {reasons}. Nothing is signed: {host} vouches for it.", {
    reasons: joined([...reasons.values()], SEMICOLON),
    host,
  });
  return joined([words, ASK_ITSELF], " ");
}

/** The main facts that an award states, for people, believed or not; only those that are text. */
function facts({ assertion, badge, profile }) {
  if (!assertion) return {};
  const { document, recipient, id } = assertion;
  const found = {
    issuer: textOf(profile, "id"),
    issuerName: textOf(profile, "name"),
    learner: recipient && !recipient.hashed ? recipient.identity : "",
    achievement: textOf(badge, "name"),
    awardedDate: textOf(document, "issuedOn").slice(0, 10),
    validUntil: textOf(document, "expires"),
    address: id,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}
