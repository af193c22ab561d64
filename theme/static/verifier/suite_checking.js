/** Checks one proof that is not a registry's own, by the rules of its suite. Mirrors plugins/testamur/proofs/suites/checking.py. */

import { isInstant, notAnInstant, ofOtherContexts, signatureOf, unfit } from "./data_integrity.js";
import { DocumentError, IndeterminateError } from "./errors.js";
import { quoted } from "./instants.js";
import { msg } from "./message.js";
import { ascii } from "./nquads.js";
import { firstOf, isListOf, isText } from "./shapes.js";
import { messageOf } from "./suites.js";

const SIGNATURE_BYTES = { Ed25519: 64, "P-256": 64, "P-384": 96 };

/**
 * Return if `proof` is a signature of `document` by `key`; VerificationError otherwise, with the code `signature`
 * where one was checked and does not fit; IndeterminateError where it could not be checked.
 * @type {(suite: import("./suites.js").Suite, document: import("./suites.js").SignedDocument, proof: import("./shapes.js").JsonObject, key: import("./public_key.js").PublicKey) => Promise<void>}
 */
export async function verifyProof(suite, document, proof, key) {
  key.of(Object.keys(suite.digests), suite.name);
  const signature = signatureOf(proof, SIGNATURE_BYTES[key.kind]);
  if (proof.has("created") && !isInstant(proof.get("created"))) throw notAnInstant();
  if (!statesContexts(suite, proof, document.contexts)) throw ofOtherContexts();
  if (!(await key.verify(signature, await signed(suite, document, proof, key.kind)))) {
    throw await refusal(suite, document);
  }
  const unknown = [...proof.keys()].sort().find((name) => !suite.members.includes(name));
  if (unknown !== undefined) throw new IndeterminateError(msg("{member} is not understood here", { member: quoted(unknown, 40) }));
  if (suite.isRdf && document.unsigned) {
    throw new IndeterminateError(msg("the signature fits, but nothing signs {member}, which none of its contexts defines", { member: document.unsigned }));
  }
}

/** What is wrong where a signature does not fit. */
async function refusal({ isRdf }, document) {
  // A context may have got new terms under its old address: those that are signed with it are not known here.
  if (isRdf && document.unsigned) {
    return new IndeterminateError(msg("the signature does not fit, and {member} is not a term of its contexts here", { member: document.unsigned }));
  }
  const doubt = isRdf ? await document.doubt() : "";
  return doubt ? new IndeterminateError(msg("the signature does not fit, but not all software signs {doubt} alike", { doubt: ascii(firstOf(doubt, 60)) })) : unfit();
}

async function signed(suite, document, proof, kind) {
  try {
    return await messageOf(suite, document, proof, kind);
  } catch (error) {
    // JCS writes all JSON that a strict reader lets through: what it cannot write was never signed.
    if (!(error instanceof DocumentError) || !suite.isRdf) throw error;
    throw new IndeterminateError(msg("what {suite} signs of it cannot be told: {reason}", { suite: suite.name, reason: error.said }));
  }
}

/** Whether a proof states the contexts of its document, or none; one by JCS may state the first of them. */
function statesContexts({ isRdf }, proof, contexts) {
  const stated = proof.has("@context") ? proof.get("@context") : contexts;
  if (!Array.isArray(contexts) || !Array.isArray(stated)) return isText(stated) && contexts === stated;
  const first = isRdf ? contexts : contexts.slice(0, stated.length);
  return stated.length > 0 && isListOf(first, stated);
}
