/**
 * Examines a bundle: the same checks over its parts, as of the last list in it. Nobody is asked.
 * Mirrors plugins/testamur/verification/bundle/examining.py.
 */

import { PREVIEW_BASE } from "./addresses.js";
import { NotAnchored, confirm, ofNothing } from "./bundle_anchors.js";
import { say } from "./bundle_words.js";
import { couldNotRun, failed } from "./check.js";
import { documentAddress, fromBase } from "./did.js";
import * as document from "./document.js";
import { VerificationError } from "./errors.js";
import { ended, facts, reach, run } from "./examination.js";
import { readInstant } from "./instants.js";
import { canonicalize } from "./jcs.js";
import { readCheckpoint } from "./log_note.js";
import { joined, msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { isObject, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";
import * as validity from "./validity.js";
import { ASSERTS_GENUINE } from "./verdict.js";

const LIMIT = 4 * 1024 * 1024;

/**
 * Examine a bundle. `anchor` is what is known of its issuer from elsewhere, null where that is nothing; `now` is in milliseconds.
 * @param {import("./bundle.js").Bundle} bundle @param {{anchor: import("./bundle_anchors.js").Anchor | null, now: number}} asked
 * @returns {Promise<import("./examination.js").Examination & {asOf: number | null, isAnchored: boolean, alone: string}>}
 */
export async function examineBundle(bundle, { anchor, now }) {
  const trusted = [bundle.issuer];
  const [first, credential] = await document.check(bundle.credential, { resolver: bundle, trusted, address: bundle.page });
  if (!credential) return { ...(await ended(first)), asOf: null, isAnchored: false, alone: "INVALID" };
  const [missing, confirmed] = await confirmedBy(bundle, anchor, credential.method);
  const asOf = dayOf(await listsOf(bundle, credential));
  const seen = sameSize(bundle, anchor?.seen);
  const made = await run(first, credential, {
    resolver: confirmed ? withDocument(bundle, confirmed.document) : bundle,
    now: asOf === null ? now : Math.min(Math.max(asOf, credential.created ?? asOf), now),
    trusted,
    seen: new Map(),
    logs: () => seen,
  });
  const checks = made.map((check) => anchored(ofBundle(check, credential, confirmed, now), missing, anchor));
  let verdict = reach(checks);
  // Whatever the lists in it say, anybody may have written them.
  if (missing && verdict !== "INVALID") verdict = "INDETERMINATE";
  // A key that was retired or lost signs whatever day it likes: that one is over makes no award genuine.
  if (!missing && ASSERTS_GENUINE.includes(verdict) && !isEntered(checks)) verdict = "INDETERMINATE";
  const preview = credential.issuer === fromBase(PREVIEW_BASE);
  const words = await say(verdict, checks, credential, asOf, !missing);
  return {
    checks,
    verdict,
    sentence: preview ? msg("Preview: on the real site this would say: {words}", { words }) : words,
    facts: facts(credential),
    digest: credential.digest,
    preview,
    proven: null,
    document: credential.document,
    credential,
    registration: made.registration,
    // What it comes to if the file is believed.
    alone: reach(checks.map((check) => (missing && check.code === missing.code ? { ...check, outcome: "passed" } : check))),
    asOf,
    isAnchored: !missing,
  };
}

/** Of a file whose container cannot be read. @param {VerificationError} error */
export const unread = (error) => ended(couldNotRun("document", error.code, error.said));

/** Why nothing vouches for the key of a bundle, or what does vouch for it. */
async function confirmedBy(bundle, anchor, method) {
  if (!anchor) return [ofNothing(bundle), null];
  try {
    return [null, await confirm(bundle, anchor, method)];
  } catch (error) {
    if (error instanceof NotAnchored) return [error, null];
    if (!(error instanceof Unavailable)) throw error;
    return [null, null]; // The check `issuer` says so.
  }
}

/** The bundle as a resolver, with the DID document that an anchor confirmed in place of its own. */
function withDocument(bundle, did) {
  const [address, data] = [documentAddress(bundle.issuer), canonicalize(did)];
  return { fetch: async (url, limit) => (url === address ? data : bundle.fetch(url, limit)) };
}

/** The check `issuer` with what it rests on, every other as it is. */
function anchored(check, missing, anchor) {
  if (check.name !== "issuer" || check.outcome !== "passed") return check;
  if (missing) return couldNotRun("issuer", missing.code, missing.said);
  return anchor?.words ? { ...check, detail: joined([check.detail, anchor.words], ", ") } : check;
}

/** The status lists of an award that are in the bundle, whoever wrote them. */
async function listsOf(bundle, { statuses }) {
  const found = [];
  for (const entry of statuses) {
    try {
      const value = parse(await bundle.fetch(textOf(entry, "statusListCredential"), LIMIT));
      if (isObject(value)) found.push(value);
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof VerificationError)) throw error;
    }
  }
  return found;
}

/** When the older of the lists was signed, as they say: the check `status` finds out who signed. */
function dayOf(lists) {
  const days = [];
  for (const list of lists) {
    try {
      days.push(readInstant(list.get("validFrom"), "validFrom"));
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
    }
  }
  return days.length ? Math.min(...days) : null;
}

/** The checkpoint that was seen, if the bundle's is of the same size: both are of one tree, or it was forked. */
function sameSize(bundle, seen) {
  try {
    const known = readCheckpoint(seen ?? new Uint8Array());
    const own = readCheckpoint(bundle.parts.get("log/checkpoint") ?? new Uint8Array());
    return known.size === own.size ? new Map([[known.origin, seen]]) : new Map();
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return new Map();
  }
}

/** A check as it stands for a bundle: what only today tells, and what its parts cannot show. */
function ofBundle(check, credential, confirmed, now) {
  if (check.name === "validity" && check.code !== "clock") return validity.check(credential, now);
  if (check.name !== "registered" || !["could-not-run", "not-applicable"].includes(check.outcome)) return check;
  // Whoever has such a key leaves the proof out, damages it, or lets the index in the file call the award replaced.
  if (confirmed?.refusal(credential.method)) {
    return failed("registered", "not-registered", msg("its key was retired or lost since, and this bundle has no proof that it was entered before"));
  }
  // What the index in a file says spares nobody the proof.
  return couldNotRun("registered", check.code || "not-registered", check.detail);
}

/** Whether the issuer's log has an award, where it keeps one. */
const isEntered = (checks) => checks.every(({ name, outcome }) => name !== "registered" || outcome === "passed");
