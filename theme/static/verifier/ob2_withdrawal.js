/**
 * Whether a signed Assertion was withdrawn: the issuer's Profile names a list of those that were.
 * Mirrors plugins/testamur/verification/open_badges_2/withdrawal.py.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { quoted } from "./instants.js";
import { msg } from "./message.js";
import { fetchDocument, isSame } from "./ob2_linked.js";
import { Unavailable } from "./resolver.js";
import { firstOf, isObject, isText, textOf } from "./shapes.js";

/** The check `status` of the signed Assertion of this id. @type {(name: string, profile: import("./shapes.js").JsonObject, resolver: import("./resolver.js").Resolver) => Promise<import("./check.js").Check>} */
export async function check(name, profile, resolver) {
  const address = textOf(profile, "revocationList");
  if (!address) {
    return couldNotRun("status", "status-missing", msg("its issuer names no list of withdrawn awards: whether it was withdrawn cannot be told"));
  }
  if (!name) return couldNotRun("status", "status-entry", msg("it has no id, and lists of withdrawn awards name theirs"));
  let listed;
  try {
    listed = await fetchDocument(resolver, address, ["RevocationList"]);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return couldNotRun("status", error.code || "list-unreachable", msg("the list of withdrawn awards could not be read: {reason}", { reason: error.said }));
  }
  const entries = listed.has("revokedAssertions") ? listed.get("revokedAssertions") : [];
  if (!Array.isArray(entries) || !entries.every((one) => namesOf(one).length)) {
    return couldNotRun("status", "list-malformed", msg("the list of withdrawn awards is not in the form that is read here"));
  }
  const by = msg("as the list at {address} says", { address: firstOf(address, 200) });
  const found = entries.find((one) => namesOf(one).some((other) => isSame(name, other)));
  if (found === undefined) return passed("status", msg("not withdrawn, {list}", { list: by }));
  return revoked(isObject(found) ? textOf(found, "revocationReason") : "", by);
}

/** The names by which an entry calls an Assertion; none where it is no entry. */
function namesOf(entry) {
  if (isObject(entry)) return [textOf(entry, "id"), textOf(entry, "uid")].filter((text) => text);
  return isText(entry) ? [entry] : [];
}

/** The check of a withdrawn Assertion. @type {(reason: string, by: import("./message.js").Message) => import("./check.js").Check} */
export function revoked(reason, by) {
  const detail = reason ? msg("withdrawn ({reason}), {list}", { reason: quoted(reason, 200), list: by }) : msg("withdrawn, {list}", { list: by });
  return failed("status", "revoked", detail, "REVOKED");
}
