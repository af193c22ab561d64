/** The award's own page: the check runs by itself, and its verdict takes the place of the page's own word. */

import { award, credential } from "./verifier/addresses.js";
import { examine } from "./verifier/examination.js";
import { moment, msg, usual } from "./verifier/message.js";
import { Site, isGreen, lines, lists, words } from "./verifier/page.js";
import { HEADINGS, completed, readerOf } from "./verifier/reader.js";
import { Unavailable } from "./verifier/resolver.js";

const MOST = 4 * 1024 * 1024;
/** What the page says of itself, and the verdict that says the same. */
const SAME = { current: "VALID", expired: "EXPIRED", "not-yet": "NOT YET VALID", "on-hold": "SUSPENDED", replaced: "SUPERSEDED", withdrawn: "REVOKED" };
const ICONS = {
  VALID: "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5M7.75 12.25l3 3 5.5-6.25",
  INVALID: "M12 3 22 20.5H2ZM12 9.5v5M12 17.5v.2",
  other: "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.2",
};

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
  made.hidden = true;
  note.textContent = usual("Being checked in your browser …").in(reader);
  const data = await read(site, id);
  const now = Date.now();
  if (data instanceof Unavailable) {
    reader = await completed(reader, [data.said], wordy);
    made.hidden = false;
    note.textContent = msg("Could not be checked in your browser: {reason}.", { reason: data.said }).in(reader);
    band.dataset.verdict = "INDETERMINATE";
    if (standing === "current") show(band, "INDETERMINATE", HEADINGS.INDETERMINATE, msg("The signed credential could not be read. Check again later, or ask the issuer."), reader);
    return;
  }
  const seen = lists.read();
  const examined = await examine(data, { resolver: site.resolver, now, trusted: site.trusted, address: award(site.base, id), seen, logs: site.logs });
  if (site.isOwn) lists.write(seen);
  const { verdict } = examined;
  reader = await completed(reader, [...words(examined, site), examined.sentence, ...examined.checks.map(({ detail }) => detail)], wordy);
  performance.mark("testamur:verdict");
  const checked = usual("Checked in your browser: {moment}.", { moment: moment(now) });
  // What the institution itself says against an award is not taken back because something could not be read.
  const stays = verdict === "INDETERMINATE" && standing !== "current";
  if (!stays) show(band, verdict, ...words(examined, site), reader, isGreen(examined, site));
  band.classList.toggle("is-green", isGreen(examined, site));
  band.classList.toggle("is-plain", !site.isOwn);
  const more = band.querySelector(".more");
  if (more) more.hidden = !stays && SAME[standing] !== verdict;
  made.hidden = !stays;
  note.textContent = (stays ? usual("{sentence} {checked}", { sentence: examined.sentence, checked }) : checked).in(reader);
  const list = document.querySelector("#checks");
  list.replaceChildren(...lines(examined, reader));
  list.hidden = false;
  band.dataset.verdict = verdict;
  offer({ examined, site, reader, now });
}

function show(band, verdict, heading, sentence, reader, ticked = false) {
  band.querySelector(".word").textContent = heading.in(reader);
  band.querySelector(".sentence").textContent = sentence.in(reader);
  if (verdict === SAME[band.dataset.standing] && verdict !== "VALID") return;
  band.className = `status is-verdict is-${verdict.toLowerCase().replaceAll(" ", "-")}`;
  const icon = band.querySelector(".icon");
  const path = document.createElementNS(icon.namespaceURI, "path");
  path.setAttribute("d", ticked ? ICONS.VALID : ICONS[verdict === "VALID" ? "other" : verdict] ?? ICONS.other);
  icon.replaceChildren(path);
}

/** What can be done with a check that was made; each part is fetched when it is asked for. */
function offer(checked) {
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

const band = document.querySelector("#status[data-check]");
if (band) {
  const site = await Site.at(band);
  const reader = await readerOf(document.documentElement.dataset.locale, site.root);
  run(band, site, reader).catch(async (error) => {
    band.querySelector("#verdict").textContent = msg("This page’s check stopped: {reason}", { reason: error.message }).in(await wordy());
    throw error;
  }).finally(() => offerDownloads(reader));
}

/** In a compact registry: what the page can make of its credential. The verdict does not wait for it. */
async function offerDownloads(reader) {
  const list = document.querySelector("[data-art]");
  if (list) (await import("./downloads.js")).offer(list, reader, wordy);
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
