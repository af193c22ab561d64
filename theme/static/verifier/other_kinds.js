/** Kinds of documents that are no award, so that the sentence names them. Mirrors a part of plugins/testamur/verification/kind.py. */

import { ofBlockcerts } from "./contexts.js";
import { leave, refuse } from "./kind.js";
import { msg } from "./message.js";
import { firstOf } from "./shapes.js";

const ISSUER = msg("this is a description of an issuer: nobody was awarded it");
const OTHER_KINDS = {
  VerifiablePresentation: msg("this is a presentation that wraps credentials: check each of them by itself"),
  ClrCredential: msg("this is a Comprehensive Learner Record, not a single award"),
  BitstringStatusListCredential: msg("this is a status list, not an award"),
  StatusList2021Credential: msg("this is a status list, not an award"),
  Assertion: msg("this is an assertion without the context of Open Badges 2.0, so that its words may mean something else"),
  Achievement: msg("this is a description of an achievement: nobody was awarded it"),
  BadgeClass: msg("this is a description of a badge: nobody was awarded it"),
  Issuer: ISSUER,
  Profile: ISSUER,
};
// Credentials of other vocabularies use these names, too.
const OF_BADGES_ALONE = ["Assertion", "BadgeClass", "Issuer", "Profile"];

/** End the reading where one of the types is a kind that is known, and not checked. @type {(types: string[]) => void} */
export function leaveKnown(types) {
  const other = types.find((type) => Object.hasOwn(OTHER_KINDS, type));
  if (other !== undefined) leave("not-supported", OTHER_KINDS[other]);
}

/** The same of a credential, which `fits` if it has the types of a kind that is read; `others` are its other types. */
export function leaveOthers(document, names, others, fits) {
  leaveBlockcerts(document.get("@context"));
  const isCredential = names.includes("VerifiableCredential");
  leaveKnown(others.filter((name) => !isCredential || !OF_BADGES_ALONE.includes(name)));
  if (fits) return;
  if (isCredential) refuse("not-supported", msg("this is a Verifiable Credential, but none of Open Badges: its type is {types}", { types: firstOf(names.join(", "), 120) }));
  refuse("type", msg("it is not an Open Badges 3.0 credential"));
}

/** End the reading of a document with contexts of Blockcerts, of whichever version its badge is. @type {(stated: unknown) => void} */
export function leaveBlockcerts(stated) {
  if (!ofBlockcerts(stated)) return;
  leave("not-supported", msg("this is a Blockcerts certificate: an entry in a blockchain vouches for it, which is read at www.blockcerts.org, and not here"));
}
