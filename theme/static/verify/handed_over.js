/**
 * What somebody gave on the front page, taken along to the page "Check an award": in the storage of this tab alone, and only until
 * it is read there. Nothing of it stands in an address, and nothing is sent.
 */

import { fromBase64, toBase64 } from "../bytes.js";
import { unwrapped } from "../verifier/award_links.js";

const KEY = "testamur:given";
const LONGEST_ID = 60; // characters of an award's id, however it is spaced

/** The most bytes of a file that are taken along: tabs have room for some five million characters. */
export const MOST = 3 * 1024 * 1024;

/**
 * Whether a text is more than the id of an award, or a link below the registry's `base` or `root`, where this page lies: then the page
 * that checks anything is to read it. @type {(text: string, base: string, root: string) => boolean}
 */
export function isMore(text, base, root) {
  const link = unwrapped(text);
  if (link.startsWith(`${base}/`) || link.startsWith(root)) return false;
  return /[:{]/.test(link) || link.length > LONGEST_ID;
}

/** @type {(given: object) => boolean} Whether there was room. */
function keep(given) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(given));
    return true;
  } catch {
    return false;
  }
}

/** @type {(text: string) => boolean} */
export const keepText = (text) => keep({ text });

/** @type {(file: File) => Promise<boolean>} False where it is too large, or cannot be read. */
export async function keepFile(file) {
  if (file.size > MOST) return false;
  try {
    return keep({ name: file.name, data: toBase64(new Uint8Array(await file.arrayBuffer())) });
  } catch {
    return false;
  }
}

/** What was kept, once: a text, or a file. @type {() => string | File | null} */
export function take() {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    const { text, name, data } = JSON.parse(kept) ?? {};
    if (typeof data === "string") return new File([fromBase64(data)], String(name));
    return typeof text === "string" ? text : null;
  } catch {
    // Whatever else may have been put there was not given on the front page.
    return null;
  }
}
