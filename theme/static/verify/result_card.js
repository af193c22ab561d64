/** One result in full: its verdict, what the document says, and every check. */

import { lines } from "../check_lines.js";
import { factList } from "../fact_list.js";
import { msg } from "../verifier/message.js";
import { element } from "../verifier/page.js";
import { SAMPLES_AT } from "./checking.js";
import { advice } from "./advice.js";
import { recipientField } from "./recipient_field.js";
import { ANOTHER_NAME, compared, findingOf, headingOf, isGood, verdictOf, wordsOf } from "./result_words.js";

/** @typedef {import("./checking.js").Result} Result */
/** @typedef {import("./result_words.js").Page} Page */

/** @type {(result: Result, page: Page) => HTMLElement} */
export function card(result, page) {
  const made = element("article", { className: "result" });
  const verdict = verdictOf(result);
  const judged = result.examined ?? result.wrapper ?? result.stated;
  made.dataset.verdict = verdict;
  if (judged && verdict) made.classList.add(`is-${verdict.toLowerCase().replaceAll(" ", "-")}`);
  const [usual, sentence] = wordsOf(result, page);
  const isAnother = findingOf(result) === ANOTHER_NAME;
  const heading = isAnother ? headingOf(result, page) : usual;
  made.classList.toggle("is-mismatch", isAnother);
  if (result.place) made.append(paragraph("note", result.place, page));
  made.append(element("h2", { textContent: heading.in(page.reader) }), paragraph(judged ? "sentence" : "", sentence, page));
  if (result.forbidden?.length) made.append(advice(result, page));
  // What wraps credentials is never green: it says no more than who put them together.
  if (result.wrapper) {
    made.dataset.wrapper = result.wrapper.kind;
    if (result.wrapper.checks.length) made.append(facts(result.wrapper, page), checks(result.wrapper, page));
  }
  if (result.stated) {
    made.dataset.stated = result.stated.verdict;
    // Fetched with the first code; it was, to check this one.
    import("./statement_card.js").then(({ details }) => made.append(...details(result.stated, page)));
  }
  if (result.examined) {
    made.classList.toggle("is-green", isGood(result, page) && !isAnother);
    made.append(...more(result, page));
  }
  return made;
}

/** What stands below the sentence of a credential. @type {(result: Result, page: Page) => HTMLElement[]} */
function more(result, page) {
  const { examined, given } = result;
  const made = [facts(examined, page), checks(examined, page)];
  const comparison = compared(result);
  if (comparison) made.unshift(paragraph("note", comparison, page));
  if (result.page) made.push(link(result.page, msg("The award’s page"), page));
  if (given.text === undefined && /\.(png|svg)$/i.test(given.label)) {
    made.push(paragraph("note", msg("Only the credential inside the picture was checked. The picture itself proves nothing: compare it with the one on the award’s page."), page));
  }
  const recipient = recipientField(examined, page);
  if (recipient) made.push(recipient);
  if (examined.registration?.evidence) made.push(evidence(examined.registration.evidence, page));
  const save = element("button", { type: "button", textContent: msg("Save this check").in(page.reader) });
  save.addEventListener("click", async () => (await import("../record.js")).print({ examined, ...page, now: given.sample ? SAMPLES_AT : Date.now() }));
  return [...made, save];
}

/** The place of a button that saves both histories of a log, once what makes it is there. */
function evidence(notes, { reader }) {
  const made = element("p");
  import("../evidence.js").then(({ evidenceButton }) => made.append(evidenceButton(notes, reader)));
  return made;
}

function facts({ facts: said }, { reader }) {
  // The identifier before the name: a name is what an issuer chose to call itself.
  return factList(
    [
      [msg("Issuer"), said.issuer],
      [msg("It calls itself"), said.issuerName],
      [msg("Awarded to"), said.learner],
      [msg("Achievement"), said.achievement],
      [msg("Awarded"), said.awardedDate],
      [msg("In force from"), said.validFrom],
      [msg("Valid until"), said.validUntil],
      [msg("It endorses"), said.endorsed],
      [msg("What it says"), said.comment],
    ],
    reader,
  );
}

function checks(examined, { reader }) {
  const made = element("ol", { className: "checks" });
  made.append(...lines(examined, reader));
  return made;
}

const paragraph = (className, words, { reader }) => element("p", { className, textContent: words.in(reader) });

function link(address, words, { reader }) {
  const made = element("p");
  made.append(element("a", { href: address, textContent: words.in(reader), rel: "noopener noreferrer" }));
  return made;
}
