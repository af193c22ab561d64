/**
 * What the pages share that show a verdict: whose site this is, and what this browser remembers.
 * The only module here that touches a page.
 */

import { fromBase } from "./did.js";
import { WebResolver } from "./resolver.js";

const REMEMBERED = "testamur:lists";

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

/** Whether a checkpoint of a log is kept here (log_memory.js). */
function remembersLogs() {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith("testamur:log:"));
  } catch {
    return false;
  }
}

/** Where a page was served from, and whose site it is. */
export class Site {
  /** @param {HTMLElement} place with data-root and data-base */
  constructor({ dataset }) {
    this.base = dataset.base;
    this.root = new URL(dataset.root, document.baseURI).href;
    /** Only there is anything green, and only there does this browser remember lists. */
    this.isOwn = this.root === `${this.base}/`;
    this.trusted = [fromBase(this.base)];
    this.resolver = new WebResolver();
    /** What this browser remembers of logs; where that is nothing, and nothing `isKept`, nothing is fetched. */
    this.logs = async (isKept) => (this.isOwn && (isKept || remembersLogs()) ? (await import("./log_memory.js")).logs : new Map());
  }

  /** @type {(place: HTMLElement) => Promise<Site>} */
  static async at(place) {
    const site = new Site(place);
    if (!site.isOwn) await (await import("./elsewhere.js")).settle(site);
    return site;
  }
}

/** Whether a verdict may be shown in green. @param {import("./examination.js").Examination} examined @param {Site} site */
export const isGreen = (examined, site) => examined.verdict === "VALID" && !examined.preview && site.isOwn;

/** @type {(name: string, properties?: object) => HTMLElement} */
export const element = (name, properties = {}) => Object.assign(document.createElement(name), properties);
