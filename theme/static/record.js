/** "Save this check": one page with facts, checks, time and digest, to print or to keep as a PDF in a personnel file. */

import { lines } from "./check_lines.js";
import { factList } from "./fact_list.js";
import { words } from "./verifier/headings.js";
import { moment, msg } from "./verifier/message.js";
import { element } from "./verifier/page.js";

/** @param {{examined: import("./verifier/examination.js").Examination, site: import("./verifier/page.js").Site, reader: import("./verifier/message.js").Reader, now: number}} checked */
export function print({ examined, site, reader, now }) {
  const made = element("section", { id: "record" });
  const [heading, sentence] = words(examined, site);
  const textOf = (message) => message.in(reader);
  made.append(
    element("h1", { textContent: textOf(msg("Record of a check")) }),
    element("p", { className: "word", textContent: textOf(heading) }),
    element("p", { textContent: textOf(sentence) }),
    facts(examined, site, now, reader),
  );
  const list = element("ol", { className: "checks" });
  list.append(...lines(examined, reader));
  made.append(
    element("h2", { textContent: textOf(msg("What was checked")) }),
    list,
    element("p", { textContent: textOf(msg("This record says what one browser found at one moment. It is no proof by itself: to check again, open the address above.")) }),
  );
  document.body.append(made);
  document.body.dataset.printing = "record";
  addEventListener("afterprint", () => (made.remove(), delete document.body.dataset.printing), { once: true });
  globalThis.print();
}

function facts({ facts: said, digest }, site, now, reader) {
  return factList(
    [
      [msg("Checked"), `${moment(now).in(reader)} (${new Date(now).toISOString()})`],
      [msg("Checked with"), location.href.split("#")[0]],
      [msg("Awarded to"), said.learner],
      [msg("Achievement"), said.achievement],
      [msg("Issuer"), said.issuer],
      [msg("It calls itself"), said.issuerName],
      [msg("Awarded"), said.awardedDate],
      [msg("Valid until"), said.validUntil],
      [msg("It endorses"), said.endorsed],
      [msg("What it says"), said.comment],
      [msg("Address"), said.address],
      [msg("Digest of the credential"), digest],
      [msg("Registry asked"), site.base],
    ],
    reader,
  );
}
