/**
 * Checking one `eddsa-jcs-2022` proof. Mirrors a part of plugins/testamur/proofs/data_integrity.py.
 * Follows Data Integrity EdDSA Cryptosuites v1.0, 3.3. Stricter with a registry's own: the proof's `@context` is the document's,
 * whole, and `created` in UTC and whole seconds.
 */

import { DocumentError, IndeterminateError, VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { decodeBase58btc } from "./multibase.js";
import * as multikey from "./multikey.js";
import { quoted, readInstant } from "./instants.js";
import { isListOf, isText } from "./shapes.js";

export const JCS = "eddsa-jcs-2022";
/** What a registry as ours always signs with. The first one is not checked in a browser. */
export const CRYPTOSUITES = ["eddsa-rdfc-2022", JCS];
const UTC = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;
const PURPOSE = "assertionMethod";
const MEMBERS = ["@context", "id", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"];

/**
 * Return if `proof` is of `document` by `key`; VerificationError otherwise, IndeterminateError where it could not be checked.
 * @type {(document: import("./shapes.js").JsonObject, proof: import("./shapes.js").JsonObject, key: Uint8Array, strict?: boolean) => Promise<void>}
 */
export async function verifyProof(document, proof, key, strict = true) {
  const signature = shape(proof, strict);
  if (!statesContexts(proof, document.get("@context"), strict)) {
    throw new VerificationError(msg("its @context is not the document's"));
  }
  if (!(await multikey.verify(key, signature, await hashData(document, proof)))) {
    throw new VerificationError(msg("the signature does not fit the document"), "signature");
  }
  const unknown = [...proof.keys()].sort().find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw new IndeterminateError(msg("{member} is not understood here", { member: quoted(unknown, 40) }));
}

/** The 64 bytes that a proof signs: the hash of its configuration, then of the document (3.3.4). */
async function hashData(document, proof) {
  const unsecured = without(document, "proof");
  // Contexts that were put behind those of the proof were not signed (3.3.2, step 4).
  if (proof.has("@context")) unsecured.set("@context", proof.get("@context"));
  const parts = [without(proof, "proofValue"), unsecured].map((part) => crypto.subtle.digest("SHA-256", canonicalize(part)));
  return Uint8Array.from((await Promise.all(parts)).flatMap((part) => [...new Uint8Array(part)]));
}

const without = (object, member) => new Map([...object].filter(([name]) => name !== member));

/** Check what every proof must say; return its signature. */
function shape(proof, strict) {
  if (proof.get("proofPurpose") !== PURPOSE) throw new VerificationError(msg("its purpose is not assertionMethod"));
  if (!isText(proof.get("verificationMethod"))) throw new VerificationError(msg("it names no verification method"));
  if (proof.has("created") && !isInstant(proof.get("created"), strict)) {
    throw new VerificationError(msg("created is not an instant with a zone, like 2026-06-01T09:30:00Z"));
  }
  try {
    return decodeBase58btc(proof.get("proofValue"), 64);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new VerificationError(msg("proofValue: {reason}", { reason: error.said }));
  }
}

/** Whether a proof states the contexts of its document; unless `strict`, the first of them, or none, will do. */
function statesContexts(proof, contexts, strict) {
  if (!strict && !proof.has("@context")) return true;
  const stated = proof.get("@context");
  if (!Array.isArray(contexts) || !Array.isArray(stated)) return !strict && isText(stated) && contexts === stated;
  return stated.length > 0 && isListOf(strict ? contexts : contexts.slice(0, stated.length), stated);
}

/** Whether a value is an instant that exists; if `strict`, in UTC and whole seconds. */
function isInstant(value, strict) {
  if (strict && !(isText(value) && UTC.test(value))) return false;
  try {
    readInstant(value, "created");
    return true;
  } catch {
    return false;
  }
}
