/**
 * The status card of an award's page: what a check found, and the facts of the document that was checked.
 * Nothing is solid but a finding, made at the award's own address; what merely ended, and what could not be checked, stays pale.
 */

import { moment, usual } from "./verifier/message.js";
import { element, isGreen } from "./verifier/page.js";

/** @typedef {import("./verifier/message.js").Message} Message */
/** What the page says of itself, and the verdict that says the same. */
const SAME = { current: "VALID", expired: "EXPIRED", "not-yet": "NOT YET VALID", "on-hold": "SUSPENDED", replaced: "SUPERSEDED", withdrawn: "REVOKED" };
const FINDINGS = ["SUSPENDED", "REVOKED", "SUPERSEDED", "INVALID"];
const GLYPHS = {
  VALID: "M7.75 12.25l3 3 5.5-6.25",
  INVALID: "M12 6.5v6.5M12 16.75v.01",
  other: "M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.75v.01",
};
const DAY = 24 * 3600 * 1000;

/** Whether a verdict is what the page says of itself. */
export const isSame = (band, verdict) => SAME[band.dataset.standing] === verdict;

/**
 * Show a verdict; without a heading, what the page says of itself stays.
 * @type {(band: HTMLElement, found: {verdict: string, heading: Message?, sentence: Message?, green?: boolean, isOwn: boolean}, reader: import("./verifier/message.js").Reader) => void}
 */
export function show(band, { verdict, heading, sentence, green = false, isOwn }, reader) {
  if (heading) {
    band.querySelector(".word").textContent = heading.in(reader);
    band.querySelector(".sentence").textContent = sentence?.in(reader) ?? "";
    const known = verdict === "VALID" && !green ? "other" : verdict;
    band.querySelector(".icon path").setAttribute("d", GLYPHS[known] ?? GLYPHS.other);
  }
  band.className = `status is-${verdict.toLowerCase().replaceAll(" ", "-")}`;
  band.classList.toggle("is-green", green);
  band.classList.toggle("is-plain", !isOwn);
  band.classList.toggle("is-solid", green || (isOwn && FINDINGS.includes(verdict)));
}

/** The line under a heading. @type {(now: number) => Message} */
export const checkedAt = (now) => usual("Checked in your browser, {moment}", { moment: moment(now) });

/** Write the facts of the checked document into the card. */
export function fill({ examined, reader }) {
  if (!hasPassed(examined, "proof")) return;
  const { facts, credential } = examined;
  const card = document.querySelector(".sheet");
  write(card, ".learner", facts.learner);
  write(card, ".title", facts.achievement);
  write(card, ".body bdi", facts.issuerName);
  writeDay(card.querySelector(".body time"), `${facts.awardedDate}T12:00:00Z`, reader);
  const until = card.querySelector(".until time");
  if (credential.validUntil !== null && until) writeDay(until, facts.validUntil, reader);
  // A page may not add an end, nor leave one out.
  else if ((credential.validUntil === null) === Boolean(until)) card.querySelector(".until")?.remove();
}

/** Say below the facts what was found to be good: nothing beside a forgery, nor of a copy or a preview, whose strip says what they are. */
export function tick({ examined, site, reader }) {
  const list = document.querySelector("#ticks");
  const mayTick = site.isOwn && !examined.preview && examined.verdict !== "INVALID";
  list.replaceChildren(...(mayTick ? ticks(examined, reader) : []));
  list.hidden = !list.children.length;
}

function write(card, name, text) {
  const place = card.querySelector(name);
  if (place && text && place.textContent !== text) place.textContent = text;
}

/** A day stays as it is written where the instant lies in it somewhere on earth: which zone counts is not in the document. */
function writeDay(place, instant, reader) {
  const stated = Date.parse(instant);
  if (!place || Number.isNaN(stated) || Math.abs(stated - Date.parse(`${place.dateTime}T12:00:00Z`)) <= 1.1 * DAY) return;
  const iso = new Date(stated).toISOString().slice(0, 10);
  [place.dateTime, place.textContent] = [iso, reader.day(iso)];
}

function ticks(examined, reader) {
  const host = examined.credential?.called ?? "";
  const found = [
    [["issuer", "proof"], usual("Signed by {host}", { host })],
    [["proof"], usual("Unaltered")],
    [["proof", "status"], usual("Not withdrawn, not on hold")],
  ];
  return found
    .filter(([names]) => names.every((name) => hasPassed(examined, name)))
    .map(([, words]) => element("li", { textContent: words.in(reader) }));
}

const hasPassed = ({ checks }, name) => checks.some((check) => check.name === name && check.outcome === "passed");
