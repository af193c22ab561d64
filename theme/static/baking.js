/**
 * Baking: a credential put into a picture, so that the picture alone can be verified; the same bytes as the registry's own.
 * Mirrors plugins/testamur/pictures/baking.py. Follows Open Badges 3.0, "Baked Badge": a PNG has the credential in one
 * uncompressed iTXt chunk, an SVG in one `openbadges:credential` right after its start tag. The art is never encoded again.
 */

import { crc32, latin1, read as readPng } from "./verifier/png.js";
import { MalformedError, read as readXml } from "./verifier/xml_reader.js";

const NAMESPACE = "https://purl.imsglobal.org/ob/v3p0";
const SVG = "http://www.w3.org/2000/svg";
// Keyword, then: not compressed, no method, no language, no translated keyword (PNG, 11.3.3.4).
const KEYWORD = "openbadgecredential\0\0\0\0\0";
const HEADER_END = 8 + 12 + 13; // the signature, then IHDR with its frame

// Python's white space and names in bytes. Quotation marks are written \x22 and \x27, as in xml_reader.js.
const BEFORE = /(?:\xef\xbb\xbf)?(?:[ \t-\r]|<\?[^]*?\?>|<!--[^]*?-->)*/y;
const NAME = /<((?:[\w.-]+:)?svg)/y;
const ATTRIBUTE = /[ \t-\r]+[\w:.-]+[ \t-\r]*=[ \t-\r]*(?:\x22[^\x22]*\x22|\x27[^\x27]*\x27)/y;
const END = /[ \t-\r]*(\/?>)/y;
const OTHER_ENCODING = /encoding[ \t-\r]*=[ \t-\r]*[\x22\x27](?!utf-8[\x22\x27])/i;
// XML may hold no other control characters, nor U+FFFE and U+FFFF, and would turn a carriage return into a line feed.
const NOT_XML = /[\0-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]/;

/** Nothing can be baked into this art, or an SVG cannot hold this credential. */
export class BakingError extends Error {}

/**
 * The picture with `credential` as its only one, right after the header.
 * @type {(art: Uint8Array, credential: Uint8Array) => Uint8Array}
 * @throws {BakingError} if the art is not a sound PNG
 */
export function bakePng(art, credential) {
  const { chunks, flaws } = readPng(art);
  if (flaws.length) throw new BakingError(`nothing can be baked into this PNG: ${flaws[0]}`);
  const kept = chunks.slice(1).filter((chunk) => !isBadge(chunk));
  const data = joined([bytes(`iTXt${KEYWORD}`), credential]);
  const framed = [number(data.length - 4), data, number(crc32(data))];
  return joined([art.subarray(0, HEADER_END), ...framed, ...kept.map(({ offset, data }) => art.subarray(offset, offset + 12 + data.length))]);
}

/**
 * The drawing with `credential` as its first element.
 * @type {(art: Uint8Array, credential: Uint8Array) => Uint8Array}
 * @throws {BakingError} if the art is not a sound SVG or is baked already, or if XML cannot hold the credential
 */
export function bakeSvg(art, credential) {
  checkDrawing(art);
  const text = latin1(art);
  const { before, name, tag, end, rest } = startTag(text);
  if (OTHER_ENCODING.test(before)) throw new BakingError("nothing can be baked into this SVG: its encoding must be UTF-8");
  if (tag.includes("xmlns:openbadges") || text.includes(NAMESPACE)) throw new BakingError("nothing can be baked into this SVG: it has a credential already");
  const said = latin1(credential);
  if (NOT_XML.test(said)) throw new BakingError("an SVG cannot hold this credential: it has characters that XML does not allow");
  // "]]>" would end the section: each one is cut between its brackets and continued in another.
  const section = said.replaceAll("]]>", "]]]]><![CDATA[>");
  const closing = end === "/>" ? `</${name}>` : "";
  return bytes(`${before}${tag} xmlns:openbadges="${NAMESPACE}"><openbadges:credential><![CDATA[${section}]]></openbadges:credential>${closing}${rest}`);
}

/** @type {(art: Uint8Array) => void} */
function checkDrawing(art) {
  let root;
  try {
    readXml(art, { start: (name) => (root ??= name), end() {}, text() {} });
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    throw new BakingError("nothing can be baked into this SVG: it is not well-formed");
  }
  if (root.namespace !== SVG || root.local !== "svg") throw new BakingError("nothing can be baked into this SVG: it does not start with an <svg> in its namespace");
}

/** What stands before the root's start tag, its name, the tag up to its end, that end, and what follows. */
function startTag(text) {
  const before = matched(BEFORE, text, 0)[0];
  const opened = matched(NAME, text, before.length);
  let at = before.length + opened[0].length;
  for (let found; (found = tried(ATTRIBUTE, text, at)); ) at += found[0].length;
  const ended = matched(END, text, at);
  return { before, name: opened[1], tag: text.slice(before.length, at), end: ended[1], rest: text.slice(at + ended[0].length) };
}

function tried(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function matched(pattern, text, at) {
  const found = tried(pattern, text, at);
  if (!found) throw new BakingError("nothing can be baked into this SVG: it does not start with an <svg> in its namespace");
  return found;
}

/** Whether a chunk holds a credential of any version, by its keyword. @param {import("./verifier/png.js").Chunk} chunk */
const isBadge = ({ kind, data }) => ["tEXt", "zTXt", "iTXt"].includes(kind) && /^openbadge/i.test(latin1(data.subarray(0, 9)));

/** @type {(text: string) => Uint8Array} each character the byte of its number */
const bytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** @type {(value: number) => Uint8Array} four bytes, the greatest first */
const number = (value) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** @type {(parts: Uint8Array[]) => Uint8Array} */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) whole.set(part, at), (at += part.length);
  return whole;
}
