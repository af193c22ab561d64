/**
 * Where the keys of an issuer that is no registry are listed, by the kind of name that it has.
 * Mirrors plugins/testamur/verification/resolving/issuer_documents.py, and what issuer.py does with keys of others.
 */

import * as didDocuments from "./did_documents.js";
import * as dids from "./did.js";
import { VerificationError } from "./errors.js";
import * as httpsIssuers from "./https_issuers.js";
import { quoted, readInstant } from "./instants.js";
import { Keys, fetchJson, unlisted } from "./issuer.js";
import { keyOf } from "./jwt_token.js";
import { msg } from "./message.js";
import * as namedKeys from "./named_keys.js";
import { read as readKey } from "./public_keys.js";
import { Unavailable } from "./resolver.js";
import { isText } from "./shapes.js";

const MOST_COMPARED = 100; // each is read for it, and whoever brings a key along asks for that
const NOBODYS = /** @type {any} */ (Symbol("a name that no key has"));

/** The keys of an issuer that may write them in any form; `doubt` says why nothing shows that they are the issuer's. */
class OtherKeys extends Keys {
  constructor({ method, token, issuer }, document, now, { doubt = null, allOfThem = true } = {}) {
    super(issuer, document, (one) => {
      if (hasEnded(one, now)) throw unlisted("key-not-listed");
      return readKey(one);
    });
    Object.assign(this, { method, doubt, allOfThem, brought: token ? keyOf(token) : null });
    this.names = [...new Set(document.get("assertionMethod").filter(isText))];
  }

  /** Why the issuer is none that is trusted; null where it is. @type {(trusted: string[]) => import("./message.js").Message | null} */
  unknown(trusted) {
    return this.doubt ?? (trusted.includes(this.did) ? null : didDocuments.unknown(this.did));
  }

  /** The key of a name; of the name that a token gives, the one that it brings along, where the issuer lists that. */
  key(name) {
    if (this.brought === null || name !== this.method) return this.listed(name);
    const key = name ? this.listed(name) : this.same(this.brought);
    if (!key.is(this.brought)) throw new VerificationError(msg("its header names one key, and brings along another"), "key-shape");
    return key;
  }

  listed(name, isWhole = true) {
    try {
      return super.key(name);
    } catch (error) {
      if (error.code !== "unknown-key" || (isWhole && this.allOfThem)) throw error;
      throw new VerificationError(error.said, "key-not-listed");
    }
  }

  /** A key of the issuer's that is the same; that it is not listed is only known if all can be read. */
  same(wanted) {
    let failure = null;
    for (const name of this.names.slice(0, MOST_COMPARED)) {
      try {
        if (this.listed(name).is(wanted)) return wanted;
      } catch (error) {
        if (!(error instanceof VerificationError)) throw error;
        failure = error;
      }
    }
    if (failure) throw failure;
    return this.listed(NOBODYS, this.names.length <= MOST_COMPARED);
  }
}

/** @type {(credential: import("./document.js").Credential, resolver: import("./resolver.js").Resolver, trusted: string[], now: number) => Promise<Keys>} */
export async function keysOf(credential, resolver, trusted, now) {
  const { issuer, method, token } = credential;
  if (token) checkNamed(credential);
  if (didDocuments.isRead(issuer)) {
    const document = didDocuments.workOut(issuer) ?? (await fetchJson(resolver, dids.documentAddress(issuer)));
    const listed = withTheKeyItself(didDocuments.evenly(issuer, document), method);
    const allOfThem = didDocuments.listsAll(listed) && isANameOfItsOwn(method, issuer) && isAName(credential);
    return new OtherKeys(credential, withItsOnlyKey(listed, issuer, method), now, { allOfThem });
  }
  if (!issuer.startsWith(httpsIssuers.SCHEME)) return ofNobody(credential, null, now);
  try {
    const [found, isIts] = await httpsIssuers.read(issuer, method, resolver);
    const document = withTheKeyItself(found, method);
    const allOfThem = isIts && didDocuments.listsAll(document) && isAName(credential) && method !== issuer;
    return new OtherKeys(credential, withItsOnlyKey(document, issuer, method), now, { allOfThem });
  } catch (error) {
    if (!(error instanceof Unavailable) || trusted.includes(issuer)) throw error;
    return ofNobody(credential, error, now);
  }
}

/**
 * Whether a DID document that does not list a name thereby denies the key: the DID alone names none; a DID that is a key has one name
 * only, which some write otherwise; one with parameters, or with other capitals, may be that of a key that is listed; and at an address
 * may lie a key that the document lists under its own name.
 */
function isANameOfItsOwn(method, issuer) {
  const [did, ...fragment] = method.split("#");
  const isWrittenOtherwise = did === issuer && (!fragment.length || didDocuments.isKey(issuer));
  const isAnotherSpelling = did !== issuer && did.split(/[?;/]/)[0].toLowerCase() === issuer.toLowerCase();
  return !isWrittenOtherwise && !isAnotherSpelling && !method.startsWith(httpsIssuers.SCHEME);
}

/** Whether the name of its key is whole: what a shorter one belongs to is not known. A token may have none. */
const isAName = ({ method, token }) => method.includes(":") || (!method && token !== undefined);

/** A document in which a key has the name that is the key itself (`did:key:…`), too, if it is called by it. */
function withTheKeyItself(document, method) {
  const [named, lists] = [namedKeys.document("", method, undefined), didDocuments.listsIn(document)];
  if (named === null || lists === null || lists[1].includes(method)) return document;
  const [methods, purposes] = lists;
  const wanted = keyIn(named.get("verificationMethod")[0]);
  const listed = methods.slice(0, MOST_COMPARED).filter((one) => purposes.includes(one.get("id")));
  const same = listed.find((one) => wanted !== null && keyIn(one)?.is(wanted));
  if (!same) return document;
  return new Map([...document, ["verificationMethod", [...methods, new Map([...same, ["id", method]])]], ["assertionMethod", [...purposes, method]]]);
}

function keyIn(method) {
  try {
    return readKey(method);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return null;
  }
}

/** A document in which its only key has the issuer's name, too, if it is called by that. */
function withItsOnlyKey(document, issuer, method) {
  const lists = didDocuments.listsIn(document);
  if (lists === null || method !== issuer || lists[1].length !== 1) return document;
  const [methods, purposes] = lists;
  const named = methods.filter((one) => one.get("id") === purposes[0] && one.get("id") !== issuer).map((one) => new Map([...one, ["id", issuer]]));
  return new Map([...document, ["verificationMethod", [...methods, ...named]], ["assertionMethod", [...purposes, issuer]]]);
}

function ofNobody(credential, unavailable, now) {
  const { issuer, method, token } = credential;
  const jwk = token?.header.get("jwk");
  const document = namedKeys.document(issuer, method, jwk);
  if (document === null) {
    if (unavailable) throw unavailable;
    throw new VerificationError(msg("its issuer {issuer} leads to no keys that could be read", { issuer: quoted(issuer, 80) }), "issuer-not-supported");
  }
  const words =
    jwk === undefined
      ? msg("it is signed with the key {key}, and nothing says whose key that is", { key: namedKeys.called(method) })
      : msg("it is signed with a key that it brings along, and nothing says whose key that is");
  const doubt = unavailable ? msg("{words}: {reason}", { words, reason: unavailable.said }) : words;
  return new OtherKeys(credential, document, now, { doubt });
}

/**
 * Whether a key was revoked, or has expired (Controlled Identifiers 1.0, 2.2); unreadable ends are ends. One that was revoked has never
 * counted: whoever has it can date a proof at will.
 */
function hasEnded(method, now) {
  if ((method.get("revoked") ?? null) !== null) return true;
  const end = method.get("expires") ?? null;
  try {
    return end !== null && now >= readInstant(end, "expires");
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return true;
  }
}

/** Refuse a token that names its key by no address; an issuer that publishes a set of keys has names of its own. */
function checkNamed({ issuer, method, token }) {
  if (!method && !token.header.has("jwk")) throw new VerificationError(msg("it does not say with which key it was signed"), "key-not-named");
  if (method && !method.includes(":") && !issuer.startsWith(httpsIssuers.SCHEME)) {
    throw new VerificationError(msg("it names the key that it was signed with by no address"), "key-not-named");
  }
}
