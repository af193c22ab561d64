/**
 * Whether a trusted issuer, whose DID is like a registry's, runs one: it publishes the list of its keys where every registry does.
 * Mirrors plugins/testamur/verification/resolving/registries.py.
 */

import * as addresses from "./addresses.js";
import { couldNotRun } from "./check.js";
import { baseOf } from "./did.js";
import { VerificationError } from "./errors.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { isObject } from "./shapes.js";
import { parse } from "./strict_json.js";

const LIMIT = 256 * 1024;
const GONE = [404, 410];

/**
 * What is to be said of a document that is in another form than a registry's, which the check `found` has: `again` reads it as other
 * software's, where its issuer runs no registry.
 * @type {(issuer: string, resolver: import("./resolver.js").Resolver, found: import("./check.js").Check, again: () => Promise<any>) => Promise<any>}
 */
export async function judged(issuer, resolver, found, again) {
  try {
    return (await listsKeys(issuer, resolver)) ? [found, null] : again();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const values = { detail: found.detail, reason: error.said };
    const detail = msg("{detail}; and whether its issuer runs a registry could not be learned: {reason}", values);
    return [couldNotRun("document", "issuer-unreachable", detail), null];
  }
}

async function listsKeys(issuer, resolver) {
  try {
    const found = parse(await resolver.fetch(addresses.keys(baseOf(issuer)), LIMIT));
    return isObject(found) && found.get("did") === issuer && Array.isArray(found.get("keys"));
  } catch (error) {
    if (error instanceof VerificationError || GONE.includes(error.status)) return false;
    throw error;
  }
}
