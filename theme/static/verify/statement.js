/** Checks a statement code, and then, where there is a network, the award that it speaks of. No DOM. */

import { HEADINGS } from "../verifier/headings.js";
import { day, joined, msg } from "../verifier/message.js";
import { holdAgainst } from "../verifier/published_award.js";
import { examine } from "../verifier/statement_examination.js";
import { Unavailable } from "../verifier/resolver.js";
import { KeptKeys } from "./kept_keys.js";

/** @typedef {import("./checking.js").Result} Result */
/**
 * What was found of a code: the `heading` for it, the examination, and whether the award itself could be asked (`isFollowed`).
 * @typedef {import("../verifier/statement_examination.js").StatementExamination & {heading: import("../verifier/message.js").Message, isFollowed: boolean}} Stated
 */

const headingOf = (verdict) => (verdict === "SIGNED" ? msg("Signed") : HEADINGS[verdict]);

/**
 * What is found of a code; then what is found of its award, where that can be asked. `check` examines an award by its link.
 * @param {import("./given.js").Given} given @param {Uint8Array} data @param {import("../verifier/page.js").Site} site
 * @param {import("../verifier/resolver.js").Resolver} resolver @param {(link: string) => Promise<Result[]>} check
 * @returns {Promise<Result[]>}
 */
export async function checkStatement(given, data, site, resolver, check) {
  const keys = new KeptKeys(given.statement ? new OwnAlone(resolver, site) : resolver, site);
  const examined = await examine(data, { resolver: keys, now: Date.now(), trusted: site.trusted });
  const stated = (found, isFollowed = false) => ({ ...found, heading: headingOf(found.verdict), isFollowed });
  if (examined.verdict !== "SIGNED") return [{ given, stated: stated(keys.asOf && examined.statement ? asOfKept(examined, keys.asOf) : examined) }];
  const [today, ...rest] = await check(examined.address);
  const held = await holdAgainst(examined, today?.examined ?? null, resolver);
  const found = keys.asOf && held.verdict === "SIGNED" ? asOfKept(held, keys.asOf) : held;
  if (!today?.examined) return [{ given, stated: stated(found) }];
  return [{ given, stated: stated(found, true) }, { ...today, place: msg("The award itself, as it is now:") }, ...rest];
}

/** Asks this registry alone: a link that somebody followed here is not to make their browser ask a host that the link names. */
class OwnAlone {
  constructor(inner, { base }) {
    Object.assign(this, { inner, base });
  }

  async fetch(url, limit) {
    if (url.startsWith(`${this.base}/`)) return this.inner.fetch(url, limit);
    throw new Unavailable(msg("this code is of {host}, which was not asked; open that registry’s own page", { host: new URL(url).host }));
  }
}

/** A finding that rests on keys that were kept, with their day. */
const asOfKept = (found, iso) => ({
  ...found,
  sentence: joined([found.sentence, msg("Its keys are those of {date}, which this device kept.", { date: day(iso) })], " "),
});

/** What follows a name that is not in the code. @type {(fits: boolean) => import("../verifier/message.js").Message} */
export const compared = (fits) => (fits ? msg("This is the name that was signed.") : msg("This is not the name that was signed. Compare it with the paper, letter by letter."));
