/** Status lists that are too old, or the last ones of all. Mirrors parts of plugins/testamur/verification/status.py. Fetched when one is met. */

import { passed } from "./check.js";
import { NotUsable } from "./errors.js";
import { moment, msg } from "./message.js";

/** The check of an award whose bit the last list of a registry does not set; its `limit` is said with every good verdict. */
export function clear({ signed, until }) {
  const values = { at: moment(signed), until: moment(until) };
  const check = passed("status", msg("not withdrawn and not on hold, as the issuer's last list, of {at}, says", values), "list-last");
  return { ...check, limit: msg("Its status ends with the issuer's last list, of {at}, which is good until {until}.", values) };
}

/** What is thrown of a list that is no answer, for its dates. */
export function problemOf(problem, { signed, until, newest, reason }) {
  const values = { at: moment(signed), until: moment(until), newest: moment(newest), reason };
  const [words, code] = {
    malformed: [msg("the status list could not be read: {reason}", values), "list-malformed"],
    clock: [msg("the status list was signed at {at}, later than this clock says it is: the clock seems wrong", values), "clock"],
    early: [msg("the status list of {at} is older than the credential", values), "list-stale"],
    seen: [msg("the status list of {at} is older than one of {newest} that was seen before", values), "list-stale"],
    old: [msg("the status list of {at} is too old to answer", values), "list-stale"],
    ended: [msg("the issuer's last status list, of {at}, was good until {until}", values), "list-ended"],
  }[problem];
  return new NotUsable(words, code);
}
