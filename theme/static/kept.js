/** The check inside a kept copy: the same checks over what was kept, and honest about the day it was kept. */

import { fromBase64 } from "./bytes.js";
import { lines } from "./check_lines.js";
import { examine } from "./verifier/examination.js";
import { HEADINGS } from "./verifier/headings.js";
import { moment, msg } from "./verifier/message.js";
import { reader as speak } from "./verifier/reader.js";
import { Unavailable } from "./verifier/resolver.js";

const kept = JSON.parse(document.querySelector("#kept").textContent);
const reader = speak(document.documentElement.dataset.locale, kept.words);
const resolver = {
  async fetch(url) {
    if (!Object.hasOwn(kept.documents, url)) throw new Unavailable(msg("{url} was not kept", { url }));
    return fromBase64(kept.documents[url]);
  },
};

const examined = await examine(await resolver.fetch(kept.address), { resolver, now: Date.now(), trusted: kept.trusted, address: kept.shown });
const at = moment(kept.at);
const good = examined.verdict === "VALID" && !examined.preview;
const heading = good ? msg("Genuine; it was in force on {at}", { at }) : HEADINGS[examined.verdict];
const sentence = good
  ? msg("{proven} The issuer’s key and the status are as of {at}: whether it was withdrawn since, only its page can say.", { proven: examined.proven, at })
  : msg("{sentence} The issuer’s key and the status are as of {at}.", { sentence: examined.sentence, at });
document.querySelector("#word").textContent = heading.in(reader);
document.querySelector("#sentence").textContent = sentence.in(reader);
document.querySelector("#status").classList.toggle("is-good", good);
document.querySelector("#status").classList.toggle("is-bad", !good);
// The facts are those of the document that was checked here, whoever changed what stood in this file; of none, where its signature does not fit.
const isProven = examined.checks.some(({ name, outcome }) => name === "proof" && outcome === "passed");
const { learner = "", achievement = "", issuerName = "" } = isProven ? examined.facts : {};
for (const [name, text] of Object.entries({ learner, title: achievement, issuer: issuerName })) document.getElementById(name).textContent = text;
document.querySelector("#status").dataset.verdict = examined.verdict;
document.querySelector("#checks").replaceChildren(...lines(examined, reader));
