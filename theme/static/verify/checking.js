/** Checks what was given: each thing, and each credential in what wraps several. No DOM. */

import { extractOrLeave } from "../verifier/baked.js";
import { fromBase } from "../verifier/did.js";
import { examine } from "../verifier/examination.js";
import { msg } from "../verifier/message.js";
import { lists } from "../verifier/page.js";
import { Unavailable, WebResolver } from "../verifier/resolver.js";
import { SubjectError, subjectOf } from "../verifier/subject.js";
import { examineWrapper } from "../verifier/wrapper.js";
import { MOST } from "./given.js";

/** When the samples are checked, whatever day it is. */
export const SAMPLES_AT = Date.UTC(2026, 10, 1, 12);
const SAMPLES = "https://samples.invalid";
const AT_ONCE = 4;

/** @typedef {import("./given.js").Given} Given */
/** @typedef {import("../verifier/page.js").Site} Site */
/** @typedef {import("../verifier/resolver.js").Resolver} Resolver */
/**
 * What was found about one thing: `examined` of a credential, `wrapper` of what wraps several, `unread` where it could not be had.
 * `place` is where it lies in its wrapper, `page` the award's page.
 * @typedef {{given: Given, examined?: import("../verifier/examination.js").Examination, wrapper?: import("../verifier/wrapper.js").Wrapper,
 *   unread?: import("../verifier/message.js").Message, place?: import("../verifier/message.js").Message, page?: string}} Result
 */

/** Asks for each address once: a hundred awards of one issuer share its keys and its lists. */
class Remembering {
  #answers = new Map();
  /** @param {Resolver} inner */
  constructor(inner) {
    this.inner = inner;
  }
  /** @type {Resolver["fetch"]} */
  fetch(url, limit) {
    if (!this.#answers.has(url)) this.#answers.set(url, this.inner.fetch(url, limit));
    return this.#answers.get(url);
  }
}

/**
 * Check everything, a few at a time; the results are in the order given, those of each thing together. `tell` hears how many are done.
 * @type {(everything: Given[], site: Site, tell: (done: number) => void) => Promise<Result[][]>}
 */
export async function checkAll(everything, site, tell) {
  const resolver = new Remembering(site.resolver);
  const found = new Array(everything.length);
  let [next, done] = [0, 0];
  const work = async () => {
    while (next < everything.length) {
      const at = next++;
      found[at] = await check(everything[at], site, resolver);
      tell((done += 1));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

/** What is found about one thing; about a wrapper, and then about each credential in it. @type {(given: Given, site: Site, resolver: Resolver) => Promise<Result[]>} */
async function check(given, site, resolver) {
  try {
    const subject = given.data ? { data: given.data } : subjectOf(given.text, site.base);
    const ours = { resolver, now: Date.now(), trusted: site.trusted, seen: lists.read(), extract: extractOrLeave, knownAt: site.knownAt };
    const options = given.sample ? ofSamples(site) : ours;
    const data = subject.data ?? (await options.resolver.fetch(subject.address, MOST));
    // At an award's page, nothing but the credential of that award is looked for.
    const wrapper = subject.shown === undefined ? await recognised(await examineWrapper(data, options), options, "withKnownWrapper") : null;
    const found = wrapper
      ? [{ given, wrapper }, ...(await inside(given, wrapper.credentials, options))]
      : [{ given, examined: await recognised(await examine(data, { ...options, address: subject.shown }), options), page: subject.page }];
    if (!given.sample && !site.isPreview) lists.write(options.seen);
    return hasNoCredential(found[0]) && given.data ? await pictured(found[0], site, resolver) : found;
  } catch (error) {
    if (!(error instanceof SubjectError || error instanceof Unavailable)) throw error;
    return [{ given, unread: msg("Could not be checked: {reason}.", { reason: error.said }) }];
  }
}

const hasNoCredential = ({ examined }) => examined?.checks[0].code === "no-credential";

/** A picture without a credential may have the QR code of one: it is checked where its link is of this registry, and else shown. */
async function pictured(found, site, resolver) {
  const { given } = found;
  const text = await (await import("./pictured_code.js")).codeIn(given.data);
  if (text.startsWith(`${site.base}/`)) {
    const place = msg("The picture has a QR code, which leads here: {address}", { address: text });
    const [first, ...rest] = await check({ label: given.label, name: given.name, text }, site, resolver);
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

/** @param {Site} site */
function ofSamples(site) {
  const resolver = new WebResolver({ from: "https:/", to: `${site.root}theme/samples/` });
  return { resolver, now: SAMPLES_AT, trusted: [fromBase(SAMPLES)], seen: new Map(), extract: extractOrLeave };
}

/** What is found about each credential of a wrapper, judged by itself. @returns {Promise<Result[]>} */
async function inside(given, credentials, options) {
  const found = [];
  for (const [at, credential] of credentials.entries()) {
    const label = `${given.text ?? given.label} (${at + 1}/${credentials.length})`;
    const place = msg("Credential {at} of {all}", { at: at + 1, all: credentials.length });
    found.push({ given: { label, data: credential }, place, examined: await recognised(await examine(credential, options), options) });
  }
  return found;
}
