/** The check inside a bundle that somebody opens: what its parts say, and that a file cannot vouch for itself. */

import { lines } from "./check_lines.js";
import { picture as pictureOf, read } from "./verifier/bundle.js";
import { examineBundle, unread } from "./verifier/bundle_examining.js";
import { authorityOf } from "./verifier/did.js";
import { VerificationError } from "./verifier/errors.js";
import { HEADINGS } from "./verifier/headings.js";
import { day, joined, moment, msg } from "./verifier/message.js";
import { reader as speak } from "./verifier/reader.js";
import { isObject, objectOf, textOf } from "./verifier/shapes.js";
import { toBase64 } from "./bytes.js";

const at = (id) => document.getElementById(id);
const reader = speak(document.documentElement.dataset.locale, JSON.parse(at("testamur-words").textContent));

try {
  await run();
} catch (error) {
  at("word").textContent = HEADINGS.INDETERMINATE.in(reader);
  at("sentence").textContent = msg("This page’s check stopped: {reason}", { reason: error.message }).in(reader);
  throw error;
}

async function run() {
  let bundle;
  try {
    bundle = read(new TextEncoder().encode(at("testamur-bundle").textContent));
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    show(await unread(error), HEADINGS.INDETERMINATE);
    return;
  }
  for (const [id, address] of [["page", bundle.page], ["verify", `${bundle.base}/verify/`]]) Object.assign(at(id), { href: address, textContent: address });
  at("credential").textContent = new TextDecoder().decode(bundle.credential);
  const examined = await examineBundle(bundle, { anchor: null, now: Date.now() });
  const fits = examined.alone === "VALID" && !examined.preview;
  show(fits ? { ...examined, sentence: whole(bundle, examined) } : examined, heading(examined, fits));
  // The facts are those of the document that was checked here; of none, where its signature does not fit.
  if (examined.checks.some(({ name, outcome }) => name === "proof" && outcome === "passed")) showFacts(bundle, examined);
}

function heading({ alone, preview }, fits) {
  if (preview) return msg("Preview");
  return fits ? msg("Everything in this file fits together") : HEADINGS[alone];
}

function whole({ issuer }, { asOf, checks }) {
  const host = authorityOf(issuer);
  const entered = checks.find(({ name, outcome }) => name === "registered" && outcome === "passed");
  return joined(
    [
      msg("By this file, {host} issued the award, and it was in force on {at}.", { host, at: moment(asOf) }),
      entered && msg("Registered by then: {detail}.", { detail: entered.detail }),
      msg("How it stands since then, only its page can say."),
    ].filter(Boolean),
    " ",
  );
}

function show({ verdict, alone = verdict, sentence, checks }, word) {
  at("word").textContent = word.in(reader);
  at("sentence").textContent = sentence.in(reader);
  at("status").classList.toggle("is-bad", alone !== "VALID" && alone !== "INDETERMINATE");
  Object.assign(at("status").dataset, { verdict, alone });
  at("checks").replaceChildren(...lines({ checks }, reader));
}

function showFacts(bundle, { facts, document: signed }) {
  const { learner = "", achievement = "", issuerName = "", awardedDate = "" } = facts;
  for (const [id, text] of Object.entries({ learner, title: achievement, issuer: issuerName })) at(id).textContent = text;
  at("awarded").textContent = awardedDate ? day(awardedDate).in(reader) : "";
  document.title = [achievement, learner].filter(Boolean).join(" · ") || document.title;
  const about = signed.get("credentialSubject").get("achievement");
  if (!isObject(about)) return;
  at("description").textContent = textOf(about, "description");
  // Markdown reads well as it is, but for the marks around what is bold.
  at("criteria").textContent = textOf(objectOf(about, "criteria"), "narrative").replaceAll("**", "");
  const picture = bundle.parts.get(pictureOf(bundle.base, signed));
  if (picture) Object.assign(at("picture"), { src: `data:image/svg+xml;base64,${toBase64(picture)}`, hidden: false });
}
