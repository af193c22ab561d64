/** The verdict in one sentence, and what to do where nothing could be said. Mirrors plugins/testamur/verification/sentence.py. */

import { Message, SEMICOLON, joined, msg } from "./message.js";
import { WORDS } from "./headings.js";
import { ofEndorsement, proven, valid } from "./proven.js";

export { proven };

const ASK = msg("Ask the issuer.");
const WAIT = msg("Check again later, or ask the issuer.");
const ORIGINAL = msg("Ask for the original file, or for a link.");
const OTHER_BROWSER = msg("Update the browser, use another one, or run the command that is shown below.");
const REMEDIES = {
  clock: msg("Set the clock of this device, then check again."),
  "not-supported": msg("Ask for the Open Badges 3.0 credential, as a file or a link."),
  "no-credential": null, // baked.js says what to do
  "cross-origin": null, // cross_origin.js does
  browser: OTHER_BROWSER,
  "list-ended": msg("Ask whoever keeps this registry now."),
};
for (const code of ["not-json", "duplicate-member", "not-a-credential"]) REMEDIES[code] = ORIGINAL;
for (const code of [
  "index-disagrees", "index-unreachable", "issuer-unreachable", "keys-unreachable", "list-malformed", "list-stale", "list-unreachable",
  // A host's caches may be of two publishes for a while, and then one file does not fit another.
  "list-older", "list-not-entered", "log-keys", "log-older", "log-tail", "log-unreachable",
]) REMEDIES[code] = WAIT;
export const CONSEQUENCES = ["not-run", "no-key"]; // of another check that could not run, which says why

/** @type {(verdict: import("./verdict.js").Verdict, checks: import("./check.js").Check[], credential: import("./document.js").Credential | null) => import("./message.js").Message} */
export function say(verdict, checks, credential) {
  if (verdict === "VALID" && credential) return valid(credential, checks);
  const words = ofVerdict(verdict, checks, credential?.advice);
  return credential?.endorsed ? joined([words, ofEndorsement(credential)], " ") : words;
}

function ofVerdict(verdict, checks, advice) {
  if (verdict === "INDETERMINATE") return couldNot(checks);
  const found = checks.filter((check) => check.verdict === verdict);
  const words = WORDS[verdict];
  if (verdict === "UNTRUSTED ISSUER") {
    found.push(...checks.filter((check) => check.verdict !== verdict && ["failed", "could-not-run"].includes(check.outcome)));
    return joined([because(words, found), advice].filter(Boolean), " ");
  }
  if (verdict === "INVALID") return because(words, found);
  const [{ detail }] = found;
  if (verdict === "SUPERSEDED") return msg("Genuine, but {detail}.", { detail });
  return verdict === "REVOKED" || verdict === "SUSPENDED" ? new Capital("{detail}.", { detail }) : msg("Genuine; {detail}.", { detail });
}

function couldNot(checks) {
  const missing = checks.filter((check) => check.outcome === "could-not-run" && !CONSEQUENCES.includes(check.code));
  const remedies = new Set(missing.map((check) => (Object.hasOwn(REMEDIES, check.code) ? REMEDIES[check.code] : ASK)));
  if (remedies.has(WAIT)) remedies.delete(ASK); // said already
  return joined([because(WORDS.INDETERMINATE, missing), ...[...remedies].filter(Boolean)], " ");
}

/** What the checks found, each thing once. */
function because(words, checks) {
  const reasons = new Map(checks.map(({ detail }) => [String(detail), detail]));
  return msg("{words}: {reasons}.", { words, reasons: joined([...reasons.values()], SEMICOLON) });
}

/** A sentence that begins with what a check found. */
class Capital extends Message {
  in(reader) {
    const said = super.in(reader);
    return said.charAt(0).toLocaleUpperCase() + said.slice(1);
  }
}
