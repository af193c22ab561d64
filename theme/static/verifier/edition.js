/**
 * The check `edition`: this is the copy that the issuer's index calls the current one.
 * Mirrors plugins/testamur/verification/edition.py. The index can take green away, and never give it.
 */

import * as addresses from "./addresses.js";
import { couldNotRun, failed, notApplicable, passed } from "./check.js";
import * as dids from "./did.js";
import { VerificationError } from "./errors.js";
import { isDay, quoted } from "./instants.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

const LIMIT = 4 * 1024 * 1024;
const IN_FORCE = ["active", "erased"]; // erased from the site: a copy that the learner kept stays good

/** What an issuer's index says of one award; malformed fields are treated as absent. */
export class Entry {
  /** @param {import("./shapes.js").JsonObject} value */
  constructor(value) {
    const [since, replaced] = [value.get("since"), value.get("replaced")];
    this.digest = value.get("digest");
    this.state = value.get("state");
    this.since = isDay(since) ? since : "";
    /** @type {string[]} */
    this.replaced = Array.isArray(replaced) ? replaced.filter(isText) : [];
  }
}

/** The index entry of a trusted registry's award, or the check that says why there is none. */
export async function lookUp(credential, resolver) {
  if (credential.kind !== "award") return notApplicable("edition", msg("the issuer's index is of awards only"));
  if (!credential.registry) return notApplicable("edition", msg("only the index of a trusted registry is asked"));
  const base = dids.baseOf(credential.issuer);
  const awardId = addresses.awardIdOf(base, credential.address);
  if (!addresses.isAwardId(awardId)) return failed("edition", "id", msg("its id is not an address of the issuer's awards"));
  const value = await membersOf(base, awardId, resolver);
  if (!isObject(value)) return value;
  if (!value.has("sealed")) return new Entry(value);
  const { open } = await import("./sealed_entry.js");
  const opened = await open(value.get("sealed"), credential.document);
  return isObject(opened) ? new Entry(opened) : opened;
}

/** An award's entry in a registry's index as it stands there, or the check that says why there is none. */
export async function membersOf(base, awardId, resolver) {
  let shard;
  try {
    shard = parse(await resolver.fetch(await addresses.indexShard(base, awardId), LIMIT));
  } catch (error) {
    if (!(error instanceof Unavailable || error instanceof VerificationError)) throw error;
    return couldNotRun("edition", "index-unreachable", msg("the issuer's index could not be read: {reason}", { reason: error.said }));
  }
  const value = isObject(shard) ? shard.get(await addresses.indexEntry(awardId)) : null;
  return isObject(value) ? value : couldNotRun("edition", "not-in-index", msg("the issuer's index does not have this award"));
}

/** @returns {import("./check.js").Check} From what `lookUp` found, and what the signed list says. */
export function check(credential, found, status) {
  if (!(found instanceof Entry)) return found;
  if (credential.digest === found.digest) {
    if (status.outcome === "passed" && !IN_FORCE.includes(found.state)) {
      const detail = msg("the issuer's index calls it {state}, and its signed list does not: one is old", { state: quoted(found.state, 20) });
      return couldNotRun("edition", "index-disagrees", detail);
    }
    return passed("edition", msg("it is the issuer's current copy"));
  }
  if (found.replaced.includes(credential.digest)) {
    const detail = msg("replaced by a newer copy; see the current one at {address}", { address: credential.address });
    return failed("edition", "replaced", detail, "SUPERSEDED");
  }
  return failed("edition", "not-the-published-edition", msg("it is not a copy that the issuer published"));
}
