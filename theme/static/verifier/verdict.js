/** The nine verdicts, the gravest first. Mirrors plugins/testamur/verification/verdict.py. */

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

/** The verdicts that call a credential genuine: never said while its key may be one that was not to sign that day. @type {Verdict[]} */
export const ASSERTS_GENUINE = ["SUPERSEDED", "NOT YET VALID", "EXPIRED", "VALID"];
