/** What is said of a result: its verdict, its heading and sentence, whether the names fit, and which results come first. No DOM. */

import { moment, msg } from "../verifier/message.js";
import { HEADINGS, words } from "../verifier/headings.js";
import { isGreen } from "../verifier/page.js";
import { GRAVEST_FIRST } from "../verifier/verdict.js";
import { isSameName } from "./spreadsheet.js";

/** @typedef {import("./checking.js").Result} Result */
/** @typedef {import("../verifier/message.js").Message} Message */
/** Whose site the page is of, and how its reader is spoken to. @typedef {{site: import("../verifier/page.js").Site, reader: import("../verifier/message.js").Reader}} Page */

const WRAPPERS = { ClrCredential: msg("A learner record"), VerifiablePresentation: msg("A presentation") };
/** Of a credential whose signature fits, and which names somebody else than the list: a finding of its own, before all but a forgery. */
export const ANOTHER_NAME = "ANOTHER NAME";
const ORDER = GRAVEST_FIRST.flatMap((verdict) => (verdict === "INVALID" ? [verdict, ANOTHER_NAME] : [verdict]));
const UNPROVEN = ["INVALID", "INDETERMINATE"]; // what such a document says of names is not known to be true

/**
 * "" of what has no verdict and is never green: a wrapper that nothing stands against, a file that only serves other checks, a
 * statement code that is signed. @type {(result: Result) => string}
 */
export function verdictOf({ examined, wrapper, supplied, stated }) {
  if (supplied) return "";
  if (stated) return stated.verdict === "SIGNED" ? "" : stated.verdict;
  return wrapper ? wrapper.verdict ?? "" : examined?.verdict ?? "INDETERMINATE";
}

/** The verdict of a line in a list, where there may be a name to compare. @type {(result: Result) => string} */
export function findingOf(result) {
  const verdict = verdictOf(result);
  return nameFits(result) === false && !UNPROVEN.includes(verdict) ? ANOTHER_NAME : verdict;
}

/** Where a finding stands in a list, the gravest first; what has no verdict comes before what is good. @type {(finding: string) => number} */
export const gravity = (finding) => (finding === "" ? ORDER.length - 1.5 : ORDER.indexOf(finding));

/** Whether a result may be shown in green. @type {(result: Result, page: Page) => boolean} */
export const isGood = ({ given, examined }, { site }) => (given.sample ? examined.verdict === "VALID" : isGreen(examined, site) && !isAsOf(examined));

/** Whether a bundle was judged by itself, as of a day of before. */
const isAsOf = ({ asOf }) => asOf !== undefined && asOf !== null;

/** The heading and the sentence. @type {(result: Result, page: Page) => [Message, Message]} */
export function wordsOf({ examined, wrapper, supplied, stated, given, unread }, { site }) {
  if (stated) return site.elsewhere ? site.elsewhere(site, stated.sentence) : [stated.heading, stated.sentence];
  if (wrapper) return [wrapper.verdict ? HEADINGS[wrapper.verdict] : WRAPPERS[wrapper.kind], wrapper.sentence];
  if (supplied) return [msg("A file of an issuer"), unread];
  if (!examined) return [HEADINGS.INDETERMINATE, unread];
  if (isAsOf(examined) && examined.verdict === "VALID" && !examined.preview) {
    return [msg("Genuine; it was in force on {at}", { at: moment(examined.asOf) }), examined.sentence];
  }
  if (!given.sample) return words(examined, site);
  return [msg("Sample: {heading}", { heading: HEADINGS[examined.verdict] }), examined.proven ?? examined.sentence];
}

/** The heading of a line in a list: one word for one finding, wherever the page is served. @type {(result: Result, page: Page) => Message} */
export function headingOf(result, page) {
  const finding = findingOf(result);
  if (finding === ANOTHER_NAME) return msg("Another name");
  const [heading] = wordsOf(result, page);
  return result.examined && finding !== "VALID" && !result.examined.preview ? HEADINGS[finding] : heading;
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
