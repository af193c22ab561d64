/** What a person gave to check, as a list of single things: typed or pasted text, files, samples. No DOM. */

import { readLink, unwrapped } from "../verifier/award_links.js";
import { looksLikeOne } from "../verifier/jws.js";
import { msg } from "../verifier/message.js";
import { WebResolver } from "../verifier/resolver.js";
import { SubjectError, subjectOf } from "../verifier/subject.js";
import { readCsv, subjectsIn } from "./spreadsheet.js";

/** The most bytes of a file that are read. */
export const MOST = 10 * 1024 * 1024;

/**
 * One thing to check: a link or an id, a file, which is read when its turn comes, or bytes. `label` is what results call it; `name`,
 * the name beside it in a spreadsheet; a `statement` is that
 * of a statement code, a `sample` one of the page's own.
 * @typedef {{label: string, name?: string, text?: string, file?: File, data?: Uint8Array, statement?: Uint8Array, sample?: boolean}} Given
 */

/** What results, prints and lists call it: of a sealed award's link without its key, which nobody is to hand on with them. @type {(given: Given) => string} */
export function nameOf({ text, label }) {
  const name = text ?? label;
  return unwrapped(name).includes("#key=") ? name.slice(0, name.indexOf("#")).trim() : name;
}

/** The bytes of a file; one more than are read says that it is too large. @type {(given: Given) => Promise<Uint8Array>} */
export async function read({ data, file }) {
  if (data) return data;
  try {
    return new Uint8Array(await file.slice(0, MOST + 1).arrayBuffer());
  } catch {
    throw new SubjectError(msg("this file cannot be read, or it is a folder"));
  }
}

/** A link to a page that this device or a preview serves, as it is at the registry's address. @type {(text: string, site: import("../verifier/page.js").Site) => string} */
export function atTheBase(text, { base, root, isOwn, isCopy }) {
  const link = unwrapped(text);
  return !isOwn && !isCopy && link.startsWith(root) ? `${base}/${link.slice(root.length)}` : text;
}

/** Out of a text: one credential, or links and ids, one a line or in a table. @type {(text: string, base: string) => Given[]} */
export function fromText(text, base) {
  const typed = text.trim();
  if (typed.startsWith("{") || looksLikeOne(typed)) return [{ label: "", data: new TextEncoder().encode(typed) }];
  const rows = typed.split(/\r?\n/).length > 1 ? readCsv(text) : [[typed]];
  // A link that a mail program broke over lines is one link.
  if ((rows.length === 1 && rows[0].length === 1) || readLink(typed, base)) return [{ label: typed, text: typed }];
  return subjectsIn(rows, (cell) => isSubject(cell, base)).map((one) => ({ label: one.text, ...one }));
}

/** @type {(files: Iterable<File>, base: string) => Promise<Given[]>} */
export async function fromFiles(files, base) {
  const found = [];
  for (const file of files) {
    const text = /\.csv$|\.tsv$/i.test(file.name) && file.size <= MOST ? await file.text().catch(() => null) : null;
    if (text !== null) found.push(...fromText(text, base));
    else found.push({ label: file.name, file });
  }
  return found;
}

/** @type {(label: string, address: string) => Promise<Given[]>} */
export async function fromSample(label, address) {
  return [{ label, data: await new WebResolver().fetch(address, MOST), sample: true }];
}

/** Whether a cell names an award: by its page or its id, or by the address of a document. @type {(text: string, base: string) => boolean} */
function isSubject(text, base) {
  try {
    const { shown, address = "" } = subjectOf(text, base);
    return shown !== undefined || new URL(address).pathname.endsWith(".json");
  } catch {
    return false;
  }
}
