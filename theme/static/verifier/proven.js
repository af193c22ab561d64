/** What a full set of passed checks proves, and what it does not. Mirrors a part of plugins/testamur/verification/sentence.py. */

import { quoted } from "./instants.js";
import { joined, msg } from "./message.js";

export const GENUINE = msg("Genuine and current");

/** The sentence of the verdict VALID. @type {typeof proven} */
export const valid = (credential, checks) => msg("{words}. {proven}", { words: GENUINE, proven: proven(credential, checks) });

/** @param {import("./document.js").Credential} credential @param {import("./check.js").Check[]} checks */
export function proven(credential, checks) {
  const { called: host, notEvaluated, endorsed } = credential;
  const parts = [msg("{host} issued this, unaltered. It does not show who runs that address.", { host })];
  if (notEvaluated.length) parts.push(msg("Not evaluated: {left}.", { left: notEvaluated.join(", ") }));
  parts.push(...checks.map(({ limit }) => limit).filter(Boolean));
  if (endorsed) parts.push(ofEndorsement(credential));
  return joined(parts, " ");
}

/** Nobody may take an endorsement for an award. */
export const ofEndorsement = ({ endorsed }) => msg("It is an endorsement of {endorsed}, not an award.", { endorsed: quoted(endorsed, 200) });
