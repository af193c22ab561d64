/** The lines of an examination: what each check is called, how it ended, and what it found. */

import { msg } from "./verifier/message.js";
import { element } from "./verifier/page.js";

/** What each check is called. */
const CHECK_NAMES = {
  document: msg("The document"),
  issuer: msg("The issuer’s key"),
  proof: msg("The signature"),
  validity: msg("The dates"),
  status: msg("Withdrawn or on hold?"),
  edition: msg("The newest copy?"),
  registered: msg("In the public log?"),
};
/** What each outcome is called. */
const OUTCOMES = {
  passed: msg("passed"),
  failed: msg("not passed"),
  "could-not-run": msg("could not be checked"),
  "not-applicable": msg("does not apply"),
};

/** The lines of an examination: one a check. @returns {HTMLElement[]} */
export function lines(examined, reader) {
  return examined.checks.map(({ name, outcome, detail }) => {
    const line = element("li", { className: `is-${outcome}` });
    line.append(element("strong", { textContent: CHECK_NAMES[name].in(reader) }), " ");
    line.append(element("span", { className: "outcome", textContent: OUTCOMES[outcome].in(reader) }), " ");
    line.append(element("bdi", { textContent: detail.in(reader) }));
    return line;
  });
}
