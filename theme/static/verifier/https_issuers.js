/**
 * The keys of an issuer that is named by an https address, as a DID document would list them.
 * Mirrors plugins/testamur/verification/resolving/https_issuers.py. A key counts only if it lies at the issuer's own origin (RFC 6454).
 */

import { evenly } from "./did_documents.js";
import { DocumentError, VerificationError } from "./errors.js";
import { fetchJson } from "./issuer.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { isObject, isText } from "./shapes.js";

export const SCHEME = "https://";
const MOST_KEYS = 1000;
const LONGEST = 1000;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
// A host of at least two labels, a port, and a path of plain characters: nothing that two readers take differently.
const ADDRESS = new RegExp(
  `^(https://(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9][0-9]{0,4})?)(?:(?!\\S*(?:/\\.\\.?(?:[/?]|$)|%2[EFef]|%5[Cc]))[/?][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?$`,
);

/** @type {(address: string) => void} */
export function checkName(address) {
  if (!originOf(address)) throw new DocumentError(msg("not a plain https address"));
}

/**
 * The issuer's keys as a DID document lists them, and whether a key that is not among them is not theirs. `method` is the name of
 * the key that is looked for; "" where any will do.
 * @type {(issuer: string, method: string, resolver: import("./resolver.js").Resolver) => Promise<[unknown, boolean]>}
 */
export async function read(issuer, method, resolver) {
  const address = method.startsWith(SCHEME) ? method.split("#")[0] : issuer;
  if (!originOf(address) || originOf(address) !== originOf(issuer)) {
    throw new VerificationError(msg("its key lies at another place than its issuer"), "key-not-of-issuer");
  }
  const found = await fetchJson(resolver, address);
  if (!isObject(found)) throw silent(address);
  if (Array.isArray(found.get("keys"))) return [listing(issuer, ofSet(issuer, method, address, found.get("keys"))), false];
  if (found.has("kty")) return [listing(issuer, [methodOf(issuer, method || address, found)]), false];
  if (found.has("publicKeyMultibase") || found.has("publicKeyJwk")) return [evenly(address, listing(issuer, [found])), false];
  if (!found.has("verificationMethod") && !found.has("assertionMethod")) throw silent(address);
  // A document of another name on the same host lists keys, too, but not all that the issuer has.
  return [evenly(address, new Map([...found, ["id", issuer]])), found.get("id") === issuer];
}

/** Scheme, host and port of a plain address; "" of any other. @type {(address: string) => string} */
const originOf = (address) => (address.length <= LONGEST && ADDRESS.exec(address)?.[1]) || "";

/** The keys of a set as verification methods; the one that is looked for has its name. */
function ofSet(issuer, method, address, keys) {
  const listed = keys.slice(0, MOST_KEYS).filter(isObject);
  if (listed.length === 1 && !method.includes("#")) return [methodOf(issuer, method || address, listed[0])];
  return listed
    .filter((key) => isText(key.get("kid")))
    .map((key) => {
      const whole = `${address}#${key.get("kid")}`;
      return methodOf(issuer, [key.get("kid"), whole].includes(method) ? method : whole, key);
    });
}

const methodOf = (issuer, name, jwk) => new Map([["id", name], ["type", "JsonWebKey"], ["controller", issuer], ["publicKeyJwk", jwk]]);
const listing = (issuer, methods) =>
  new Map([["id", issuer], ["verificationMethod", methods], ["assertionMethod", methods.map((one) => one.get("id"))]]);
const silent = (address) => new Unavailable(msg("{address} says nothing of the keys of its issuer", { address: address.slice(0, 200) }));
