/** The check `proof`: the signature fits the document, and the key that the issuer lists. Mirrors verification/proof.py. */

import { couldNotRun, failed, passed } from "./check.js";
import * as dataIntegrity from "./data_integrity.js";
import { DocumentError, IndeterminateError } from "./errors.js";
import { msg } from "./message.js";
import * as multikey from "./multikey.js";

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
  return passed("proof", msg("the signature fits, and every character is as it was signed ({suite})", { suite: dataIntegrity.JCS }));
}
