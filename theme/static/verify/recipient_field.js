/** A field for the e-mail address of whom an award was made to, below the award that names somebody by one. Nothing is sent. */

import { msg } from "../verifier/message.js";
import { compare, identityOf } from "../verifier/ob2_recipient.js";
import { element } from "../verifier/page.js";

/** @typedef {import("../verifier/ob2_recipient.js").Identity} Identity */

/** The field; null where the award names nobody by an e-mail address. @type {(examined: any, page: import("./result_words.js").Page) => HTMLElement | null} */
export function recipientField(examined, { reader }) {
  const identity = examined.recipient ?? identityOf(examined.document?.get("credentialSubject"));
  if (!identity) return null;
  const form = element("form", { className: "recipient" });
  const label = element("label", { textContent: msg("Whose e-mail address do you expect? It stays in this browser.").in(reader) });
  const input = element("input", { type: "email", required: true, autocomplete: "off" });
  const answer = element("p", { role: "status" });
  label.append(" ", input);
  form.append(label, element("button", { type: "submit", textContent: msg("Compare").in(reader) }), answer);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { fits, said } = await compare(identity, input.value);
    answer.textContent = said.in(reader);
    form.dataset.fits = String(fits);
  });
  return form;
}
