/** Where Open Badges 2.0, and 1.0 before it, put a badge in a picture. Mirrors plugins/testamur/verification/open_badges_2/baked_badge.py. */

import { stripped } from "./characters.js";
import { recogniseBaked } from "./ob2_recognition.js";

const KEYWORD = "openbadges";
export const NAMESPACE = "http://openbadges.org";

/** The badge in a text chunk of PNG, of which `rest` follows the keyword's zero; null if there is none. @type {(kind: string, keyword: string, rest: Uint8Array) => Uint8Array | null} */
export function fromChunk(kind, keyword, rest) {
  if (keyword !== KEYWORD) return null;
  let text = rest;
  if (kind === "iTXt") {
    const language = rest.indexOf(0, 2);
    const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
    if (rest[0] !== 0 || rest[1] !== 0 || translated < 0) return null;
    text = rest.subarray(translated + 1);
  }
  return (kind === "iTXt" || kind === "tEXt") && recogniseBaked(text) ? text : null;
}

/** The badge in an element of SVG: its text, or the attribute; null if there is none. @type {(text: string, verify: string) => Uint8Array | null} */
export function fromElement(text, verify) {
  const badge = new TextEncoder().encode(stripped(text) || verify);
  return recogniseBaked(badge) ? badge : null;
}
