/** The last status list of a registry that closed. Mirrors a part of plugins/testamur/verification/status.py. Fetched when one is met. */

import { passed } from "./check.js";
import { NotUsable } from "./errors.js";
import { moment, msg } from "./message.js";

/** The check of an award whose bit is not set. `limit` is said with every good verdict. */
export function clear({ signed, until }) {
  const values = { at: moment(signed), until: moment(until) };
  const check = passed("status", msg("not withdrawn and not on hold, as the issuer's last list, of {at}, says", values), "list-last");
  return { ...check, limit: msg("Its status ends with the issuer's last list, of {at}, which is good until {until}.", values) };
}

/** What is thrown of a list that has ended. */
export const ended = (signed, until) =>
  new NotUsable(msg("the issuer's last status list, of {at}, was good until {until}", { at: moment(signed), until: moment(until) }), "list-ended");
