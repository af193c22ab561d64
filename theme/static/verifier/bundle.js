/**
 * The container of a bundle: an HTML page with one JSON object of named parts (decision 27). Nothing of the page is run or read.
 * Mirrors plugins/testamur/verification/bundle/container.py, which says what is refused.
 */

import { award as pageOf, isAwardId } from "./addresses.js";
import { baseOf, fromBase } from "./did.js";
import { DocumentError, VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText, objectOf, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

export const FORMAT = "testamur-bundle/1";
export const OPENING = '<script type="application/json" id="testamur-bundle">';
const CLOSING = "</script>";
const FORMATS = "testamur-bundle/";
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_PARTS = 200;
const LONGEST_BASE = 300;
const MEMBERS = ["award", "base", "format", "parts"];
const BEGINNING = /^(?:\xef\xbb\xbf)?[ \t\n\r\f\v]*<!doctype html/i;
const NAME = /^(?:awards|issuer|index|status|log|achievements)(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){1,8}$/;
const PORTION = 0x8000; // letters at once

/** The parts of an award's bundle by their names; a resolver, too. @implements {import("./resolver.js").Resolver} */
export class Bundle {
  /** @param {string} base @param {string} award its id @param {Map<string, Uint8Array>} parts */
  constructor(base, award, parts) {
    Object.assign(this, { base, award, parts, issuer: fromBase(base), page: pageOf(base, award) });
  }

  /** The signed credential. */
  get credential() {
    return this.parts.get(credentialName(this.award));
  }

  /** The part that the registry publishes at `url`. That one is not there says nothing of the registry. @type {import("./resolver.js").Resolver["fetch"]} */
  async fetch(url, limit) {
    const data = url.startsWith(`${this.base}/`) ? this.parts.get(url.slice(this.base.length + 1)) : undefined;
    if (!data) throw new Unavailable(msg("{url} is not in the bundle", { url: url.slice(0, 200) }));
    if (data.length > limit) throw new Unavailable(msg("{url} is larger than {limit} bytes", { url: url.slice(0, 200), limit }));
    return data;
  }
}

/** The name of the part that every bundle has. @type {(award: string) => string} */
export const credentialName = (award) => `awards/${award}/credential.json`;

/** The name of the part that is the achievement's picture; "" where the credential names no achievement of the registry. @type {(base: string, signed: import("./shapes.js").JsonObject) => string} */
export function picture(base, signed) {
  const achievement = objectOf(objectOf(signed, "credentialSubject"), "achievement");
  const id = textOf(achievement, "id");
  return id.startsWith(`${base}/achievements/`) && id.endsWith("/") ? `${id.slice(base.length + 1)}badge.svg` : "";
}

/** The bundle in a file, null where it is none; VerificationError (`bundle-malformed`, `bundle-version`) where it is one that is not read. @type {(data: Uint8Array) => Bundle | null} */
export function find(data) {
  // A letter for each byte: what is looked for is ASCII.
  const page = latin1(data);
  if (!BEGINNING.test(page)) return null;
  const [, text, ...more] = page.split(OPENING);
  if (text === undefined) return null;
  if (more.length) throw malformed(msg("it has two containers"));
  const end = text.indexOf(CLOSING);
  if (end < 0) throw malformed(msg("it is cut off"));
  return read(bytesOf(text.slice(0, end)));
}

/** @type {(text: Uint8Array) => Bundle} */
export function read(text) {
  let value;
  try {
    value = parse(text, MOST_BYTES);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw malformed(error.said);
  }
  const format = isObject(value) ? value.get("format") : undefined;
  if (!isText(format)) throw malformed(msg("it does not say of which format it is"));
  if (format !== FORMAT) {
    if (format.startsWith(FORMATS)) throw new VerificationError(msg("this bundle is of a newer version than is read here"), "bundle-version");
    throw malformed(msg("it is of another format"));
  }
  if (value.size !== MEMBERS.length || !MEMBERS.every((name) => value.has(name))) throw malformed(msg("it has other members than a bundle has"));
  const [award, base, parts] = ["award", "base", "parts"].map((name) => value.get(name));
  if (!isText(base) || !isBase(base)) throw malformed(msg("it does not say of which registry it is"));
  if (!isText(award) || !isAwardId(award)) throw malformed(msg("it does not say of which award it is"));
  return new Bundle(base, award, partsOf(parts, award));
}

/** The container of a bundle, to stand after OPENING: the same letters for the same parts. @type {(bundle: Bundle) => string} */
export function write({ base, award, parts }) {
  const listed = new Map([...parts].map(([name, data]) => [name, btoa(latin1(data))]));
  const value = new Map(Object.entries({ award, base, format: FORMAT, parts: listed }));
  return new TextDecoder().decode(canonicalize(value)).replaceAll("<", "\\u003c");
}

function isBase(text) {
  if (!text.startsWith("https://") || text.length > LONGEST_BASE) return false;
  try {
    return baseOf(fromBase(text)) === text;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return false;
  }
}

function partsOf(value, award) {
  if (!isObject(value) || value.size > MOST_PARTS) throw malformed(msg("its parts are not in the form that is read here"));
  for (const name of value.keys()) {
    if (!NAME.test(name)) throw malformed(msg("a part has a name that none has"));
    if (name.startsWith("awards/") && !name.startsWith(`awards/${award}/`)) throw malformed(msg("it has a part of another award"));
  }
  if (!value.has(credentialName(award))) throw malformed(msg("the credential is not in it"));
  return new Map([...value].map(([name, text]) => [name, decoded(text)]));
}

/** The bytes of a part, which base64 writes in one way only. */
function decoded(text) {
  let letters = "";
  try {
    letters = isText(text) ? atob(text) : "";
  } catch {
    // Said below.
  }
  if (!letters || btoa(letters) !== text) throw malformed(msg("a part is not in the form that is read here"));
  return bytesOf(letters);
}

const bytesOf = (letters) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));

function latin1(data) {
  const portions = [];
  for (let at = 0; at < data.length; at += PORTION) portions.push(String.fromCharCode(...data.subarray(at, at + PORTION)));
  return portions.join("");
}

const malformed = (reason) => new VerificationError(msg("this bundle cannot be read: {reason}", { reason }), "bundle-malformed");
