/**
 * Holds a signed statement against what the issuer publishes of its award: the index, and the award's own credential.
 * Mirrors plugins/testamur/verification/statement_codes/published_award.py, which says why.
 */

import { baseOf } from "./did.js";
import { Entry, membersOf } from "./edition.js";
import { VerificationError } from "./errors.js";
import { readInstant } from "./instants.js";
import { msg } from "./message.js";
import { isObject } from "./shapes.js";
import { isOf } from "./statement_code.js";
import { couldNot, refused } from "./statement_examination.js";

const REPLACED = msg("Genuine, but replaced: the award's page has another copy than this code was made of.");

/**
 * What is found of a signed statement once its issuer was asked about the award; of any other, the same. `today` is what was found of
 * the credential at the award's page, null where it was not reached.
 * @type {(stated: import("./statement_examination.js").StatementExamination, today: import("./examination.js").Examination | null, resolver: import("./resolver.js").Resolver) => Promise<import("./statement_examination.js").StatementExamination>}
 */
export async function holdAgainst(stated, today, resolver) {
  const { statement } = stated;
  if (!statement || stated.verdict !== "SIGNED") return stated;
  const copy = today && isProven(today) ? today : null;
  const isSame = copy !== null && copy.digest === statement.digest;
  if (isSame && !(await says(statement, copy.facts))) return refused("other-facts", msg("it says something else than the award that it names"));
  const found = await membersOf(baseOf(statement.issuer), statement.awardId, resolver);
  if (!isObject(found)) {
    // Where nobody answers, the signature is all there is; another copy at the page is an answer.
    const isSilent = found.code === "index-unreachable" && (copy === null || isSame);
    return isSilent ? stated : couldNot(found.code, found.detail);
  }
  // A sealed award's entry tells only those who have the credential.
  return found.has("sealed") ? stated : byEntry(stated, new Entry(found));
}

function byEntry(stated, { digest, replaced }) {
  const own = stated.statement.digest;
  if (own === digest) return stated;
  if (replaced.includes(own)) return { ...stated, verdict: "SUPERSEDED", code: "replaced", sentence: REPLACED };
  return refused("not-the-published-edition", msg("it was made of a copy that the issuer did not publish"));
}

/** Whether a signature fits, by a key of the issuer's. */
function isProven({ checks }) {
  const passed = checks.filter(({ outcome }) => outcome === "passed").map(({ name }) => name);
  return passed.includes("proof") && passed.includes("issuer");
}

/** Whether a credential says what a statement says of it; a title may be shortened. */
async function says(statement, { achievement = "", learner = "", awardedDate, validUntil }) {
  const { title, awarded, validUntil: until } = statement;
  const isTitle = title === achievement || (title.endsWith("…") && achievement.startsWith(title.slice(0, -1)));
  return isTitle && (await isOf(statement, learner)) && awarded === awardedDate && until === end(validUntil);
}

function end(text) {
  try {
    return text ? readInstant(text, "validUntil") : null;
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return null;
  }
}
