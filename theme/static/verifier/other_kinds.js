/** Kinds of documents that are no award, so that the sentence names them. Mirrors a table of plugins/testamur/verification/kind.py. */

import { leave } from "./kind.js";
import { msg } from "./message.js";

const OTHER_KINDS = {
  VerifiablePresentation: msg("this is a presentation that wraps credentials: check each of them by itself"),
  ClrCredential: msg("this is a Comprehensive Learner Record, not a single award"),
  BitstringStatusListCredential: msg("this is a status list, not an award"),
  StatusList2021Credential: msg("this is a status list, not an award"),
  Assertion: msg("this is an Open Badges 2.0 assertion; only 3.0 is checked here"),
  Achievement: msg("this is a description of an achievement: nobody was awarded it"),
};

/** End the reading where one of the types is a kind that is known, and not checked. @type {(types: string[]) => void} */
export function leaveKnown(types) {
  const other = types.find((type) => Object.hasOwn(OTHER_KINDS, type));
  if (other !== undefined) leave("not-supported", OTHER_KINDS[other]);
}
