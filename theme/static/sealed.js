/**
 * The page of a sealed award: opens what lies beside it with the key after # in its address, and checks it as any award is checked.
 * The key stays in the address, for whoever reloads or bookmarks the page, and is put nowhere else: in no storage, no request, no
 * link that leads away.
 */

import { bakePng } from "./baking.js";
import { details } from "./sealed_details.js";
import { award } from "./verifier/addresses.js";
import { VerificationError } from "./verifier/errors.js";
import { examine } from "./verifier/examination.js";
import { msg } from "./verifier/message.js";
import { Site, element, lists } from "./verifier/page.js";
import { readerOf } from "./verifier/reader.js";
import { Unavailable } from "./verifier/resolver.js";
import { isGone, keyIn, open } from "./verifier/sealed_award.js";
import { card } from "./verify/result_card.js";

const SHOWS_NO_PICTURE = ["INVALID", "REVOKED", "INDETERMINATE"];
const TOLD = ["key-form", "sealed-key"];
const place = document.querySelector("#sealed");
const picture = document.querySelector("#picture");
const downloads = document.querySelector("#downloads");
const [heading, what] = ["#heading", "#what"].map((name) => document.querySelector(name));
const neutral = [heading.textContent, what.hidden];
const site = await Site.at(place);
const reader = await readerOf(document.documentElement.dataset.locale, site.root, "more", "verify");
let opened = null; // what is shown: its credential, its badge, and what answers for it
let more = []; // the sections with what it says

/** Show the sentence for one case, and hide the others; "" for none. @type {(shown: string) => void} */
function say(shown) {
  place.hidden = shown === "";
  for (const sentence of place.querySelectorAll("[data-case]")) sentence.hidden = sentence.dataset.case !== shown;
}

/** Why it could not be opened. @type {(error: Error) => string} */
function caseOf(error) {
  if (error instanceof VerificationError) return TOLD.includes(error.code) ? error.code : "damaged";
  if (!(error instanceof Unavailable)) {
    console.error(error);
    return "stopped";
  }
  return isGone(error) ? "gone" : "unreachable";
}

/** Show nothing of an award that may have been open before. */
function clear() {
  opened = null;
  [heading.textContent, what.hidden] = neutral;
  for (const one of [...document.querySelector("#result").children, ...more]) one.remove();
  for (const one of [picture, downloads]) one.hidden = true;
}

async function run() {
  clear();
  const key = keyIn(location.hash);
  if (!location.hash.startsWith("#key=")) return say("none");
  say("opening");
  const page = award(site.base, place.dataset.award);
  try {
    const found = await open(site.resolver, page, key);
    await show(found, page, key);
  } catch (error) {
    say(caseOf(error));
  }
}

/** Check what was opened, and show what was found. */
async function show({ parts, resolver }, page, key) {
  const seen = lists.read();
  const credential = parts.get("credential.json") ?? new Uint8Array();
  const examined = await examine(credential, { resolver, now: Date.now(), trusted: site.trusted, address: page, seen, logs: site.logs });
  if (site.isOwn) lists.write(seen);
  // Meanwhile somebody may have put another link into the address.
  if (keyIn(location.hash) !== key) return;
  say("");
  place.dataset.verdict = examined.verdict;
  document.querySelector("#result").append(card({ given: { label: "" }, examined }, { site, reader }));
  const isProven = examined.checks.some(({ name, outcome }) => name === "proof" && outcome === "passed");
  if (!isProven) return;
  // As on every award's page: what was withdrawn keeps its name, and loses what it was shared with.
  const isShown = !SHOWS_NO_PICTURE.includes(examined.verdict);
  what.hidden = true;
  heading.replaceChildren(element("bdi", { className: "learner", textContent: examined.facts.learner }), " ", element("bdi", { className: "title", textContent: examined.facts.achievement }));
  downloads.before(...(more = details(examined.document, reader, isShown)));
  opened = { credential, resolver, badge: isShown ? parts.get("badge.png") : undefined };
  if (opened.badge) picture.querySelector("img").src = URL.createObjectURL(new Blob([opened.badge], { type: "image/png" }));
  picture.hidden = !opened.badge;
  downloads.querySelector("[data-do=png]").hidden = !opened.badge;
  downloads.hidden = false;
}

const save = (data, name, type) => element("a", { href: URL.createObjectURL(new Blob([data], { type })), download: name }).click();

const ACTS = {
  json: () => save(opened.credential, "credential.json", "application/json"),
  png: () => save(bakePng(opened.badge, opened.credential), "badge.png", "image/png"),
  // What is kept is as plain as any file: whoever has it can read it.
  copy: async () => (await import("./copy.js")).keep({ site: { base: site.base, trusted: site.trusted, resolver: opened.resolver } }),
  async link() {
    const note = downloads.querySelector("[data-do=link] .note");
    // At the registry's own address, wherever this page was served.
    const link = `${award(site.base, place.dataset.award)}#key=${keyIn(location.hash)}`;
    const isCopied = await navigator.clipboard.writeText(link).then(() => true, () => false);
    note.textContent = isCopied ? msg("Copied. Whoever has it can read this award.").in(reader) : link;
  },
};
for (const item of downloads.querySelectorAll("li")) item.querySelector("button").addEventListener("click", ACTS[item.dataset.do]);

// The page in another language is this page: there alone the key is taken along.
for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => (link.hash = location.hash));
}
addEventListener("hashchange", run);
await run();
place.dataset.ready = "true";
