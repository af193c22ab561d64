/** What kind of file it is by its first bytes, whatever its name. Mirrors a part of plugins/testamur/pictures/image_finding.py. */

import { latin1 } from "./png.js";

/** Signatures at the start of the file, the telling ones first. @type {[RegExp, string][]} */
const SIGNATURES = [
  [/^\x89PNG/, "PNG"],
  [/^\xff\xd8\xff/, "JPEG"],
  [/^GIF8[79]a/, "GIF"],
  [/^RIFF.{4}WEBP/s, "WebP"],
  [/^.{4}ftyp(avif|avis)/s, "AVIF"],
  [/^.{4}ftyp(hei[cfmsx]|hev[cx]|mif1)/s, "HEIC"],
  [/^BM.{4}\0{4}/s, "BMP"],
  [/^(II\*\0|MM\0\*)/, "TIFF"],
  [/^\0\0\x01\0/, "ICO"],
  [/^%PDF-/, "PDF"],
  [/^PK(\x03\x04|\x05\x06)/, "ZIP"],
  [/^\x1f\x8b/, "gzip"],
];
const MARK = "\xef\xbb\xbf";
// One thing of those that may stand before a document's first tag: white space, declaration, comment, DOCTYPE.
// NOTE: \s would take the byte 0xA0 for a space.
const BEFORE = String.raw`[ \t-\r]+|<\?[^>]{0,1000}\?>|<!--.{0,10000}?-->`;
const PROLOG = String.raw`${BEFORE}|<!DOCTYPE[ \t-\r]+svg[^>\[]{0,1000}(?:\[[^\]]{0,10000}\][ \t-\r]*)?>`;
const SVG = /<(?:[A-Za-z_][\w.-]*:)?svg[ \t-\r/>]/y;
const HTML = /<(?:!DOCTYPE[ \t-\r]+html|html|head|body|script|title|meta)\b/iy;
const JSON_START = /[ \t-\r]*[{[]/y;

/** What `data` is by its content: PNG, SVG, JPEG, …, HTML, XML, JSON, empty, or "" if unknown. @type {(data: Uint8Array) => string} */
export function recognise(data) {
  if (data.every((byte) => byte === 32 || (byte >= 9 && byte <= 13))) return "empty";
  const head = latin1(data.subarray(0, 16));
  const known = SIGNATURES.find(([signature]) => signature.test(head));
  if (known) return known[1];
  const text = latin1(data);
  const start = text.startsWith(MARK) ? MARK.length : 0;
  const first = behind(PROLOG, "sy", text, start);
  if (stands(SVG, text, first)) return "SVG";
  if (stands(HTML, text, behind(PROLOG, "isy", text, start))) return "HTML";
  if (text[first] === "<") return "XML";
  return stands(JSON_START, text, start) ? "JSON" : "";
}

/** Whether a document type stands before the first tag of what was recognised as SVG. @type {(data: Uint8Array) => boolean} */
export function declaresType(data) {
  const text = latin1(data);
  return text.startsWith("<!DOCTYPE", behind(BEFORE, "sy", text, text.startsWith(MARK) ? MARK.length : 0));
}

/** Where the row of things ends that begins at `at`. @type {(thing: string, flags: string, text: string, at: number) => number} */
function behind(thing, flags, text, at) {
  const part = new RegExp(thing, flags);
  while (stands(part, text, at)) at = part.lastIndex;
  return at;
}

function stands(sticky, text, at) {
  sticky.lastIndex = at;
  return sticky.test(text);
}
