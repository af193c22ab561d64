/** What a person gave to check: an id, a link, or the text of a credential. Mirrors a part of plugins/testamur/terminal/verify_subjects.py. */

import { AwardIdError, canonical } from "./award_id.js";
import { credential } from "./addresses.js";
import { readLink, unwrapped } from "./award_links.js";
import { msg } from "./message.js";

const LONGEST = 2000;
const PROBLEMS = {
  character: msg("this is neither a link nor an award id: an id has only letters and digits in groups of four, and no letter u"),
  length: msg("an award id has 16 letters and digits; this has more or fewer"),
  check: msg("this id is mistyped: its last character does not fit the others; compare it with the original, letter by letter"),
};

/** It names nothing that can be checked; `said` says why. */
export class SubjectError extends Error {
  constructor(said) {
    super(String(said));
    this.said = said;
  }
}

/**
 * Where the credential is that a text names, the address at which it is shown (if it is known), and its page; `otherwise` is
 * what else the text may have named, if there is nothing at that address.
 * @typedef {{address: string, shown?: string, page: string, otherwise?: Place}} Place
 * @type {(text: string, base: string) => Place | {data: Uint8Array}}
 */
export function subjectOf(text, base) {
  const given = text.trim();
  if (given.startsWith("{")) return { data: new TextEncoder().encode(given) };
  const award = readLink(given, base);
  if (award) return fromAward(award);
  const link = unwrapped(given);
  if (/^https?:/i.test(link)) return fromLink(link, base);
  const id = idOf(given);
  return { address: credential(base, id), shown: `${base}/awards/${id}/`, page: `${base}/awards/${id}/` };
}

/** The id that was typed; SubjectError says what is wrong with it. @type {(typed: string) => string} */
function idOf(typed) {
  try {
    return canonical(typed);
  } catch (error) {
    if (error instanceof AwardIdError) throw new SubjectError(PROBLEMS[error.code]);
    throw error;
  }
}

function fromAward({ pages, file }) {
  const [first, otherwise] = pages.map((page) => ({ address: `${page}${file}`, shown: page, page }));
  return { ...first, otherwise };
}

function fromLink(text, base) {
  const link = text.length <= LONGEST && URL.canParse(text) ? new URL(text) : null;
  if (!link || link.protocol !== "https:" || link.username || link.password) {
    throw new SubjectError(msg("only plain https links are opened"));
  }
  // An award of this registry with an id that is none: it was mistyped, and nothing is there.
  const [, typed] = /^[^?#]*\/awards\/([0-9a-z-]+)\/?(?:[?#]|$)/i.exec(text) ?? [];
  if (typed && text.startsWith(`${base}/`)) idOf(typed);
  link.hash = "";
  return { address: link.href, page: link.href };
}
