/** What a statement code says. Mirrors a part of plugins/testamur/credentials/statement_codes/statement_code.py. */

import { isAwardId } from "./addresses.js";
import { decode } from "./cbor.js";
import { baseOf } from "./did.js";
import { DocumentError } from "./errors.js";
import { isText } from "./shapes.js";

const [ISSUER, EXPIRES, ISSUED, AWARD] = [1, 4, 6, -65537];
const [DIGEST_BYTES, NAME_DIGEST_BYTES] = [32, 16];
const LATEST = 253402300799; // the last second of the year 9999
const DAY = 86400;

/**
 * `name` is "" where only `nameDigest` is in the code, 16 bytes as hexadecimal digits. Instants are milliseconds.
 * @typedef {{issuer: string, awardId: string, digest: string, title: string, name: string, nameDigest: string, awarded: string, signedAt: number, validUntil: number | null}} Statement
 */

/** @type {(payload: Uint8Array) => Statement} DocumentError for anything else. */
export function read(payload) {
  const claims = decode(payload);
  const known = [ISSUER, EXPIRES, ISSUED, AWARD];
  if (!(claims instanceof Map) || ![ISSUER, ISSUED, AWARD].every((one) => claims.has(one)) || ![...claims.keys()].every((one) => known.includes(one))) refuse();
  const [issuer, issued, expires = 0, award] = [claims.get(ISSUER), claims.get(ISSUED), claims.get(EXPIRES), claims.get(AWARD)];
  if (!isText(issuer) || typeof issued !== "number" || typeof expires !== "number" || !Array.isArray(award) || award.length !== 5) refuse();
  const [awardId, digest, title, whose, day] = award;
  if (!isText(awardId) || !isBytes(digest) || !isText(title) || typeof day !== "number") refuse();
  if (!isAwardId(awardId) || digest.length !== DIGEST_BYTES || !title) refuse();
  if (!(isText(whose) && whose) && !(isBytes(whose) && whose.length === NAME_DIGEST_BYTES)) refuse();
  const isDay = (seconds) => seconds >= 0 && seconds <= LATEST;
  if (!isDay(issued) || !isDay(expires) || !isDay(day) || day > Math.floor(LATEST / DAY)) throw new DocumentError("it has a day that is in no calendar");
  checkIssuer(issuer);
  return {
    issuer,
    awardId,
    digest: `sha256:${hex(digest)}`,
    title,
    name: isText(whose) ? whose : "",
    nameDigest: isText(whose) ? "" : hex(whose),
    awarded: new Date(day * DAY * 1000).toISOString().slice(0, 10),
    signedAt: issued * 1000,
    validUntil: claims.has(EXPIRES) ? expires * 1000 : null,
  };
}

/** Throw DocumentError unless its name says where its keys are looked for. */
function checkIssuer(issuer) {
  try {
    baseOf(issuer);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new DocumentError("its issuer has no registry's name");
  }
}

/** Whether a name, as somebody reads it off the paper, is the one that was signed. @type {(statement: Statement, name: string) => Promise<boolean>} */
export async function isOf({ name: signed, nameDigest, digest }, name) {
  if (signed) return plain(signed) === plain(name);
  const found = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${digest}\n${plain(name)}`));
  return hex(new Uint8Array(found).slice(0, NAME_DIGEST_BYTES)) === nameDigest;
}

// What Python's `str.split` takes for spaces.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
/** A name in one spelling, as a person types it off paper. */
const plain = (name) => name.normalize("NFC").split(SPACES).filter(Boolean).join(" ");
const isBytes = (value) => value instanceof Uint8Array;
const hex = (data) => [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function refuse() {
  throw new DocumentError("it does not say what a statement says");
}
