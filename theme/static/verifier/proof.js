/**
 * The check `proof`: the signature fits the document, and the key that the issuer lists. Mirrors verification/proof.py, but
 * of a registry's document checks eddsa-jcs-2022 alone, and says which proofs it did not check (decision 16).
 */

import { couldNotRun, failed, passed } from "./check.js";
import * as dataIntegrity from "./data_integrity.js";
import { DocumentError, IndeterminateError } from "./errors.js";
import { SEMICOLON, joined, msg } from "./message.js";
import * as multikey from "./multikey.js";
import { textOf } from "./shapes.js";

/** @type {(credential: import("./document.js").Credential, keys: import("./issuer.js").Keys | null) => Promise<import("./check.js").Check>} */
export async function check(credential, keys) {
  if (!keys) return couldNotRun("proof", "no-key", msg("not checked: there is no key of the issuer to check it with"));
  if (!(await multikey.isSupported())) {
    return couldNotRun("proof", "browser", msg("this browser cannot check Ed25519 signatures, or the page was not opened over https"));
  }
  if (!credential.registry) return (await import("./other_proofs.js")).check(credential, keys);
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
  return passed("proof", joined([fits, ...unchecked(credential)], SEMICOLON));
}

/** What is to be said of the other proofs. @type {(credential: import("./document.js").Credential) => import("./message.js").Message[]} */
function unchecked({ issuer, proofs }) {
  const left = new Map();
  for (const { name, document } of proofs.slice(1)) {
    const isOwn = textOf(document, "verificationMethod").startsWith(`${issuer}#`);
    const why = !isOwn ? "foreign" : dataIntegrity.CRYPTOSUITES.includes(name) ? name : "unknown";
    left.set(why, (left.get(why) ?? 0) + 1);
  }
  return [...left].map(([why, number]) => leftOut(why, number));
}

/** What is said of proofs that were not checked. @type {(why: string, number: number) => import("./message.js").Message} */
export function leftOut(why, number) {
  const one = number === 1;
  if (why === "unknown") return one ? msg("one more proof, of a kind not known here, was not checked") : msg("{number} more proofs, of a kind not known here, were not checked", { number });
  if (why === "foreign") return one ? msg("one more proof, by somebody else, was not checked") : msg("{number} more proofs, by somebody else, were not checked", { number });
  return msg("one more proof ({suite}) is not checked in a browser", { suite: why });
}
