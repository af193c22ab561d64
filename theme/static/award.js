/** The award's own page: the check runs by itself, and its verdict takes the place of the page's own word. */

import { checkedAt, fill, isSame, show, tick } from "./award_card.js";
import { award, credential } from "./verifier/addresses.js";
import { examine } from "./verifier/examination.js";
import { msg, usual } from "./verifier/message.js";
import { Site, isGreen, lists } from "./verifier/page.js";
import { completed, readerOf } from "./verifier/reader.js";
import { Unavailable } from "./verifier/resolver.js";

const MOST = 4 * 1024 * 1024;
const NOT_NOW = usual("Could not be checked just now");

async function read(site, id) {
  try {
    return await site.resolver.fetch(credential(site.base, id), MOST);
  } catch (error) {
    if (error instanceof Unavailable) return error;
    throw error;
  }
}

async function run(band, site, reader) {
  const { award: id, standing } = band.dataset;
  const note = band.querySelector("#verdict");
  const made = band.querySelector(".made");
  note.textContent = usual("Being checked in your browser …").in(reader);
  const data = await read(site, id);
  const now = Date.now();
  if (data instanceof Unavailable) {
    reader = await completed(reader, [data.said], wordy);
    made.classList.add("is-shown");
    note.textContent = msg("Could not be checked in your browser: {reason}.", { reason: data.said }).in(reader);
    band.dataset.verdict = "INDETERMINATE";
    document.querySelector("#ticks").hidden = true;
    const sentence = msg("The signed credential could not be read. Check again later, or ask the issuer.");
    if (standing === "current") show(band, { verdict: "INDETERMINATE", isOwn: site.isOwn, heading: NOT_NOW, sentence }, reader);
    return;
  }
  const seen = lists.read();
  const examined = await examine(data, { resolver: site.resolver, now, trusted: site.trusted, address: award(site.base, id), seen, logs: site.logs });
  if (site.isOwn) lists.write(seen);
  const { verdict } = examined;
  // What the institution itself says against an award is not taken back because something could not be read.
  const stays = verdict === "INDETERMINATE" && standing !== "current";
  const found = await finding(examined, site);
  reader = await completed(reader, [found.heading, found.sentence, stays && examined.sentence].filter(Boolean), wordy);
  performance.mark("testamur:verdict");
  const checked = checkedAt(now);
  if (!stays) show(band, found, reader);
  fill({ examined, reader });
  tick({ examined, site, reader });
  const more = band.querySelector(".more");
  if (more) more.hidden = !stays && !isSame(band, verdict);
  made.classList.toggle("is-shown", stays);
  note.textContent = (stays ? msg("{sentence} {checked}", { sentence: examined.sentence, checked }) : checked).in(reader);
  band.dataset.verdict = verdict;
  offer({ examined, site, reader, now });
}

/** What is shown of an examination: of what is good the heading alone and a limit, since the card says the rest; nothing new where the page says the same. */
async function finding(examined, site) {
  const { verdict } = examined;
  const isOwn = site.isOwn && !examined.preview;
  if (isGreen(examined, site)) return { verdict, isOwn, green: true, heading: usual("Genuine, and valid today"), sentence: examined.checks.find(({ limit }) => limit)?.limit };
  if (isOwn && isSame(band, verdict)) return { verdict, isOwn, heading: null, sentence: null };
  const [heading, sentence] = (await import("./verifier/headings.js")).words(examined, site);
  return { verdict, isOwn, heading: isOwn && verdict === "INDETERMINATE" ? NOT_NOW : heading, sentence };
}

/** Do something once a reader comes near a place: most read the card alone. */
function whenNear(place, act) {
  const observer = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  }, { rootMargin: "600px" });
  observer.observe(place);
}

/** The line of each check. */
async function showLines(list, examined) {
  const [{ lines }, reader] = await Promise.all([import("./check_lines.js"), wordy()]);
  list.replaceChildren(...lines(examined, reader));
  list.hidden = false;
}

/** What can be done with a check that was made; each part is fetched when it is asked for. */
function offer(checked) {
  const list = document.querySelector("#checks");
  whenNear(list.parentElement, () => showLines(list, checked.examined));
  const { evidence } = checked.examined.registration ?? {};
  if (evidence) wordy().then(async (reader) => list.after((await import("./evidence.js")).evidenceButton(evidence, reader)));
  offerOne("#save", async () => (await import("./record.js")).print({ ...checked, reader: await wordy() }));
  if (checked.examined.document) offerOne("#keep", async () => (await import("./copy.js")).keep({ ...checked, reader: await wordy() }));
}

function offerOne(id, act) {
  const place = document.querySelector(id);
  if (!place) return;
  place.querySelector("button").addEventListener("click", act);
  place.hidden = false;
}

/** A reader with every word of the page's language: what is fetched later has its own sentences. */
const wordy = () => readerOf(document.documentElement.dataset.locale, new URL("..", import.meta.url).href, "more");

// Nothing waits for the scripts: not the page, nor its place that the address names (#mine).
if (document.readyState === "loading") await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve, { once: true }));
const band = document.querySelector("#status[data-check]");
if (band) {
  const site = await Site.at(band);
  const reader = await readerOf(document.documentElement.dataset.locale, site.root);
  run(band, site, reader).catch(async (error) => {
    if (band.dataset.standing === "current") show(band, { verdict: "INDETERMINATE", isOwn: site.isOwn, heading: NOT_NOW, sentence: null }, reader);
    band.querySelector("#verdict").textContent = msg("This page’s check stopped: {reason}", { reason: error.message }).in(await wordy());
    throw error;
  }).finally(() => offerDownloads());
}

/** In a compact registry: what the page can make of its credential. */
function offerDownloads() {
  const list = document.querySelector("[data-art]");
  if (list) whenNear(list, async () => (await import("./downloads.js")).offer(list, await wordy(), wordy));
}

const mine = document.querySelector("#mine");
const showSteps = async () => {
  if (location.hash === "#mine" && mine && !mine.dataset.shown) {
    mine.dataset.shown = "true";
    (await import("./mine.js")).show(mine, wordy);
  }
};
addEventListener("hashchange", showSteps);
showSteps();
