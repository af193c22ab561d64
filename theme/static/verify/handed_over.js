/**
 * What somebody gave on the front page, taken along to the page "Check an award": in the storage of this tab alone, and only until
 * it is read there. Nothing of it stands in an address, and nothing is sent.
 */

import { fromBase64, toBase64 } from "../bytes.js";

const KEY = "testamur:given";

/** The most bytes of a file that are taken along: tabs have room for some five million characters. */
export const MOST = 3 * 1024 * 1024;

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
