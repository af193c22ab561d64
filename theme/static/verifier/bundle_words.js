/**
 * What is said of a bundle: how the award stood on the day of the last list in it, and who can say more.
 * Mirrors plugins/testamur/verification/bundle/words.py.
 */

import { WORDS } from "./headings.js";
import { SEMICOLON, joined, moment, msg } from "./message.js";
import { proven } from "./proven.js";
import { CONSEQUENCES, say as usual } from "./sentence.js";

const BY_ITSELF = ["proof", "validity", "status", "registered"];
const isCause = ({ outcome, code }) => outcome === "could-not-run" && !CONSEQUENCES.includes(code);

/** The sentence. `asOf` is when the list in the bundle was signed, null where there is none. @returns {Promise<import("./message.js").Message>} */
export async function say(verdict, checks, credential, asOf, isAnchored) {
  const found = new Map(checks.map((check) => [check.name, check]));
  if (!isAnchored && verdict === "INDETERMINATE") {
    const reasons = [...new Map(checks.filter(isCause).map(({ detail }) => [String(detail), detail])).values()];
    const alone = BY_ITSELF.filter((name) => found.has(name) && !isCause(found.get(name))).map((name) => found.get(name).detail);
    return msg("{words}: {reasons}. By this file alone: {alone}. Check it at the issuer's own address, or with its keys from elsewhere than this file.", {
      words: WORDS[verdict],
      reasons: joined(reasons, SEMICOLON),
      alone: joined(alone, SEMICOLON),
    });
  }
  if (asOf === null || found.get("status").outcome === "could-not-run" || verdict === "INVALID") return usual(verdict, checks, credential);
  const at = moment(asOf);
  // Of a registry that closed, nothing changes after its last list, which says so itself.
  const tail = found.get("status").limit ?? msg("Its status ends with the issuer's list of {at}: how it stands since then, only its page can say.", { at });
  if (verdict !== "VALID") return joined([usual(verdict, checks, credential), tail], " ");
  const entered = found.get("registered");
  const byThen = entered?.outcome === "passed" ? msg("Registered by then: {detail}.", { detail: entered.detail }) : null;
  return joined([msg("Genuine; in force on {at}.", { at }), proven(credential, []), byThen, tail].filter(Boolean), " ");
}
