/**
 * Checking one `eddsa-jcs-2022` proof. Mirrors a part of plugins/testamur/proofs/data_integrity.py.
 * Follows Data Integrity EdDSA Cryptosuites v1.0, 3.3; suite_checking.js has what others may do beside.
 */

import { DocumentError, IndeterminateError, VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { decodeBase58btc } from "./multibase.js";
import * as multikey from "./multikey.js";
import { quoted, readInstant } from "./instants.js";
import { isListOf, isText } from "./shapes.js";

export const JCS = "eddsa-jcs-2022";
export const RDFC = "eddsa-rdfc-2022";
/** What a registry as ours always signs with. Of its documents, the first one is not checked in a browser. */
export const CRYPTOSUITES = [RDFC, JCS];
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const PURPOSE = "assertionMethod";
export const MEMBERS = ["@context", "id", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"];

/**
 * Return if `proof` is of `document` by `key`; VerificationError otherwise, IndeterminateError where it could not be checked.
 * @type {(document: import("./shapes.js").JsonObject, proof: import("./shapes.js").JsonObject, key: Uint8Array) => Promise<void>}
 */
export async function verifyProof(document, proof, key) {
  const signature = signatureOf(proof);
  checkForm(proof, document.get("@context"));
  const bytes = key.of?.(["Ed25519"], JCS) ?? key;
  if (!(await multikey.verify(bytes, signature, await hashData(document, proof)))) throw unfit();
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

export const without = (object, member) => new Map([...object].filter(([name]) => name !== member));

/** Check what every proof must say; return its signature. */
export function signatureOf(proof, length = 64) {
  if (proof.get("proofPurpose") !== PURPOSE) throw new VerificationError(msg("its purpose is not assertionMethod"));
  if (!isText(proof.get("verificationMethod"))) throw new VerificationError(msg("it names no verification method"));
  try {
    return decodeBase58btc(proof.get("proofValue"), length);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new VerificationError(msg("proofValue: {reason}", { reason: error.said }));
  }
}

/** Hold a registry's own proof to the form in which it is made. */
function checkForm(proof, contexts) {
  if (!Array.isArray(contexts) || !isListOf(proof.get("@context"), contexts)) throw ofOtherContexts();
  if (proof.has("created") && !(UTC.test(proof.get("created")) && isInstant(proof.get("created")))) throw notAnInstant();
}

export const unfit = () => new VerificationError(msg("the signature does not fit the document"), "signature");
export const ofOtherContexts = () => new VerificationError(msg("its @context is not the document's"));
export const notAnInstant = () => new VerificationError(msg("created is not an instant with a zone, like 2026-06-01T09:30:00Z"));

/** Whether a value is an instant that exists. @type {(value: unknown) => boolean} */
export function isInstant(value) {
  try {
    readInstant(value, "created");
    return true;
  } catch {
    return false;
  }
}
