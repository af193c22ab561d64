/**
 * Issuers that the registry whose page this is has made sure of: its list, and what a verdict says of theirs (decision 21).
 * Mirrors plugins/testamur/verification/known/. Fetched only where a signature fits and nobody knew whose it is.
 */

import { passed } from "./check.js";
import { VerificationError } from "./errors.js";
import { reach } from "./examination.js";
import { isDay } from "./instants.js";
import { day, joined, msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { proven, say } from "./sentence.js";
import { isObject, isText, objectOf } from "./shapes.js";
import { parse } from "./strict_json.js";
import { recordWords } from "./wrapper.js";

const LIMIT = 4 * 1024 * 1024;
const MOST = 10_000;
const MOST_LETTERS = 1000;
const MOST_NAME_LETTERS = 200;
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const UNKNOWN = "unknown-issuer"; // the key is the issuer's own, and nobody knew the issuer

/**
 * An issuer as the list has it; `until` is "" where it has no last day.
 * @typedef {{id: string, name: string, knownTo: string, since: string, until: string, confirmedBy: string}} KnownIssuer
 */

/** The list of the registry at `base`, by the issuers' ids. @type {(resolver: import("./resolver.js").Resolver, base: string) => Promise<Map<string, KnownIssuer>>} */
export const fetchList = async (resolver, base) => readList(await resolver.fetch(`${base}/issuer/known/known-issuers.json`, LIMIT));

/** The issuers of a list as registries publish it; VerificationError where it is none. @type {(data: Uint8Array) => Map<string, KnownIssuer>} */
export function readList(data) {
  const document = parse(data, LIMIT);
  const entries = isObject(document) ? document.get("issuers") : null;
  const knownTo = isObject(document) ? objectOf(document, "institution").get("name") : null;
  if (!Array.isArray(entries) || entries.length > MOST || !isLine(knownTo, MOST_NAME_LETTERS)) throw noList();
  const found = new Map();
  for (const entry of entries) {
    const one = isObject(entry) ? read(entry, knownTo) : null;
    if (one === null || found.has(one.id)) throw noList();
    found.set(one.id, one);
  }
  return found;
}

function read(entry, knownTo) {
  const [id, name, since, confirmedBy] = ["id", "name", "since", "confirmedBy"].map((member) => entry.get(member));
  const until = entry.has("until") ? entry.get("until") : "";
  if (!isLine(id, MOST_LETTERS) || !(id.startsWith("did:") || id.startsWith("https://"))) return null;
  if (!isLine(name, MOST_NAME_LETTERS) || !isLine(confirmedBy, MOST_NAME_LETTERS)) return null;
  return isDay(since) && (until === "" ? !entry.has("until") : isDay(until)) ? { id, name, knownTo, since, until, confirmedBy } : null;
}

const isLine = (value, most) => isText(value) && value.trim() !== "" && [...value].length <= most && !UNPRINTABLE.test(value);
const noList = () => new VerificationError(msg("this is no list of known issuers that is read here"), "known-issuers");

/** Whether an examination, or a wrapper, is of an issuer of whom nothing is known but the key. @type {(found: {checks: import("./check.js").Check[]}) => boolean} */
export const isOfUnknown = ({ checks }) => checks.some((check) => check.code === UNKNOWN);

/**
 * An examination with what a list says of the issuer; `list` is asked only where it matters.
 * @type {(examined: import("./examination.js").Examination, list: () => Promise<Map<string, KnownIssuer>>, now: number) => Promise<import("./examination.js").Examination>}
 */
export async function withKnown(examined, list, now) {
  const { credential } = examined;
  if (!credential || examined.preview || !isOfUnknown(examined)) return examined;
  const [checks, about] = await recognise(examined.checks, credential, list, now);
  const verdict = reach(checks);
  return {
    ...examined,
    checks,
    verdict,
    sentence: beside(say(verdict, checks, credential), about),
    proven: verdict === "VALID" ? beside(proven(credential, checks), about) : null,
  };
}

/** The same of a learner record. @type {(wrapper: import("./wrapper.js").Wrapper, list: () => Promise<Map<string, KnownIssuer>>, now: number) => Promise<import("./wrapper.js").Wrapper>} */
export async function withKnownWrapper(wrapper, list, now) {
  const { credential, credentials } = wrapper;
  if (!credential || !isOfUnknown(wrapper)) return wrapper;
  const [checks, about] = await recognise(wrapper.checks, credential, list, now);
  const verdict = reach(checks);
  const sentence = beside(recordWords(verdict, checks, credential, credentials.length), about);
  return { ...wrapper, checks, verdict: verdict === "VALID" ? null : verdict, sentence };
}

const beside = (words, about) => (about ? joined([words, about], " ") : words);

/** The checks with what the list says of the issuer, and a sentence about it, or null. */
async function recognise(checks, credential, list, now) {
  let entry;
  try {
    entry = (await list()).get(credential.issuer);
  } catch (error) {
    if (!(error instanceof Unavailable || error instanceof VerificationError)) throw error;
    return [checks, msg("The list of the issuers that are known here could not be read: {reason}.", { reason: error.said })];
  }
  if (!entry) return [checks, null];
  const replaced = (one) => checks.map((check) => (check.code === UNKNOWN ? one(check) : check));
  const today = new Date(now).toISOString().slice(0, 10);
  const values = { host: credential.called, list: entry.knownTo, name: entry.name };
  // Days as ISO 8601 writes them sort as text.
  if (entry.until && entry.until < today) {
    const detail = msg("{host} was known to {list} as {name} until {day}, and no longer is", { ...values, day: day(entry.until) });
    return [replaced((check) => ({ ...check, detail })), null];
  }
  if (today < entry.since) {
    const detail = msg("{host} is known to {list} as {name} only from {day} on", { ...values, day: day(entry.since) });
    return [replaced((check) => ({ ...check, detail })), null];
  }
  const found = replaced(() => passed("issuer", msg("{host} lists the key that it was signed with, and is known to {list} as {name}", values)));
  // Without a signature that fits, it is not known whether that issuer has to do with it at all.
  if (!checks.some((check) => check.name === "proof" && check.outcome === "passed")) return [found, null];
  return [found, msg("Known to {list} as {name} since {day}; confirmed by {who}.", { ...values, day: day(entry.since), who: entry.confirmedBy })];
}
