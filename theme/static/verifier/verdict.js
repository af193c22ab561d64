/** The nine verdicts, the gravest first. Mirrors plugins/testamur/verification/verdict.py. */

import { msg } from "./message.js";

/** @typedef {typeof GRAVEST_FIRST[number]} Verdict */
export const GRAVEST_FIRST = /** @type {const} */ ([
  "INVALID",
  "UNTRUSTED ISSUER",
  "REVOKED",
  "SUSPENDED",
  "SUPERSEDED",
  "NOT YET VALID",
  "EXPIRED",
  "INDETERMINATE",
  "VALID",
]);

/** How the sentence of each verdict begins. @type {Record<Verdict, import("./message.js").Message>} */
export const WORDS = {
  VALID: msg("Genuine and current"),
  EXPIRED: msg("Genuine; its validity ended"),
  "NOT YET VALID": msg("Genuine; not yet in force"),
  SUSPENDED: msg("On hold"),
  REVOKED: msg("Withdrawn"),
  SUPERSEDED: msg("Genuine, but replaced"),
  "UNTRUSTED ISSUER": msg("The signature fits, but this issuer is not known here"),
  INVALID: msg("Do not rely on this: altered, or not theirs"),
  INDETERMINATE: msg("Could not be checked"),
};

/** The verdicts that call a credential genuine: never said while its key may be one that was not to sign that day. @type {Verdict[]} */
export const ASSERTS_GENUINE = ["SUPERSEDED", "NOT YET VALID", "EXPIRED", "VALID"];
