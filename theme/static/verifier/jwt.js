/**
 * A credential that is a JSON Web Token: its document, and the check of its signature.
 * Mirrors plugins/testamur/verification/jwt/opening.py and signature.py. Fetched when a token is met.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { sha256 } from "./digest.js";
import { VerificationError } from "./errors.js";
import * as jwk from "./jwk.js";
import * as jws from "./jws.js";
import * as claims from "./jwt_claims.js";
import * as tokens from "./jwt_token.js";
import { refuse } from "./kind.js";
import { msg } from "./message.js";
import { parse } from "./strict_json.js";

/** A token whose document is read as others are. @typedef {{checked: Function, proofs: Function, secured: Function}} Opened */

/** The document in `data`, and the token that it came out of; null where it is JSON. @type {(data: Uint8Array) => [any, Opened | null]} */
export function open(data) {
  if (!jws.looksLikeOne(data)) return [parse(data), null];
  const token = tokens.read(data);
  const opened = {
    checked: (document, own) => checked(token, document, own),
    // What names the key, as a proof would.
    proofs: (issuer) => [{ name: "", document: new Map([["verificationMethod", tokens.methodOf(token, issuer)]]) }],
    secured: () => secured(token),
  };
  return [claims.documentIn(token.payload), opened];
}

/** A credential with what only the claims say, where header and claims fit. */
function checked({ header, payload }, document, own) {
  if (own) refuse("proof-missing", msg("it is a JSON Web Token, and this issuer signs none"));
  tokens.checkHeader(header);
  if (document.has("proof")) throw new VerificationError(msg("it is a token with a proof of its own, which is not read here"), "claims");
  return claims.completed(document, payload);
}

/** What a credential has of its token, in place of what it would have of proofs. */
async function secured(token) {
  return {
    token,
    digest: `sha256:${await sha256(new TextEncoder().encode(token.compact.text))}`,
    created: claims.issuedAt(token.payload),
  };
}

/** The check `proof` of a token, with the key of its issuer that it names. @type {(credential: import("./credential.js").Credential, keys: import("./issuer.js").Keys) => Promise<import("./check.js").Check>} */
export async function checkProof(credential, keys) {
  const { compact, header } = credential.token;
  let key;
  try {
    key = keys.key(credential.method);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return couldNotRun("proof", "no-key", msg("not checked: there is no sound key of the issuer to check it with"));
  }
  const algorithm = header.get("alg");
  if (key.kind !== jwk.algorithmOf(algorithm)) {
    // Else a public key could be taken for a secret, or checked in a way for which it was not made (RFC 8725, 3.1).
    const detail = msg("its algorithm {algorithm} is not that of the issuer's key, which is of the kind {kind}", { algorithm, kind: key.kind });
    return couldNotRun("proof", "algorithm", detail);
  }
  if (!(await key.verify(compact.signature, compact.signed))) return failed("proof", "signature", msg("the signature does not fit the document"));
  return passed("proof", msg("the signature fits, and every character is as it was signed ({suite})", { suite: algorithm }));
}
