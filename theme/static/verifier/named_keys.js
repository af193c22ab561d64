/**
 * A key that stands in a document itself: in the name of its verification method, or in the header of its token.
 * Mirrors plugins/testamur/verification/resolving/named_keys.py. It says nothing of who holds it.
 */

import { checkName, isKey, shortened, workOut } from "./did_documents.js";
import { DocumentError } from "./errors.js";
import { ofMultikey } from "./public_keys.js";

const ADDRESS = /^(?:https?:\/\/|urn:uuid:)/; // whose fragment may be the key

/** A document that lists such a key; null where there is none. @type {(issuer: string, method: string, jwk: unknown) => import("./shapes.js").JsonObject | null} */
export function document(issuer, method, jwk) {
  const found = jwk === undefined ? inName(method) : new Map([["type", "JsonWebKey"], ["publicKeyJwk", jwk]]);
  if (found === null) return null;
  const one = new Map([...found, ["id", method], ["controller", issuer]]);
  return new Map([["id", issuer], ["verificationMethod", [one]], ["assertionMethod", [method]]]);
}

/** What a sentence calls such a key. @type {(method: string) => string} */
export function called(method) {
  const [name, ...fragment] = method.split("#");
  return shortened(ADDRESS.test(method) ? fragment.join("#") : name);
}

function inName(method) {
  const [name, ...rest] = method.split("#");
  const fragment = rest.join("#");
  try {
    if (ADDRESS.test(name)) {
      ofMultikey(fragment);
      return new Map([["type", "Multikey"], ["publicKeyMultibase", fragment]]);
    }
    if (!isKey(name)) return null;
    checkName(name);
    return workOut(name).get("verificationMethod").find((one) => one.get("id") === method) ?? null;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return null; // the fragment is a name like any other
  }
}
