/** Checks a statement code, and then, where there is a network, the award that it speaks of. No DOM. */

import { HEADINGS } from "../verifier/headings.js";
import { day, joined, msg } from "../verifier/message.js";
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
  const stated = { ...examined, heading: headingOf(examined.verdict), isFollowed: false };
  if (keys.asOf && examined.statement) stated.sentence = joined([examined.sentence, asOf(keys.asOf)], " ");
  if (examined.verdict !== "SIGNED") return [{ given, stated }];
  const [today, ...rest] = await check(examined.address);
  if (!today?.examined) return [{ given, stated }];
  const isAnother = isProven(today.examined) && today.examined.digest !== examined.statement.digest;
  return [{ given, stated: { ...(isAnother ? replaced(stated) : stated), isFollowed: true } }, { ...today, place: msg("The award itself, as it is now:") }, ...rest];
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

const asOf = (iso) => msg("Its keys are those of {date}, which this device kept.", { date: day(iso) });

/** Whether a signature fits, by a key of the issuer's. */
function isProven({ checks }) {
  const passed = checks.filter(({ outcome }) => outcome === "passed").map(({ name }) => name);
  return passed.includes("proof") && passed.includes("issuer");
}

function replaced(stated) {
  const sentence = msg("Genuine, but replaced: the award's page has another copy than this code was made of.");
  return { ...stated, verdict: "SUPERSEDED", heading: HEADINGS.SUPERSEDED, sentence };
}

/** What follows a name that is not in the code. @type {(fits: boolean) => import("../verifier/message.js").Message} */
export const compared = (fits) => (fits ? msg("This is the name that was signed.") : msg("This is not the name that was signed. Compare it with the paper, letter by letter."));
