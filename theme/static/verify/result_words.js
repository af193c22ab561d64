/** What is said of a result: its verdict, its heading and sentence, and whether the names fit. No DOM. */

import { msg } from "../verifier/message.js";
import { isGreen, words } from "../verifier/page.js";
import { HEADINGS } from "../verifier/reader.js";
import { isSameName } from "./spreadsheet.js";

/** @typedef {import("./checking.js").Result} Result */
/** @typedef {import("../verifier/message.js").Message} Message */
/** Whose site the page is of, and how its reader is spoken to. @typedef {{site: import("../verifier/page.js").Site, reader: import("../verifier/message.js").Reader}} Page */

const WRAPPERS = { ClrCredential: msg("A learner record"), VerifiablePresentation: msg("A presentation") };

/** "" of a wrapper that nothing stands against: it is never green. @type {(result: Result) => string} */
export const verdictOf = ({ examined, wrapper }) => (wrapper ? wrapper.verdict ?? "" : examined?.verdict ?? "INDETERMINATE");

/** Whether a result may be shown in green. @type {(result: Result, page: Page) => boolean} */
export const isGood = ({ given, examined }, { site }) => (given.sample ? examined.verdict === "VALID" : isGreen(examined, site));

/** The heading and the sentence. @type {(result: Result, page: Page) => [Message, Message]} */
export function wordsOf({ examined, wrapper, given, unread }, { site }) {
  if (wrapper) return [wrapper.verdict ? HEADINGS[wrapper.verdict] : WRAPPERS[wrapper.kind], wrapper.sentence];
  if (!examined) return [HEADINGS.INDETERMINATE, unread];
  if (!given.sample) return words(examined, site);
  return [msg("Sample: {heading}", { heading: HEADINGS[examined.verdict] }), examined.proven ?? examined.sentence];
}

/** Whether the name that was given beside a link is that of the credential; null where there are not two to compare. @type {(result: Result) => boolean | null} */
export function nameFits({ given, examined }) {
  return given.name && examined?.facts.learner ? isSameName(given.name, examined.facts.learner) : null;
}

/** What is to be said of that name. @type {(result: Result) => Message | null} */
export function compared(result) {
  const fits = nameFits(result);
  if (fits === null) return null;
  const values = { given: result.given.name, said: result.examined.facts.learner };
  return fits ? msg("The name fits: {said}", values) : msg("The name differs: the list says {given}, the credential {said}", values);
}
