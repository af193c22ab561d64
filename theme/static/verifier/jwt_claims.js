/**
 * What a token's claims say about the credential in it, and whether the two say the same. Mirrors plugins/testamur/verification/jwt/claims.py.
 * The credential is the payload itself, or the claim `vc` (Verifiable Credentials 1.1, 6.3.1).
 */

import { periodOf } from "./contexts.js";
import { VerificationError } from "./errors.js";
import { quoted, readInstant } from "./instants.js";
import { msg } from "./message.js";
import { isObject, isText } from "./shapes.js";

/** @typedef {import("./shapes.js").JsonObject} JsonObject */

// Registered claims (RFC 7519, 4.1; RFC 7800), which are no members of a credential.
const CLAIMS = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "nonce", "vc", "vp"];
// Beside `vc`, nobody knows of what they speak; the last three could take its validity away.
const OF_A_CREDENTIAL = ["@context", "type", "credentialSubject", "verifiableCredential", "validUntil", "expirationDate", "credentialStatus"];
const LAST_SECOND = 253_402_300_799; // of the year 9999

/** The credential, or presentation, in a payload as it stands there; with its issuer, where only the claims name it. @type {(payload: JsonObject) => JsonObject} */
export function documentIn(payload) {
  const made = document(payload);
  if (payload.has("iss")) {
    const issuer = made.has("issuer") ? made.get("issuer") : payload.get("iss");
    made.set("issuer", isObject(issuer) ? new Map([["id", payload.get("iss")], ...issuer]) : issuer);
  }
  return made;
}

function document(payload) {
  const wrapped = ["vc", "vp"].filter((name) => payload.has(name));
  if (!wrapped.length) return new Map([...payload].filter(([name]) => !CLAIMS.includes(name)));
  const inner = payload.get(wrapped[0]);
  if (wrapped.length > 1 || !isObject(inner) || OF_A_CREDENTIAL.some((name) => payload.has(name))) {
    refuse(msg("the token holds more than one credential, or none"));
  }
  return new Map(inner);
}

/** A credential with what only the claims say. @type {(document: JsonObject, payload: JsonObject) => JsonObject} */
export function completed(document, payload) {
  const made = new Map(document);
  const issuer = made.get("issuer");
  if (isObject(issuer)) {
    made.set("issuer", new Map(issuer));
    takeText(made.get("issuer"), payload, "iss", "id");
  } else takeText(made, payload, "iss", "issuer");
  takeText(made, payload, "jti", "id");
  const subject = made.get("credentialSubject");
  if (payload.has("sub") && isObject(subject)) {
    made.set("credentialSubject", new Map(subject));
    takeText(made.get("credentialSubject"), payload, "sub", "id");
  }
  const stated = made.get("@context");
  const [start, end] = periodOf(Array.isArray(stated) ? stated.filter(isText) : []);
  takeInstant(made, payload, "nbf", start);
  takeInstant(made, payload, "exp", end);
  return made;
}

/** When the token says that it was signed (`iat`), in milliseconds. @type {(payload: JsonObject) => number | null} */
export const issuedAt = (payload) => (payload.has("iat") ? instant(payload.get("iat"), "iat") : null);

function takeText(made, payload, claim, member) {
  if (!payload.has(claim)) return;
  const value = payload.get(claim);
  if (!isText(value) || !value) refuse(msg("its claim {claim} is not a text", { claim }));
  if (!made.has(member)) made.set(member, value);
  if (made.get(member) !== value) contradict(claim, value, member, made.get(member));
}

function takeInstant(made, payload, claim, member) {
  if (!payload.has(claim)) return;
  const moment = instant(payload.get(claim), claim);
  const written = new Date(moment).toISOString().replace(".000Z", "Z");
  if (!made.has(member)) made.set(member, written);
  // A claim counts whole seconds.
  if (Math.floor(readInstant(made.get(member), member) / 1000) * 1000 !== moment) contradict(claim, written, member, made.get(member));
}

/** The instant of a NumericDate (RFC 7519, 2): whole seconds, as a number and nothing else. */
function instant(value, claim) {
  if (!Number.isInteger(value) || value < 0 || value > LAST_SECOND) {
    refuse(msg("its claim {claim} is {value}, not a number of seconds since 1970", { claim, value: quoted(value, 40) }));
  }
  return value * 1000;
}

function contradict(claim, value, member, stated) {
  refuse(msg("its claim {claim} says {value}, and its {member} {stated}", { claim, value: quoted(value, 120), member, stated: quoted(stated, 120) }));
}

/** @type {(detail: import("./message.js").Message) => never} */
function refuse(detail) {
  throw new VerificationError(detail, "claims");
}
