/**
 * The proofs of a document that is no registry's: which of them the verdict rests on, and whether every one that is known here fits.
 * Mirrors what plugins/testamur/verification/document.py and proof.py do with others' documents.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { DocumentError, IndeterminateError } from "./errors.js";
import { leave } from "./kind.js";
import { SEMICOLON, joined, msg } from "./message.js";
import { leftOut } from "./proof.js";
import { firstOf, textOf } from "./shapes.js";
import { verifyProof } from "./suite_checking.js";
import { SUITES, SignedDocument, findSuite } from "./suites.js";

/** @typedef {import("./credential.js").NamedProof} NamedProof */

/** A proof that is not checked; the message says why. */
class Left extends Error {}

/** The proofs by their names, first the issuer's of the suite that says most. @type {(listed: import("./shapes.js").JsonObject[], issuer: string) => NamedProof[]} */
export function nameAll(listed, issuer) {
  const proofs = listed.map(named);
  const known = proofs.filter((proof) => proof.suite);
  if (!known.length) {
    const suites = firstOf(proofs.map(({ name }) => name).join(", "), 120);
    leave("proof-not-supported", msg("it has no proof of a kind that is read here, but {suites}", { suites }));
  }
  const place = (proof) => (isBy(proof, issuer) ? 0 : mayBeBy(proof, issuer) ? 1 : 2) * SUITES.length + SUITES.indexOf(proof.suite);
  const first = known.reduce((least, proof) => (place(proof) < place(least) ? proof : least));
  return [first, ...proofs.filter((proof) => proof !== first)];
}

function named(document) {
  const suite = findSuite(document);
  const type = document.get("type");
  const name = suite?.name ?? (type === "DataIntegrityProof" ? document.get("cryptosuite") : `a proof of the type ${type}`);
  return { name, suite, document };
}

const methodOf = ({ document }) => textOf(document, "verificationMethod");
const isBy = (proof, issuer) => methodOf(proof).startsWith(`${issuer}#`);
const hostOf = (address) => (address.startsWith("https://") ? address.split("/")[2] : null);

/** Whether it may be the issuer's: it has the issuer's name alone, or an address at the issuer's host. */
const mayBeBy = (proof, issuer) => methodOf(proof) === issuer || (hostOf(issuer) !== null && hostOf(methodOf(proof)) === hostOf(issuer));

/** The check of every proof that can be checked. @type {(credential: import("./document.js").Credential, keys: import("./issuer.js").Keys) => Promise<import("./check.js").Check>} */
export async function check(credential, keys) {
  if (credential.token) return (await import("./jwt.js")).checkProof(credential, keys);
  const { document, issuer } = credential;
  const [first, ...beside] = credential.proofs;
  const signed = new SignedDocument(document);
  const problem = await problemOf(signed, first, keys);
  if (problem) return problem;
  const names = new Set([first.name]);
  const left = new Map();
  for (const proof of beside) {
    try {
      await checkBeside(signed, [issuer, methodOf(first)], proof, keys);
      names.add(proof.name);
    } catch (error) {
      if (error instanceof Left) left.set(error.message, (left.get(error.message) ?? 0) + 1);
      else if (!(error instanceof DocumentError)) throw error;
      else return unfit(error.code, error.code, msg("its {suite} proof cannot be relied on: {reason}", { suite: proof.name, reason: error.said }));
    }
  }
  const suite = [...names].join(", ");
  // RDF has no order: such a proof alone would not notice if the items of an array changed places.
  const fits = first.suite.isRdf
    ? msg("the signature fits, and all that it says was signed ({suite})", { suite })
    : msg("the signature fits, and every character is as it was signed ({suite})", { suite });
  return passed("proof", joined([fits, ...[...left].map(([why, number]) => (why === "outside" ? outside(number) : leftOut(why, number)))], SEMICOLON));
}

const outside = (number) =>
  number === 1 ? msg("one more proof, of terms not known here, was not checked") : msg("{number} more proofs, of terms not known here, were not checked", { number });

/** What is wrong with the proof that the verdict rests on; null for nothing. */
async function problemOf(signed, proof, keys) {
  let key;
  try {
    key = keys.key(methodOf(proof));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return couldNotRun("proof", "no-key", msg("not checked: there is no sound key of the issuer to check it with"));
  }
  try {
    await verifyProof(proof.suite, signed, proof.document, key);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    if (error instanceof IndeterminateError) return couldNotRun("proof", "proof-not-supported", error.said);
    const detail = error.code === "signature" ? error.said : msg("its proof is wrong: {reason}", { reason: error.said });
    return unfit(error.code, "signature", detail);
  }
  return null;
}

/** Only that a signature does not fit, or that the issuer does not list its key, is a verdict. */
const unfit = (code, shown, detail) =>
  code === "signature" || code === "unknown-key" ? failed("proof", shown, detail) : couldNotRun("proof", "proof-shape", detail);

/** Throw unless another proof fits; Left where it is not checked. */
async function checkBeside(signed, [issuer, method], proof, keys) {
  if (!isBy(proof, issuer) && methodOf(proof) !== method) throw new Left("foreign");
  if (!proof.suite) throw new Left("unknown");
  let key;
  try {
    key = keys.key(methodOf(proof));
  } catch (error) {
    throw error instanceof IndeterminateError ? new Left("unknown") : error;
  }
  try {
    await verifyProof(proof.suite, signed, proof.document, key);
  } catch (error) {
    throw error instanceof IndeterminateError ? new Left("outside") : error;
  }
}
