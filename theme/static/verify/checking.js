/** Checks what was given: each thing, and each credential in what wraps several. No DOM. */

import { readLink, unwrapped } from "../verifier/award_links.js";
import { extractOrLeave } from "../verifier/baked.js";
import { fromBase } from "../verifier/did.js";
import { examine } from "../verifier/examination.js";
import { msg } from "../verifier/message.js";
import { lists } from "../verifier/page.js";
import { Unavailable, WebResolver } from "../verifier/resolver.js";
import { signedIn } from "../verifier/statement_link.js";
import { SubjectError, subjectOf } from "../verifier/subject.js";
import { examineWrapper } from "../verifier/wrapper.js";
import { Noting, Remembering } from "./asking.js";
import { MOST, atTheBase, nameOf, read } from "./given.js";
import { saidOf, suppliedIn, vouched } from "./supplied.js";

/** When the samples are checked, whatever day it is. */
export const SAMPLES_AT = Date.UTC(2026, 10, 1, 12);
const SAMPLES = "https://samples.invalid";
const AT_ONCE = 4;
const BREATH = 30; // milliseconds of work after which the page may answer its reader

/** @typedef {import("./given.js").Given} Given */
/** @typedef {import("./supplied.js").Supplied} Supplied */
/** @typedef {import("../verifier/page.js").Site} Site */
/** @typedef {import("../verifier/resolver.js").Resolver} Resolver */
/**
 * What was found about one thing: `examined` of a credential, `wrapper` of what wraps several, `supplied` of what only serves the
 * checks of others, `stated` of a statement code, `unread` where it could not be had. `place` is where it lies in its wrapper, `page` the award's page,
 * `forbidden` what other hosts do not let this page read.
 * @typedef {{given: Given, examined?: import("../verifier/examination.js").Examination, wrapper?: import("../verifier/wrapper.js").Wrapper,
 *   supplied?: Supplied, unread?: import("../verifier/message.js").Message, place?: import("../verifier/message.js").Message, page?: string,
 *   forbidden?: string[], stated?: import("./statement.js").Stated}} Result
 */

/**
 * Check everything, a few at a time; the results are in the order given, those of each thing together. `tell` hears how many are
 * done; after `signal`, nothing more is begun.
 * @type {(everything: Given[], site: Site, tell: (done: number) => void, signal: AbortSignal) => Promise<Result[][]>}
 */
export async function checkAll(everything, site, tell, signal) {
  const resolver = new Remembering(site.resolver);
  const found = everything.map((given) => [{ given, unread: msg("It was not checked, since the check was stopped.") }]);
  const supplied = new Map();
  let done = 0;
  await each(everything.keys(), signal, async (at) => {
    found[at] = await check(everything[at], site, resolver, supplied);
    tell((done += 1));
  });
  // Once more, where a file that came later can answer for a host that does not let this page read.
  const again = [...found.keys()].filter((at) => found[at].some(({ forbidden }) => forbidden?.some((url) => supplied.has(url))));
  await each(again.values(), signal, async (at) => {
    found[at] = await check(everything[at], site, resolver, supplied);
  });
  return found;
}

/** Do something with each, a few at a time, so that the page stays alive. @type {<T>(items: Iterator<T>, signal: AbortSignal, act: (item: T) => Promise<void>) => Promise<void>} */
async function each(items, signal, act) {
  let breathed = performance.now();
  const work = async () => {
    for (let next; !signal.aborted && !(next = items.next()).done; ) {
      if (performance.now() - breathed > BREATH) {
        await new Promise((resolve) => setTimeout(resolve));
        breathed = performance.now();
      }
      await act(next.value);
    }
  };
  // What still waits for a host that does not answer is left alone.
  const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await Promise.race([stopped, Promise.all(Array.from({ length: AT_ONCE }, work))]);
}

/** What is found about one thing; about a wrapper, and then about each credential in it. @returns {Promise<Result[]>} */
async function check(given, site, resolver, supplied) {
  const asked = given.sample
    ? ofSamples(site)
    : { resolver, now: Date.now(), trusted: site.trusted, seen: lists.read(), logs: site.logs, extract: extractOrLeave, knownAt: site.knownAt };
  try {
    const signed = signedOf(given);
    if (signed) return await stated(given, signed, site, resolver, supplied);
    const [data, place] = await had(given, site, asked.resolver);
    if (isStatement(data)) return await stated(given, data, site, resolver, supplied);
    // At an award's page, nothing but the credential of that award is looked for.
    const wrapper = place.shown === undefined ? await recognised(await examineWrapper(data, asked), asked, "withKnownWrapper") : null;
    if (wrapper) return [{ given, wrapper }, ...(await inside(given, wrapper.credentials, asked, supplied))];
    const bundled = place.shown === undefined && isPage(data) ? await ofBundle(data, asked, supplied) : null;
    if (bundled) return [{ given, ...bundled }];
    const document = given.file ? suppliedIn(data, given.label) : null;
    if (document) {
      supplied.set(document.address, document);
      return [{ given, supplied: document, unread: saidOf(document) }];
    }
    const found = await examinedOf(data, { ...asked, resolver: place.resolver ?? asked.resolver, address: place.shown }, supplied);
    if (!given.sample && site.isOwn) lists.write(asked.seen);
    const result = { given, ...found, page: place.page };
    return given.file && hasNoCredential(result) ? await pictured(result, data, site, resolver, supplied) : [result];
  } catch (error) {
    // Of many, one that ends otherwise than was thought of does not end the others.
    if (!(error instanceof SubjectError || error instanceof Unavailable)) {
      console.error(error);
      return [{ given, unread: msg("This page’s check stopped: {reason}", { reason: error.message }) }];
    }
    const forbidden = error.url ? [error.url] : [];
    return [{ given, unread: msg("Could not be checked: {reason}.", { reason: error.said }), forbidden }];
  }
}

/** The statement of a code that was given by its address; null of anything else. @type {(given: Given) => Uint8Array | null} */
const signedOf = ({ statement, text }) => statement ?? (text === undefined ? null : signedIn(unwrapped(text)));
/** A tag and an array of four: what every COSE_Sign1 begins with. */
const isStatement = (data) => data[0] === 0xd2 && data[1] === 0x84;

/** What is found of a statement code, and of its award. */
async function stated(given, data, site, resolver, supplied) {
  const { checkStatement } = await import("./statement.js");
  return checkStatement(given, data, site, resolver, (text) => check({ label: text, text }, site, resolver, supplied));
}

/** Whether a file may be a web page, as bundles are. @type {(data: Uint8Array) => boolean} */
const isPage = (data) => /^(?:\xef\xbb\xbf)?\s*<!doctype html/i.test(String.fromCharCode(...data.subarray(0, 100)));

/** What is found about a bundle; null where a page is none. */
async function ofBundle(data, asked, supplied) {
  const { examineBundled } = await import("./bundles.js");
  return examineBundled(data, (credential, address) => examinedOf(credential, { ...asked, address }, supplied), asked);
}

const hasNoCredential = ({ examined }) => examined?.checks[0].code === "no-credential";

/** A picture without a credential may have the QR code of one: it is checked where its link is of this registry, and else shown. */
async function pictured(found, data, site, resolver, supplied) {
  const { given } = found;
  const text = await (await import("./pictured_code.js")).codeIn(data);
  if (readLink(text, site.base) || signedIn(text)) {
    const place = msg("The picture has a QR code, which leads here: {address}", { address: text });
    const [first, ...rest] = await check({ label: given.label, name: given.name, text }, site, resolver, supplied);
    return [{ ...first, place }, ...rest];
  }
  const host = URL.canParse(text) ? new URL(text).host : "";
  return [host ? { ...found, place: msg("The QR code in the picture leads to {host}, not to this registry. It was not opened.", { host }) } : found];
}

/** What was found, with what the registry's own list says of an issuer whom nobody trusts: fetched only where that matters. */
async function recognised(found, { resolver, now, knownAt }, withKnown = "withKnown") {
  if (!knownAt || !found?.checks.some((check) => check.code === "unknown-issuer")) return found;
  const known = await import("../verifier/known_issuers.js");
  return known[withKnown](found, () => known.fetchList(resolver, knownAt), now);
}

/** The bytes of what was given, and where they were found; of a sealed award, what answers for it. @returns {Promise<[Uint8Array, {shown?: string, page?: string, resolver?: Resolver}]>} */
async function had(given, site, resolver) {
  if (given.text === undefined) return [await read(given), {}];
  const place = subjectOf(atTheBase(given.text, site), site.base);
  if ("data" in place) return [place.data, {}];
  try {
    return [await resolver.fetch(place.address, MOST), place];
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const sealed = await unsealed(given.text, place, resolver);
    if (sealed) return sealed;
    if (!place.otherwise) throw error;
    return [await resolver.fetch(place.otherwise.address, MOST).catch(() => Promise.reject(error)), place.otherwise];
  }
}

/** The same of a sealed award: null where there is none at the first place, nor at the other. */
async function unsealed(text, place, resolver) {
  const { keyIn, openGiven } = await import("../verifier/sealed_award.js");
  const key = keyIn(unwrapped(text));
  for (const one of [place, place.otherwise].filter((one) => one?.shown)) {
    const opened = await openGiven(resolver, one.shown, key);
    if (opened) return [opened.data, { ...one, resolver: opened.resolver, page: `${one.page}#key=${key}` }];
  }
  return null;
}

/** What is found about one credential, and what the page was not allowed to read. */
async function examinedOf(data, asked, supplied) {
  const noting = new Noting(asked.resolver, supplied);
  // What a file beside it says is not remembered: anybody may have written it.
  const examined = await recognised(await examine(data, { ...asked, resolver: noting, seen: supplied.size ? new Map(asked.seen) : asked.seen }), asked);
  const found = noting.used.length ? vouched(examined, noting.used) : examined;
  // Of five hundred documents only what was found is kept.
  return { examined: { ...found, document: null, credential: null }, forbidden: noting.forbidden };
}

/** @param {Site} site */
function ofSamples(site) {
  const resolver = new WebResolver({ from: "https:/", to: `${site.root}theme/samples/` });
  return { resolver, now: SAMPLES_AT, trusted: [fromBase(SAMPLES)], seen: new Map(), extract: extractOrLeave };
}

/** What is found about each credential of a wrapper, judged by itself. @returns {Promise<Result[]>} */
async function inside(given, credentials, asked, supplied) {
  const found = [];
  for (const [at, credential] of credentials.entries()) {
    const label = `${nameOf(given)} (${at + 1}/${credentials.length})`;
    const place = msg("Credential {at} of {all}", { at: at + 1, all: credentials.length });
    found.push({ given: { label, data: credential }, place, ...(await examinedOf(credential, asked, supplied)) });
  }
  return found;
}
