/** What a set bit of a status list means. Fetched when one is met. Mirrors plugins/testamur/verification/status_kinds/set_bit.py. */

import { failed } from "./check.js";
import { Entry } from "./edition.js";
import { DocumentError, NotUsable } from "./errors.js";
import { day, moment, msg } from "./message.js";
import * as statusList from "./status_list.js";

/** Which kind of no a set bit is: on hold, replaced, or withdrawn when nothing explains it. */
export async function explain(reader, found, address, index, listed) {
  if (await isHeld(reader, address, index)) return held(found, listed);
  const values = { moment: moment(listed.signed), address: reader.credential.address };
  if (reader.credential.kind !== "award") {
    // No index explains the bit of an endorsement or a record, and a newer edition sets it too.
    const detail = msg("withdrawn, or replaced by a newer edition, as the issuer's list of {moment} says", values);
    return failed("status", "revoked", detail, "REVOKED");
  }
  if (!(found instanceof Entry)) return failed("status", "revoked", msg("withdrawn, as the issuer's list of {moment} says", values), "REVOKED");
  if (found.since) values.day = day(found.since);
  if (found.replaced.includes(reader.credential.digest)) {
    return failed("status", "replaced", msg("replaced by a newer copy, as the issuer's list of {moment} says; see the current one at {address}", values), "SUPERSEDED");
  }
  if (found.state === "superseded") {
    const detail = found.since
      ? msg("replaced by another award on {day}, as the issuer's list of {moment} says; see the current one from {address}", values)
      : msg("replaced by another award, as the issuer's list of {moment} says; see the current one from {address}", values);
    return failed("status", "superseded", detail, "SUPERSEDED");
  }
  const detail = found.since
    ? msg("withdrawn on {day}, as the issuer's list of {moment} says", values)
    : msg("withdrawn, as the issuer's list of {moment} says", values);
  return failed("status", "revoked", detail, "REVOKED");
}

/** On hold: what the list of suspended awards says. */
export function held(found, listed) {
  const values = { moment: moment(listed.signed) };
  const detail =
    found instanceof Entry && found.since
      ? msg("on hold since {day}, as the issuer's list of {moment} says", { ...values, day: day(found.since) })
      : msg("on hold, as the issuer's list of {moment} says", values);
  return failed("status", "suspended", detail, "SUSPENDED");
}

async function isHeld(reader, address, index) {
  const suspension = address.replaceAll("/revocation-", "/suspension-");
  if (suspension === address) return false;
  try {
    return statusList.isSet((await reader.read(suspension, "suspension")).bits, index);
  } catch (error) {
    if (error instanceof NotUsable || error instanceof DocumentError) return false; // It explains nothing: then the award is withdrawn.
    throw error;
  }
}
