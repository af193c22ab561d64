/**
 * A hosted Assertion: what its own address says today is what counts, and what was given is compared with it.
 * Mirrors plugins/testamur/verification/open_badges_2/hosted.py.
 */

import { DocumentError, VerificationError } from "./errors.js";
import { readInstant } from "./instants.js";
import { canonicalize } from "./jcs.js";
import { leave } from "./kind.js";
import { msg } from "./message.js";
import { read } from "./ob2_assertion.js";
import { fetchDocument, hostOf } from "./ob2_linked.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText, namesIn, objectOf, textOf } from "./shapes.js";

const GONE = 410;
// What an award says; pictures and contexts are written anew by whoever hands one on, and may well leave out the last two.
const COMPARED = ["recipient", "badge", "issuedOn", "expires"];
const COMPARED_IF_GIVEN = ["evidence", "narrative"];
const INSTANTS = ["issuedOn", "expires"];

/** The Assertion that counts, what differs from it, and if it was withdrawn. @typedef {{assertion: import("./ob2_assertion.js").Assertion, differs: string[], revoked: boolean, reason: string}} Hosted */

/** Ask an address for its Assertion; `given` is null where that was the address alone. @type {(address: string, given: import("./ob2_assertion.js").Assertion | null, resolver: import("./resolver.js").Resolver) => Promise<Hosted>} */
export async function lookUp(address, given, resolver) {
  let document;
  try {
    document = await fetchDocument(resolver, address, ["Assertion"]);
  } catch (error) {
    // What was answered is in the sentence: "{url} answered {status}".
    if (error instanceof Unavailable && error.said.values.status === GONE && given) return { assertion: given, differs: [], revoked: true, reason: "" };
    throw error;
  }
  const revoked = document.has("revoked") ? document.get("revoked") : false;
  if (typeof revoked !== "boolean") leave("status-entry", msg("it does not say whether the award was withdrawn"));
  const reason = textOf(document, "revocationReason");
  // Of a withdrawn award the address may say no more than that.
  if (revoked && given && !document.has("badge")) return { assertion: given, differs: [], revoked, reason };
  const assertion = read(document);
  return { assertion, differs: given ? differing(given.document, document) : [], revoked, reason };
}

function differing(given, found) {
  const names = [...COMPARED, ...COMPARED_IF_GIVEN.filter((name) => given.has(name))];
  return names.filter((name) => !isAlike(name, given.get(name) ?? null, found.get(name) ?? null));
}

function isAlike(name, given, found) {
  if (INSTANTS.includes(name) && isText(given) && isText(found)) {
    try {
      return readInstant(given, name) === readInstant(found, name);
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      return given === found;
    }
  }
  if (name === "badge" && (isText(given) || isText(found))) {
    const [one, other] = [given, found].map((value) => (isObject(value) ? textOf(value, "id") : value));
    return one === other;
  }
  try {
    const [one, other] = [given, found].map((value) => new TextDecoder().decode(canonicalize(value)));
    return one === other;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return false;
  }
}

/** Whether an issuer's Profile allows an award at an address to be its own; without a word, those at its host are. @type {(address: string, profile: import("./shapes.js").JsonObject) => boolean} */
export function isInScope(address, profile) {
  const policy = objectOf(profile, "verification");
  if (policy.has("startsWith") && !namesIn(policy.get("startsWith")).some((one) => isText(one) && one && address.startsWith(one))) return false;
  const origins = policy.has("allowedOrigins") ? namesIn(policy.get("allowedOrigins")) : [hostOf(textOf(profile, "id"))];
  const host = hostOf(address);
  return host !== "" && origins.some((one) => isText(one) && one.toLowerCase() === host);
}
