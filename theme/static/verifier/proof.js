/**
 * The check `proof`: the signature fits the document, and the key that the issuer lists. Mirrors verification/proof.py,
 * where it knows eddsa-jcs-2022 alone: how many other proofs were not checked is said.
 */

import { couldNotRun, failed, passed } from "./check.js";
import * as dataIntegrity from "./data_integrity.js";
import { DocumentError, IndeterminateError } from "./errors.js";
import { joined, msg } from "./message.js";
import * as multikey from "./multikey.js";
import { textOf } from "./shapes.js";

/** @type {(credential: import("./document.js").Credential, keys: import("./issuer.js").Keys | null) => Promise<import("./check.js").Check>} */
export async function check(credential, keys) {
  if (!keys) return couldNotRun("proof", "no-key", msg("not checked: there is no key of the issuer to check it with"));
  if (!(await multikey.isSupported())) {
    return couldNotRun("proof", "browser", msg("this browser cannot check Ed25519 signatures, or the page was not opened over https"));
  }
  let key;
  try {
    key = keys.key(credential.method);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return couldNotRun("proof", "no-key", msg("not checked: there is no sound key of the issuer to check it with"));
  }
  try {
    await dataIntegrity.verifyProof(credential.document, credential.proof, key);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    if (error instanceof IndeterminateError) return couldNotRun("proof", "proof-not-supported", error.said);
    return failed("proof", "signature", error.code ? error.said : msg("its proof is wrong: {reason}", { reason: error.said }));
  }
  const fits = msg("the signature fits, and every character is as it was signed ({suite})", { suite: dataIntegrity.JCS });
  return passed("proof", joined([fits, ...unchecked(credential)], "; "));
}

/** What is to be said of the other proofs. @type {(credential: import("./document.js").Credential) => import("./message.js").Message[]} */
function unchecked({ issuer, proofs }) {
  const others = [...proofs].filter(([suite]) => suite !== dataIntegrity.JCS).map(([, proof]) => textOf(proof, "verificationMethod").startsWith(`${issuer}#`));
  const [own, foreign] = [true, false].map((isOwn) => others.filter((one) => one === isOwn).length);
  const said = [];
  if (own === 1) said.push(msg("one more proof, of a kind not known here, was not checked"));
  if (own > 1) said.push(msg("{number} more proofs, of a kind not known here, were not checked", { number: own }));
  if (foreign === 1) said.push(msg("one more proof, by somebody else, was not checked"));
  if (foreign > 1) said.push(msg("{number} more proofs, by somebody else, were not checked", { number: foreign }));
  return others[0] === false ? said.reverse() : said;
}
