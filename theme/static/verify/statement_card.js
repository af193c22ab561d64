/** What was found of a statement code, in full: its words, what was signed, and a field for a name that is not in it. */

import { factList } from "../fact_list.js";
import { Day, msg } from "../verifier/message.js";
import { element } from "../verifier/page.js";
import { isOf } from "../verifier/statement_code.js";
import { compared } from "./statement.js";

/** @typedef {import("./result_words.js").Page} Page */

/** What stands below the sentence. @type {(stated: import("./statement.js").Stated, page: Page) => HTMLElement[]} */
export function details({ statement, address, isFollowed }, { reader }) {
  if (!statement) return [];
  const day = (iso) => new Day(iso).in(reader);
  // The instant: its day is another one in the institution's zone than here.
  const ends = statement.validUntil === null ? "" : reader.moment(statement.validUntil);
  const facts = factList(
    [
      [msg("Issuer"), statement.issuer],
      [msg("Awarded to"), statement.name],
      [msg("Achievement"), statement.title],
      [msg("Awarded"), day(statement.awarded)],
      [msg("Valid until"), ends],
    ],
    reader,
  );
  const made = [facts];
  if (!statement.name) made.push(nameField(statement, reader));
  if (!isFollowed) made.push(linkTo(address, msg("Its page says how the award stands, once there is a network"), reader));
  return made;
}

/** A field for the name on the paper, which the code has as a digest only. Nothing is sent. */
function nameField(statement, reader) {
  const form = element("form", { className: "recipient" });
  const label = element("label", { textContent: msg("The name is not in the code. Which name is on the paper? It stays in this browser.").in(reader) });
  const input = element("input", { type: "text", required: true, autocomplete: "off", dir: "auto" });
  const answer = element("p", { role: "status" });
  label.append(" ", input);
  form.append(label, element("button", { type: "submit", textContent: msg("Compare").in(reader) }), answer);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fits = await isOf(statement, input.value);
    answer.textContent = compared(fits).in(reader);
    form.dataset.fits = String(fits);
  });
  return form;
}

function linkTo(address, words, reader) {
  const made = element("p");
  made.append(element("a", { href: address, textContent: words.in(reader), rel: "noopener noreferrer" }));
  return made;
}
