/**
 * The credential in a file that was given to verify: JSON as it is, or out of a baked PNG or SVG.
 * Mirrors plugins/testamur/verification/reading/baked.py. Follows Open Badges 3.0, "Baked Badge", and refuses what it leaves
 * open: a file has one credential, in the one place where the standard puts it, or none. Nothing is decompressed.
 */

import { harmless, stripped } from "./characters.js";
import { other } from "./encodings.js";
import { opened } from "./enveloped.js";
import { IndeterminateError, VerificationError } from "./errors.js";
import { declaresType, recognise } from "./image_finding.js";
import { looksLikeOne } from "./jws.js";
import { msg } from "./message.js";
import * as ob2 from "./ob2_baked.js";
import * as png from "./png.js";
import { MalformedError, read } from "./xml_reader.js";

/** @typedef {import("./message.js").Message} Message */

export const MOST_BYTES = 10 * 1024 * 1024;
const MOST_SVG_BYTES = 4 * 1024 * 1024; // XML takes many times its size while it is read
const ENOUGH = 64 * 1024; // to see what a file is, whatever its size
const MOST_TAGS = 200_000;
const TEXTS = ["", "JSON", "HTML", "XML", "SVG"];
const KEYWORD = "openbadgecredential";
const SVG = "http://www.w3.org/2000/svg";
const OPEN_BADGES = "https://purl.imsglobal.org/ob/v3p0";
// It declares nothing itself, and what it points to is never fetched.
const PLAIN_TYPE = /<!DOCTYPE[ \t\r\n]{1,9}svg(?:[ \t\r\n]{1,9}PUBLIC(?:[ \t\r\n]{1,9}"[^"<>[\]]{0,200}"){2})?[ \t\r\n]{0,9}>/;
const ASK = msg("ask for the original file or the link");
const LOST = msg(
  "no badge data in this picture (it is lost when a picture is saved again, resized, photographed from a screen, or sent through a social network or messenger); {ask}",
  { ask: ASK },
);
const TWO = msg("the picture holds two credentials, and only one can be meant; {ask}", { ask: ASK });

/**
 * The bytes of the credential in `data`; those of a JSON file are `data` itself, unread. `name` is what messages call the file.
 * @type {(data: Uint8Array, name?: string) => Uint8Array}
 * @throws {VerificationError} if the file is damaged, or holds a credential in a way that could mislead
 * @throws {IndeterminateError} if it holds none that can be read
 */
export function extract(data, name = "this file") {
  try {
    return found(data);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new error.constructor(msg("{file}: {said}", { file: harmless(name), said: error.said }));
  }
}

/**
 * The same, but what was clearly meant to be JSON is left to the check `document`: `_extract` of examination.py.
 * @type {(data: Uint8Array) => Uint8Array}
 */
export function extractOrLeave(data) {
  try {
    return extract(data);
  } catch (error) {
    if (error instanceof IndeterminateError && ["JSON", "HTML", "empty"].includes(recognise(data.subarray(0, ENOUGH)))) return data;
    throw error;
  }
}

/** A text without the byte order mark that an editor may have put before it: it means nothing. @type {(data: Uint8Array) => Uint8Array} */
export const withoutMark = (data) => (data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? data.subarray(3) : data);

function found(data) {
  const kind = data.length <= MOST_BYTES ? recognise(data) : "";
  const most = kind === "SVG" ? MOST_SVG_BYTES : MOST_BYTES;
  if (data.length > most) leave(msg("larger than {most} MB, which no credential is; {ask}", { most: most / 2 ** 20, ask: ASK }));
  const encoding = TEXTS.includes(kind) && other(data);
  if (encoding) {
    leave(msg("this is text in {encoding}, and a credential is in UTF-8: open it in a text editor and save it as UTF-8, or {ask}", { encoding, ask: ASK }));
  }
  if (looksLikeOne(data)) return new TextEncoder().encode(stripped(new TextDecoder("latin1").decode(data)));
  if (kind === "JSON") return opened(withoutMark(data));
  if (kind === "PNG") return fromPng(data);
  if (kind === "SVG") return fromSvg(data);
  throw new IndeterminateError(notACredential(kind));
}

/** @type {(kind: string) => Message} */
function notACredential(kind) {
  if (["JPEG", "GIF", "WebP", "AVIF", "HEIC", "BMP", "TIFF", "ICO"].includes(kind)) {
    return msg("a {kind} picture cannot hold a credential, only PNG and SVG can; {lost}", { kind, lost: LOST });
  }
  if (kind === "HTML") return msg("this is a web page, not a credential; give the link itself, or the file credential.json");
  if (kind === "empty") return msg("the file is empty; {ask}", { ask: ASK });
  const looks = kind ? msg("it looks like {kind}", { kind }) : msg("it looks like none of them");
  return msg("a credential is a JSON file, or a PNG or SVG picture, and {looks}; {ask}", { looks, ask: ASK });
}

function fromPng(data) {
  const picture = png.read(data);
  if (picture.flaws.length) refuse(msg("the picture is damaged or was altered: {reason}; {ask}", { reason: picture.flaws[0], ask: ASK }));
  const badges = picture.chunks.filter((chunk) => /^openbadge/i.test(keyword(chunk)));
  if (badges.length > 1) refuse(TWO);
  checkTrailing(picture.trailing);
  if (!badges.length) throw new IndeterminateError(LOST);
  return fromChunk(badges[0]);
}

/** What a text chunk says that it is, as written. @param {png.Chunk} chunk */
function keyword({ kind, data }) {
  return ["iTXt", "tEXt", "zTXt"].includes(kind) ? png.latin1(parted(data)[0]).replace(/^[ \t-\r]+/, "") : "";
}

function checkTrailing(trailing) {
  if (!trailing.length) return;
  const counted = { count: trailing.length, ask: ASK };
  if (!/openbadge/i.test(png.latin1(trailing))) refuse(msg("{count} bytes follow the end of the picture; {ask}", counted));
  refuse(msg("{count} bytes follow the end of the picture, a credential among them, where the standard does not put it; {ask}", counted));
}

/** The text of the one chunk that holds a credential (PNG, 11.3.3.4). @param {png.Chunk} chunk */
function fromChunk({ kind, offset, data }) {
  const [word, , rest] = parted(data);
  const name = png.latin1(word);
  const place = msg("in the chunk {kind} at byte {offset}", { kind, offset });
  const older = ob2.fromChunk(kind, name, rest);
  if (older) return older;
  if (name === "openbadges" || name === "openbadge") {
    leave(msg("it holds a badge of Open Badges 2 or older {place}; this checks version 3", { place }));
  }
  if (kind !== "iTXt" || name !== KEYWORD) {
    leave(msg("no credential found where the standard puts it; one was seen {place}, keyword {keyword}; {ask}", { place, keyword: harmless(name), ask: ASK }));
  }
  if (rest[0] !== 0 || rest[1] !== 0) refuse(msg("the credential {place} is compressed, which the standard forbids; {ask}", { place, ask: ASK }));
  const [, afterLanguage, translated] = parted(rest.subarray(2));
  const [, afterTranslated, text] = parted(translated);
  if (!(afterLanguage && afterTranslated && text.length)) refuse(msg("the credential {place} is empty or cut off; {ask}", { place, ask: ASK }));
  return text;
}

/** What stands before the first zero, whether there is one, and what stands behind it. @type {(data: Uint8Array) => [Uint8Array, boolean, Uint8Array]} */
function parted(data) {
  const zero = data.indexOf(0);
  return zero < 0 ? [data, false, data.subarray(data.length)] : [data.subarray(0, zero), true, data.subarray(zero + 1)];
}

function fromSvg(data) {
  if (data.reduce((count, byte) => count + Number(byte === 0x3c), 0) > MOST_TAGS) refuse(msg("the picture has more than {most} tags", { most: "200,000" }));
  if (declaresType(data)) data = withoutPlainType(data);
  if (declaresType(data)) refuse(msg("the picture declares a document type or entities; nothing was read"));
  const picture = new Picture();
  try {
    read(data, picture);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    refuse(msg("the picture is damaged or was altered; {ask}", { ask: ASK }));
  }
  return picture.credential();
}

/** The same without the line that names SVG's own document type, as drawing programs write it. @type {(data: Uint8Array) => Uint8Array} */
function withoutPlainType(data) {
  const found = PLAIN_TYPE.exec(png.latin1(data));
  return found ? Uint8Array.from(data).fill(0x20, found.index, found.index + found[0].length) : data;
}

/** Finds the one `openbadges:credential` below the root, and everything that could pass for another. */
class Picture {
  depth = 0;
  isSvg = false;
  found = 0;
  inside = false;
  holdsElements = false; // the credential, which is text
  section = ""; // text in CDATA
  beside = ""; // text outside of it
  verify = false;
  token = "";
  elsewhere = "";
  /** @type {string | null} */
  older = null; // of Open Badges 2.0: what its attribute `verify` says

  /** Note a credential, or what looks like one. @type {import("./xml_reader.js").Reader["start"]} */
  start({ namespace, local }, attributes) {
    if (!this.depth) this.isSvg = namespace === SVG && local === "svg";
    this.holdsElements ||= this.inside;
    const given = attributes.filter((attribute) => attribute.local.toLowerCase() === "verify");
    const most = Math.max(1, given.length); // two attributes, one of them with a prefix, are two credentials
    if (namespace === OPEN_BADGES && local === "credential" && this.depth === 1) {
      this.found += most;
      this.inside = true;
      if (given.length) [this.verify, this.token] = [true, stripped(given[0].value)];
    } else if (namespace === ob2.NAMESPACE && local === "assertion" && this.depth === 1) {
      this.found += most;
      this.inside = true;
      this.older = attributes.find((attribute) => attribute.local === "verify")?.value ?? "";
    } else if (["credential", "assertion"].includes(local.toLowerCase()) && namespace !== SVG) {
      this.elsewhere = `<${local}> of ${namespace || "no namespace"}`;
    }
    this.depth += 1;
  }

  end() {
    this.depth -= 1;
    this.inside = false;
  }

  text(content, inSection) {
    if (!this.inside) return;
    if (inSection) this.section += content;
    else this.beside += content;
  }

  /** The credential that was found. @throws what `extract` throws */
  credential() {
    if (!this.isSvg) leave(msg("the picture is not an SVG: its first element is not svg; {ask}", { ask: ASK }));
    if (this.holdsElements) refuse(msg("the credential in the picture has elements inside; {ask}", { ask: ASK }));
    if (this.found + Number(this.elsewhere !== "") > 1) refuse(TWO);
    if (this.elsewhere) leave(msg("no credential found where the standard puts it; one was seen: {what}; {ask}", { what: harmless(this.elsewhere), ask: ASK }));
    if (!this.found) throw new IndeterminateError(LOST);
    const [section, beside] = [this.section, stripped(this.beside)];
    if (this.older !== null) {
      // A token as the attribute stands for the badge (Open Badges 2.0, "Badge Baking"); an address beside it.
      if ((section && beside) || (looksLikeOne(this.older) && (section || beside))) refuse(TWO);
      return this.#olderBadge(section || beside, this.older);
    }
    if (this.verify && !section && !beside) {
      if (looksLikeOne(this.token)) return new TextEncoder().encode(this.token);
      leave(msg("the credential in the picture is no token that is read here; {ask}", { ask: ASK }));
    }
    if (this.verify || (section && beside)) refuse(TWO);
    if (!section && !beside) refuse(msg("the credential in the picture is empty; {ask}", { ask: ASK }));
    // Tools that write the picture again turn the section into plain text: to XML the two are the same.
    return new TextEncoder().encode(section || beside);
  }

  #olderBadge(text, verify) {
    const what = harmless(`<assertion> of ${ob2.NAMESPACE}`);
    return ob2.fromElement(text, verify) ?? leave(msg("no credential found where the standard puts it; one was seen: {what}; {ask}", { what, ask: ASK }));
  }
}

/** @type {(said: Message) => never} */
function refuse(said) {
  throw new VerificationError(said);
}

/** @type {(said: Message) => never} */
function leave(said) {
  throw new IndeterminateError(said);
}
