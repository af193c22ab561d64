/**
 * The check on an award's own page: it runs by itself, and puts its verdict in place of the page's own word.
 * The only module here that touches the page. Nothing is green before every check has passed.
 */

import { PREVIEW_BASE, award, credential } from "./addresses.js";
import { fromBase } from "./did.js";
import { examine } from "./examination.js";
import { moment, msg } from "./message.js";
import { CHECK_NAMES, HEADINGS, OUTCOMES, readerOf } from "./reader.js";
import { Unavailable, WebResolver } from "./resolver.js";

const MOST = 4 * 1024 * 1024;
const REMEMBERED = "testamur:lists";
/** What the page says of itself, and the verdict that says the same. */
const SAME = { current: "VALID", expired: "EXPIRED", "not-yet": "NOT YET VALID", "on-hold": "SUSPENDED", replaced: "SUPERSEDED", withdrawn: "REVOKED" };
const ICONS = {
  VALID: "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5M7.75 12.25l3 3 5.5-6.25",
  INVALID: "M12 3 22 20.5H2ZM12 9.5v5M12 17.5v.2",
  other: "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.2",
};

/** When the newest list seen of each address was signed: this browser's only memory. */
export const lists = {
  /** @returns {Map<string, number>} */
  read() {
    try {
      return new Map(Object.entries(JSON.parse(localStorage.getItem(REMEMBERED) ?? "{}")).filter(([, signed]) => Number.isFinite(signed)));
    } catch {
      return new Map();
    }
  },
  write(seen) {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify(Object.fromEntries([...seen].slice(-200))));
    } catch {
      // A browser that remembers nothing can still check.
    }
  },
};

/** Where a page was served from, and whose site it is. */
export class Site {
  /** @param {HTMLElement} place with data-root and data-base */
  constructor({ dataset }) {
    this.base = dataset.base;
    this.root = new URL(dataset.root, document.baseURI).href;
    this.isPreview = this.base === PREVIEW_BASE;
    /** A site served from elsewhere than its base is a copy: what it says is the base's, and is never green. */
    this.isCopy = !this.isPreview && this.root !== `${this.base}/`;
    this.trusted = [fromBase(this.base)];
    this.resolver = new WebResolver(this.isPreview ? { from: this.base, to: this.root } : {});
  }

  get host() {
    return this.base.split("/")[2];
  }
}

/** Whether a verdict may be shown in green. @param {import("./examination.js").Examination} examined @param {Site} site */
export const isGreen = (examined, site) => examined.verdict === "VALID" && !examined.preview && !site.isCopy;

/** The lines of an examination: one a check. @returns {HTMLElement[]} */
export function lines(examined, reader) {
  return examined.checks.map(({ name, outcome, detail }) => {
    const line = element("li", { className: `is-${outcome}` });
    line.append(element("strong", { textContent: CHECK_NAMES[name].in(reader) }), " ");
    line.append(element("span", { className: "outcome", textContent: OUTCOMES[outcome].in(reader) }), " ");
    line.append(element("bdi", { textContent: detail.in(reader) }));
    return line;
  });
}

/** @type {(name: string, properties?: object) => HTMLElement} */
export const element = (name, properties = {}) => Object.assign(document.createElement(name), properties);

/** The heading and the sentence of an examination on this site. */
export function words(examined, site) {
  const { verdict, sentence, preview, proven } = examined;
  if (preview) return [msg("Preview"), sentence];
  if (site.isCopy) return [msg("A copy"), msg("This page is a copy of {base}. Of the award itself: {sentence}", { base: site.base, sentence })];
  return [HEADINGS[verdict], proven ?? sentence];
}

async function read(site, id) {
  try {
    return await site.resolver.fetch(credential(site.base, id), MOST);
  } catch (error) {
    if (error instanceof Unavailable) return error;
    throw error;
  }
}

async function run(band) {
  const site = new Site(band);
  const { award: id, standing } = band.dataset;
  const reader = await readerOf(document.documentElement.dataset.locale, site.root);
  const note = band.querySelector("#verdict");
  const made = band.querySelector(".made");
  made.hidden = true;
  note.textContent = msg("Being checked in your browser …").in(reader);
  const data = await read(site, id);
  const now = Date.now();
  if (data instanceof Unavailable) {
    made.hidden = false;
    note.textContent = msg("Could not be checked in your browser: {reason}.", { reason: data.said }).in(reader);
    band.dataset.verdict = "INDETERMINATE";
    if (standing === "current") show(band, "INDETERMINATE", HEADINGS.INDETERMINATE, msg("The signed credential could not be read. Check again later, or ask the issuer."), reader);
    return;
  }
  const seen = lists.read();
  const examined = await examine(data, { resolver: site.resolver, now, trusted: site.trusted, address: award(site.base, id), seen });
  if (!site.isPreview) lists.write(seen);
  const { verdict } = examined;
  performance.mark("testamur:verdict");
  const checked = msg("Checked in your browser: {moment}.", { moment: moment(now) });
  // What the institution itself says against an award is not taken back because something could not be read.
  const stays = verdict === "INDETERMINATE" && standing !== "current";
  if (!stays) show(band, verdict, ...words(examined, site), reader);
  band.classList.toggle("is-green", isGreen(examined, site));
  band.classList.toggle("is-plain", examined.preview || site.isCopy);
  const more = band.querySelector(".more");
  if (more) more.hidden = !stays && SAME[standing] !== verdict;
  made.hidden = !stays;
  note.textContent = (stays ? msg("{sentence} {checked}", { sentence: examined.sentence, checked }) : checked).in(reader);
  const list = document.querySelector("#checks");
  list.replaceChildren(...lines(examined, reader));
  list.hidden = false;
  band.dataset.verdict = verdict;
  Object.assign(globalThis, { testamur: { examined, site, reader, now } });
  document.dispatchEvent(new CustomEvent("testamur:examined"));
}

function show(band, verdict, heading, sentence, reader) {
  band.querySelector(".word").textContent = heading.in(reader);
  band.querySelector(".sentence").textContent = sentence.in(reader);
  if (verdict === SAME[band.dataset.standing] && verdict !== "VALID") return;
  band.className = `status is-verdict is-${verdict.toLowerCase().replaceAll(" ", "-")}`;
  const icon = band.querySelector(".icon");
  const path = document.createElementNS(icon.namespaceURI, "path");
  path.setAttribute("d", ICONS[verdict] ?? ICONS.other);
  icon.replaceChildren(path);
}

const band = document.querySelector("#status[data-check]");
if (band) {
  run(band).catch((error) => {
    band.querySelector("#verdict").textContent = `This page’s check stopped: ${error.message}`;
    throw error;
  });
}
