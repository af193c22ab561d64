/**
 * The entry of a sealed award in the verification index: only who has the credential can read it.
 * Mirrors plugins/testamur/credentials/sealed_entry.py.
 */

import { couldNotRun } from "./check.js";
import { sha256 } from "./digest.js";
import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { isText } from "./shapes.js";

const STATES = ["active", "suspended", "revoked", "superseded", "erased"];
const DOMAIN = new TextEncoder().encode("testamur-sealed-entry/1\n");

/** The members of the entry for whoever has this document, or the check that says why they do not tell. */
export async function open(value, document) {
  const members = await read(value, canonicalize(document));
  return members ?? couldNotRun("edition", "sealed-since", msg("the issuer's index does not tell of this copy: the award was sealed after it was made"));
}

/**
 * The entry as any award's would be for whoever has this copy; null where it does not tell. A copy that is not among the editions
 * finds an entry without digests.
 * @type {(value: any, credential: Uint8Array) => Promise<Map<string, any> | null>}
 */
async function read(value, credential) {
  const isPair = (pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText);
  if (!Array.isArray(value) || !value.length || !value.every(isPair)) return null;
  const own = Uint8Array.from((await hash(credential)).match(/../g), (digits) => parseInt(digits, 16));
  const of = (word) => hash(own, new TextEncoder().encode(word));
  const edition = await of("edition");
  const place = value.findIndex(([one]) => one === edition);
  if (place < 0) return value.some((pair) => pair[0] === "" && pair[1] === "") ? null : new Map();
  const digest = `sha256:${await sha256(credential)}`;
  if (place > 0) return new Map([["replaced", [digest]]]);
  const states = await Promise.all(STATES.map(of));
  return new Map([["digest", digest], ["state", STATES[states.indexOf(value[0][1])] ?? ""]]);
}

const hash = (...parts) => new Blob([DOMAIN, ...parts]).arrayBuffer().then((data) => sha256(new Uint8Array(data)));
