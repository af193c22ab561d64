/** What a person gave to check: an id, a link, or the text of a credential. Mirrors a part of plugins/testamur/terminal/verify_subjects.py. */

import { AwardIdError, canonical } from "./award_id.js";
import { credential } from "./addresses.js";
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
 * Where the credential is that a text names, the address at which it is shown (if it is known), and its page.
 * @type {(text: string, base: string) => {address: string, shown?: string, page: string} | {data: Uint8Array}}
 */
export function subjectOf(text, base) {
  const given = text.trim();
  if (given.startsWith("{")) return { data: new TextEncoder().encode(given) };
  if (/^https?:/i.test(given)) return fromLink(given, base);
  try {
    const id = canonical(given);
    return { address: credential(base, id), shown: `${base}/awards/${id}/`, page: `${base}/awards/${id}/` };
  } catch (error) {
    if (error instanceof AwardIdError) throw new SubjectError(PROBLEMS[error.code]);
    throw error;
  }
}

function fromLink(given, base) {
  const link = given.length <= LONGEST && URL.canParse(given) ? new URL(given) : null;
  if (!link || link.protocol !== "https:" || link.username || link.password) {
    throw new SubjectError(msg("only plain https links are opened"));
  }
  const page = `${link.origin}${link.pathname}`;
  if (page.endsWith(".json")) return { address: page, page };
  // Every language of a page is about the same credential, which lies beside the first.
  const [, before, id] = /^(.*?)(?:\/[a-z]{2,3}(?:-[A-Za-z]+)*)?\/awards\/([^/]+)\/?$/.exec(page) ?? [];
  if (!id) throw new SubjectError(msg("this link is not to an award’s page, nor to a credential"));
  const own = page.startsWith(`${base}/`) ? base : before;
  return { address: credential(own, id), shown: `${own}/awards/${id}/`, page: `${own}/awards/${id}/` };
}
