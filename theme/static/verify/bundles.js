/**
 * Bundles on the page "Check an award": what the issuer's site says today comes first, and the file by itself where that is silent.
 * Fetched where a file is a web page. Mirrors plugins/testamur/cli/commands/site/verify_bundle.py. No DOM.
 */

import { find } from "../verifier/bundle.js";
import { examineBundle, unread } from "../verifier/bundle_examining.js";
import { VerificationError } from "../verifier/errors.js";
import { msg } from "../verifier/message.js";
import { CONSEQUENCES } from "../verifier/sentence.js";

// Of checks that could not run since nobody answered, or no page of another site may read the answer.
const SILENT = ["cross-origin", "index-unreachable", "issuer-unreachable", "keys-unreachable", "list-unreachable", "log-unreachable"];

/** @typedef {import("../verifier/examination.js").Examination} Examination */

/**
 * What is found about a bundle; null where a file is none. `ask` examines its credential by what is published today.
 * @param {Uint8Array} data @param {(credential: Uint8Array, address: string) => Promise<{examined: Examination}>} ask
 * @param {{now: number, logs: Function}} asked
 * @returns {Promise<{examined: Examination, page?: string} | null>}
 */
export async function examineBundled(data, ask, { now, logs }) {
  let bundle;
  try {
    bundle = find(data);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return { examined: await unread(error) };
  }
  if (!bundle) return null;
  const live = await ask(bundle.credential, bundle.page);
  if (!isSilent(live.examined)) return { ...live, page: bundle.page };
  const [memory, origin] = [await logs(false), `${bundle.base.replace("https://", "")}/log`];
  const [seen, root] = [memory.get(origin), memory.get(`${origin}/root`)];
  const anchor = seen ? { words: msg("by its log, which was seen here before"), seen, root: root && new TextDecoder().decode(root) } : null;
  const examined = await examineBundle(bundle, { anchor, now });
  return { examined: { ...examined, document: null, credential: null }, page: bundle.page };
}

/** Whether nothing was found, and that is so since nobody answered. */
function isSilent({ verdict, checks }) {
  const codes = checks.filter(({ outcome, code }) => outcome === "could-not-run" && !CONSEQUENCES.includes(code)).map(({ code }) => code);
  return verdict === "INDETERMINATE" && codes.length > 0 && codes.every((code) => SILENT.includes(code));
}
