/**
 * Links to award pages as people hand them over, brought to the one form that is signed into credentials.
 * Mirrors plugins/testamur/verification/reading/award_links.py, which says what may differ and what may not. No DOM, no network.
 */

import { AwardIdError, canonical } from "./award_id.js";

export const CREDENTIAL = "credential.json";
const LONGEST = 2000;
const SPACES = /[\t-\r \xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+/;
const AROUND = [["(", ")"], ["[", "]"], ["{", "}"]];
const BEFORE = /^[<"'“”„«»‘’`*]+/;
const AFTER = new Set(">\"'“”„«»‘’`*.,;:!");
const LINK = new RegExp(
  "^https://([a-z0-9-]+(?:\\.[a-z0-9-]+)*)(?::([1-9][0-9]{0,4}))?" +
    "((?:/[a-z0-9_~-][a-z0-9._~-]*)*)/awards" +
    "/([0-9a-z]{4}(?:-[0-9a-z]{4}){3})" +
    "(?:/(index\\.html?|credential\\.json|badge\\.png|badge\\.svg)?)?(?:[?#].*)?$",
  "is",
);
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/i;

/** A link without spaces, and without the brackets, quotes and full stops that a text puts around it. @type {(text: string) => string} */
export function unwrapped(text) {
  let link = text.split(SPACES).join("");
  for (let layer = 0; layer < 4; layer += 1) {
    link = withoutEnd(link.replace(BEFORE, ""));
    if (/^url:/i.test(link)) link = link.slice(4);
    if (AROUND.some(([opening, closing]) => link.startsWith(opening) && link.endsWith(closing))) link = link.slice(1, -1);
  }
  return link;
}

function withoutEnd(link) {
  let end = link.length;
  while (end > 0 && AFTER.has(link[end - 1])) end -= 1;
  return link.slice(0, end);
}

/**
 * The award that a link leads to: `pages` are the addresses that its page can have, the likeliest first, `file` is what is asked
 * for beside it. Null of what is no link to an award's page, or more than one. `base` is the registry whose languages are known.
 * @type {(text: string, base?: string) => {pages: string[], file: string} | null}
 */
export function readLink(text, base = "") {
  if (text.length > LONGEST) return null;
  const link = unwrapped(text);
  const found = LINK.exec(link);
  if (!found || (text.split(SPACES).filter(Boolean).length > 1 && link.split("://").length > 2)) return null;
  const [, host, port, path, award, named = ""] = found;
  const id = canonicalId(award);
  if (!id) return null;
  const site = `https://${host.toLowerCase()}${port === undefined || port === "443" ? "" : `:${port}`}${path}`;
  const file = named && !/^index/i.test(named) ? named.toLowerCase() : CREDENTIAL;
  return { pages: basesOf(site, base).map((one) => `${one}/awards/${id}/`), file };
}

function canonicalId(typed) {
  try {
    return canonical(typed);
  } catch (error) {
    if (error instanceof AwardIdError) return "";
    throw error;
  }
}

/** The addresses of the registries that a page below `site` may be of. */
function basesOf(site, base) {
  const at = site.lastIndexOf("/");
  const [above, last] = [site.slice(0, at), site.slice(at + 1)];
  const withoutLanguage = above.split("/").length > 2 && LANGUAGE.test(last) ? above : "";
  if (base && (base === site || base === withoutLanguage)) return [base];
  return withoutLanguage ? [site, withoutLanguage] : [site];
}
