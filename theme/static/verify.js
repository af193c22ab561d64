/** The page "Check an award": takes what is given, and shows what was found. Nothing given here leaves the browser. */

import { msg } from "./verifier/message.js";
import { Site } from "./verifier/page.js";
import { readerOf } from "./verifier/reader.js";
import { checkAll } from "./verify/checking.js";
import { fromFiles, fromSample, fromText } from "./verify/given.js";
import { take } from "./verify/handed_over.js";
import { keeping } from "./verify/kept_results.js";
import { card } from "./verify/result_card.js";
import { table } from "./verify/result_table.js";
import { MOST_ROWS } from "./verify/spreadsheet.js";

const MOST_CARDS = 20; // of the credentials in a wrapper; more of them are a table
const MANY = 5; // things that take long enough to be stopped
const EVERY = 1000; // milliseconds between two words about how far it is

const place = document.querySelector("#desk");
const site = await Site.at(place);
// Where the registry knows other issuers, its list is asked.
if (place.dataset.known) site.knownAt = site.base;
const reader = await readerOf(document.documentElement.dataset.locale, site.root, "more", "verify");
const results = document.querySelector("#results");
const progress = document.querySelector("#progress");
const input = document.querySelector("#subject");
const say = (message) => (progress.textContent = message.in(reader));

const stop = document.querySelector("#stop");
let running = new AbortController();
stop.addEventListener("click", () => running.abort());

/** @param {import("./verify/given.js").Given[] | Promise<import("./verify/given.js").Given[]>} everything */
async function start(everything) {
  // What was asked for before is no longer waited for.
  running.abort();
  const { signal } = (running = new AbortController());
  const asked = await everything;
  if (!asked.length) say(msg("No link and no award id was found there."));
  else if (asked.length > MOST_ROWS) say(msg("At most {most} can be checked at once.", { most: MOST_ROWS }));
  else {
    results.replaceChildren();
    stop.hidden = asked.length < MANY;
    const tell = teller(asked.length);
    const found = await checkAll(asked, site, tell, signal);
    if (running.signal !== signal) return;
    [progress.textContent, stop.hidden] = ["", true];
    results.append(...shown(found, Date.now()));
    results.querySelector("h2").tabIndex = -1;
    results.querySelector("h2").focus();
  }
}

/** Say how far it is, not oftener than a listener can follow. @type {(all: number) => (done: number) => void} */
function teller(all) {
  let last = 0;
  return (done) => {
    if (performance.now() - last < EVERY) return;
    last = performance.now();
    say(msg("{done} of {all} checked", { done, all }));
  };
}

/** One thing is a card, or a wrapper's with those of all that is in it; many are lines of a table. */
function shown(found, now) {
  const page = { site, reader };
  const all = found.flat();
  if (found.length > 1) return listed(all, page, now);
  if (all.length > MOST_CARDS) return [card(all[0], page), ...listed(all.slice(1), page, now)];
  return all.map((result) => card(result, page));
}

const listed = (all, page, now) => {
  const [summary, lines] = table(all, page);
  return [summary, keeping(all, page, now), lines];
};

place.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.value.trim()) start(fromText(input.value, site.base));
  else input.focus();
});

const files = document.querySelector("#file");
files.addEventListener("change", () => start(fromFiles(files.files, site.base)));

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { files: dropped } = event.dataTransfer;
  start(dropped.length ? fromFiles(dropped, site.base) : fromText(event.dataTransfer.getData("text/plain"), site.base));
});

for (const sample of document.querySelectorAll("[data-sample]")) {
  sample.addEventListener("click", (event) => {
    event.preventDefault();
    start(fromSample(sample.dataset.sample, sample.href));
  });
}

const camera = document.querySelector("#camera");
if (navigator.mediaDevices) {
  camera.hidden = false;
  camera.addEventListener("click", async () => {
    const { scan } = await import("./verify/camera.js");
    const read = await scan(document.querySelector("#scanner"), site.base, reader);
    if (read) start(fromText((input.value = read), site.base));
  });
}
/** A code that was scanned leads here with what is signed behind the #, which goes to nobody; nor is it left in the address. */
async function checkFragment() {
  const { signedIn } = await import("./verifier/statement_link.js");
  const statement = signedIn(`https://${location.host}/verify/${location.hash}`);
  if (!statement) return;
  history.replaceState(null, "", location.pathname + location.search);
  start([{ label: "", statement }]);
}
if (location.hash) checkFragment();
addEventListener("hashchange", checkFragment);
const kept = document.querySelector("#keep-page");
if (kept) import("./verify/kept_page.js").then(({ offer }) => offer(kept, { site, reader }));
const handed = take();
if (handed) start(typeof handed === "string" ? fromText((input.value = handed), site.base) : fromFiles([handed], site.base));
place.dataset.ready = "true";
