/** `did:web` identifiers. Mirrors a part of plugins/testamur/credentials/did.py. */

import { DocumentError } from "./errors.js";
import { msg } from "./message.js";

// A host name of at least two labels, a port, then plain path segments: nothing that could be read as another place.
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const DID = new RegExp(
  `^did:web:((?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:%3A([1-9][0-9]{0,4}))?((?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)$`,
);

/** The DID of the issuer whose site is at `base`. @type {(base: string) => string} */
export function fromBase(base) {
  const [host = "", ...path] = base.replace(/^https:\/\//, "").split("/").filter(Boolean);
  return ["did:web", host.replace(":", "%3A"), ...path, "issuer"].join(":");
}

/** The https address of a DID's document; DocumentError when it is no `did:web` that is read here. @type {(did: string) => string} */
export function documentAddress(did) {
  const [, host, port, path] = (did.length <= 500 && DID.exec(did)) || [];
  if (!host || Number(port ?? 0) > 65535) throw new DocumentError(msg("not a did:web identifier"));
  return `https://${host}${port ? `:${port}` : ""}${path.replaceAll(":", "/") || "/.well-known"}/did.json`;
}

/** The base of a site laid out as ours; DocumentError for other DIDs. @type {(did: string) => string} */
export function baseOf(did) {
  const address = documentAddress(did);
  if (!address.endsWith("/issuer/did.json")) throw new DocumentError(msg("not the DID of a Testamur registry"));
  return address.slice(0, -"/issuer/did.json".length);
}

/** The host (and port) that answers for a DID. @type {(did: string) => string} */
export const authorityOf = (did) => documentAddress(did).split("/")[2];
