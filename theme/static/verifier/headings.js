/** How each verdict is called, over a sentence and at its beginning. Fetched by an award's page where it is not plainly good. */

import { msg } from "./message.js";
import { GENUINE } from "./proven.js";

/** How the sentence of each verdict begins. @type {Record<import("./verdict.js").Verdict, import("./message.js").Message>} */
export const WORDS = {
  VALID: GENUINE,
  EXPIRED: msg("Genuine; its validity ended"),
  "NOT YET VALID": msg("Genuine; not yet in force"),
  SUSPENDED: msg("On hold"),
  REVOKED: msg("Withdrawn"),
  SUPERSEDED: msg("Genuine, but replaced"),
  "UNTRUSTED ISSUER": msg("The signature fits, but this issuer is not known here"),
  INVALID: msg("Do not rely on this: altered, or not theirs"),
  INDETERMINATE: msg("Could not be checked"),
};

/** The one or two words over the sentence of a verdict. */
export const HEADINGS = {
  VALID: GENUINE,
  EXPIRED: msg("Expired"),
  "NOT YET VALID": msg("Not yet in force"),
  SUSPENDED: msg("On hold"),
  REVOKED: msg("Withdrawn"),
  SUPERSEDED: msg("Replaced"),
  "UNTRUSTED ISSUER": msg("Issuer not known here"),
  INVALID: msg("Do not rely on this"),
  INDETERMINATE: msg("Could not be checked"),
};

/** The heading and the sentence of an examination on this site. */
export function words(examined, site) {
  const { verdict, sentence, preview, proven } = examined;
  if (preview) return [msg("Preview"), sentence];
  if (site.elsewhere) {
    const [place, said] = site.elsewhere(site, sentence);
    // What speaks against an award is not said in small letters alone.
    return [verdict === "VALID" ? place : msg("{place} · {verdict}", { place, verdict: HEADINGS[verdict] }), said];
  }
  return [HEADINGS[verdict], proven ?? sentence];
}
