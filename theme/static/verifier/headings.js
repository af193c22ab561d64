/** The heading and the sentence of an examination, as pages show them. Fetched by an award's page where it is not plainly good. */

import { msg } from "./message.js";

/** The one or two words over the sentence of a verdict. */
export const HEADINGS = {
  VALID: msg("Genuine and current"),
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
  if (site.elsewhere) return site.elsewhere(site, sentence);
  return [HEADINGS[verdict], proven ?? sentence];
}
