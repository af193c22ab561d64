/** What a person gave to check, as a list of single things: typed or pasted text, files, samples. No DOM. */

import { looksLikeOne } from "../verifier/jws.js";
import { WebResolver } from "../verifier/resolver.js";
import { subjectOf } from "../verifier/subject.js";
import { MOST_ROWS, readCsv, subjectsIn } from "./spreadsheet.js";

/** The most bytes of a file that are read. */
export const MOST = 10 * 1024 * 1024;

/**
 * One thing to check: a link or an id, or the bytes of a file. `label` is what results call it; `name`, the name beside it in a
 * spreadsheet; a `sample` is one of the page's own.
 * @typedef {{label: string, name?: string, text?: string, data?: Uint8Array, sample?: boolean}} Given
 */

/** Out of a text: one credential, or links and ids, one a line or in a table. @type {(text: string, base: string) => Given[]} */
export function fromText(text, base) {
  const typed = text.trim();
  if (typed.startsWith("{") || looksLikeOne(typed)) return [{ label: "", data: new TextEncoder().encode(typed) }];
  const rows = typed.split(/\r?\n/).length > 1 ? readCsv(text) : [[typed]];
  if (rows.length === 1 && rows[0].length === 1) return [{ label: typed, text: typed }];
  return subjectsIn(rows, (cell) => isSubject(cell, base)).map((one) => ({ label: one.text, ...one }));
}

/** @type {(files: Iterable<File>, base: string) => Promise<Given[]>} */
export async function fromFiles(files, base) {
  const found = [];
  for (const file of [...files].slice(0, MOST_ROWS)) {
    if (/\.csv$|\.tsv$/i.test(file.name) && file.size <= MOST) found.push(...fromText(await file.text(), base));
    // One byte more than is read says that a file is too large, without reading all of it.
    else found.push({ label: file.name, data: new Uint8Array(await file.slice(0, MOST + 1).arrayBuffer()) });
  }
  return found;
}

/** @type {(label: string, address: string) => Promise<Given[]>} */
export async function fromSample(label, address) {
  return [{ label, data: await new WebResolver().fetch(address, MOST), sample: true }];
}

/** @type {(text: string, base: string) => boolean} */
function isSubject(text, base) {
  try {
    return !("data" in subjectOf(text, base));
  } catch {
    return false;
  }
}
