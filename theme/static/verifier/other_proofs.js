/**
 * The form of a proof that is not a registry's: what Data Integrity EdDSA Cryptosuites v1.0, 3.3, allows beside what ours have.
 * Mirrors a part of plugins/testamur/proofs/data_integrity.py.
 */

import { isInstant, notAnInstant, ofOtherContexts } from "./data_integrity.js";
import { isListOf, isText } from "./shapes.js";

/** A proof may state the first contexts of its document only, or none; `created` has any zone. @type {(proof: import("./shapes.js").JsonObject, contexts: unknown) => void} */
export function theirs(proof, contexts) {
  if (proof.has("@context") && !begins(contexts, proof.get("@context"))) throw ofOtherContexts();
  if (proof.has("created") && !isInstant(proof.get("created"))) throw notAnInstant();
}

function begins(contexts, stated) {
  if (!Array.isArray(contexts) || !Array.isArray(stated)) return isText(stated) && contexts === stated;
  return stated.length > 0 && isListOf(contexts.slice(0, stated.length), stated);
}
