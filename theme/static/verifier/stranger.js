/**
 * What is said of an issuer that is no registry, and of its credential beside what registries write.
 * Mirrors parts of plugins/testamur/verification/reading/facts.py and sentence.py.
 */

import { periodOf } from "./contexts.js";
import { called } from "./did_documents.js";
import { msg } from "./message.js";
import { textOf } from "./shapes.js";

/** What helps where nothing shows who an issuer is: whoever made the credential chose every address in it. */
export const ASK_ITSELF = msg("Ask the institution itself whether it issued this, at an address that you find on your own.");

/**
 * What a sentence calls the issuer, how one learns who it is, and facts where others write them.
 * @type {(issuer: string, document: import("./shapes.js").JsonObject) => {called: string, advice: import("./message.js").Message, theirs: Record<string, string>}}
 */
export function about(issuer, document) {
  const [start, end] = periodOf(document.get("@context"));
  const facts = {
    learner: textOf(document.get("credentialSubject"), "name"),
    validFrom: textOf(document, start).slice(0, 10),
    validUntil: textOf(document, end),
  };
  const theirs = Object.fromEntries(Object.entries(facts).filter(([, value]) => value));
  return { called: called(issuer), advice: ASK_ITSELF, theirs };
}
