/** The check `validity`. Mirrors plugins/testamur/verification/validity.py: an end is exact, a start has some grace. */

import { failed, passed } from "./check.js";
import { isLater } from "./instants.js";
import { moment, msg } from "./message.js";

/** @type {(credential: import("./document.js").Credential, now: number) => import("./check.js").Check} */
export function check({ validFrom, validUntil }, now) {
  if (validUntil !== null && now > validUntil) {
    return failed("validity", "expired", msg("its validity ended on {moment}", { moment: moment(validUntil) }), "EXPIRED");
  }
  if (isLater(validFrom, now)) {
    return failed("validity", "not-yet-valid", msg("not yet in force before {moment}", { moment: moment(validFrom) }), "NOT YET VALID");
  }
  const detail = validUntil === null ? msg("it has no end date") : msg("in force until {moment}", { moment: moment(validUntil) });
  return passed("validity", detail);
}
