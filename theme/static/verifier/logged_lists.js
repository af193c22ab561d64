/**
 * Status lists held to the log: each list that was relied on has to be the newest edition that was entered.
 * Mirrors plugins/testamur/verification/registration/logged_lists.py.
 */

import { couldNotRun } from "./check.js";
import { sha256 } from "./digest.js";
import { VerificationError } from "./errors.js";
import { readInstant } from "./instants.js";
import { canonicalize } from "./jcs.js";
import { moment, msg } from "./message.js";

/** @typedef {{document: import("./shapes.js").JsonObject, signed: number}} SignedList a registry's list that was read and relied on */

/**
 * The check `status`, which is no answer any more where a list that it relied on is not the newest one. A bit that is set for good
 * stays so, in whichever list it was found; a hold may have been lifted since.
 * @param {import("./check.js").Check} status @param {Map<string, SignedList>} lists @param {string} base @param {import("./log_tail.js").LogTail} tail
 */
export async function check(status, lists, base, tail) {
  if (status.outcome !== "passed" && status.verdict !== "SUSPENDED") return status;
  for (const [address, listed] of lists) {
    const found = await compare(address, listed, base, tail);
    if (found) return found;
  }
  return status;
}

async function compare(address, { document, signed }, base, tail) {
  const name = nameOf(base, address);
  const entry = name ? tail.lists.get(name) : undefined;
  const at = { moment: moment(signed) };
  if (!entry) return couldNotRun("status", "list-not-entered", msg("the newest entries of the issuer's log do not name the status list of {moment}", at));
  if (entry.get("c") === `sha256:${await sha256(canonicalize(document))}`) return null;
  const newest = instant(entry) ?? signed;
  if (signed < newest) {
    const words = msg("the host serves a status list of {moment}, and the issuer's log knows a newer one, of {newest}", { ...at, newest: moment(newest) });
    return couldNotRun("status", "list-older", words);
  }
  return couldNotRun("status", "list-not-entered", msg("the status list of {moment} is not the one that the log has", at));
}

function instant(entry) {
  try {
    return readInstant(entry.get("t"), "t");
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return null;
  }
}

function nameOf(base, address) {
  const [prefix, end] = [`${base}/status/`, ".json"];
  return address.startsWith(prefix) && address.endsWith(end) ? address.slice(prefix.length, -end.length) : "";
}
