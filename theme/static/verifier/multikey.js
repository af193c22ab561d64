/**
 * Ed25519 public keys as Multikey text, and checking one signature. Mirrors plugins/testamur/proofs/multikey.py.
 * Follows RFC 8032, 5.1, and refuses what browsers differ on: weak and malformed keys, and signatures with S ≥ L, or
 * with an R of low order.
 */

import { DocumentError, VerificationError } from "./errors.js";
import { msg } from "./message.js";
import { decodeBase58btc } from "./multibase.js";
import { isText } from "./shapes.js";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
// The y coordinates of the eight points of low order.
const Y8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const LOW_ORDER_Y = [0n, 1n, P - 1n, Y8, P - Y8];

// Prefixes of other keys, so that a message names the kind that was found.
const OTHERS = { 0xec01: "X25519", 0x8024: "P-256", 0x8124: "P-384", 0x8224: "P-521", 0x8324: "Ed448", 0x8424: "X448", 0x8524: "RSA", 0xe701: "secp256k1", 0xeb01: "BLS12-381" };

/** @type {(text: unknown) => Uint8Array} The 32 bytes of a key; VerificationError (`weak-key`) for any other text. */
export function decode(text) {
  const data = read(text);
  if (data[0] !== 0xed || data[1] !== 0x01) throw refused(msg("this is {found}; only Ed25519 public keys (z6Mk…) are used", { found: named(data) }));
  return checked(data.slice(2));
}

/** @type {(key: Uint8Array) => Uint8Array} The same 32 bytes; VerificationError (`weak-key`) where they are no sound key. */
export function checked(key) {
  const reason = weakness(key);
  if (reason) throw refused(msg("weak or malformed Ed25519 public key: {reason}", { reason }));
  return key;
}

/** What a key is that is none of ours. @type {(data: Uint8Array) => import("./message.js").Message} */
function named(data) {
  if (isSecret(data)) return msg("a secret key, which must never be published: retire it");
  const kind = OTHERS[(data[0] << 8) | data[1]];
  return kind ? msg("a key of the kind {kind}", { kind }) : msg("a key of an unknown kind");
}

/** Whether the prefix of a Multikey is one of a secret key: the multicodecs 0x1300 to 0x131f. @type {(data: Uint8Array) => boolean} */
export const isSecret = (data) => data.length > 2 && data[0] >= 0x80 && data[0] <= 0x9f && data[1] === 0x26;

function read(text) {
  if (!isText(text)) throw refused(msg("not a Multikey: text like z6Mk… belongs here"));
  try {
    return decodeBase58btc(text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw refused(msg("not a Multikey: {reason}. An Ed25519 key looks like z6Mk…", { reason: error.said }));
  }
}

const refused = (detail) => new VerificationError(detail, "weak-key");

/** Whether this browser can check Ed25519 signatures. @type {() => Promise<boolean>} */
export async function isSupported() {
  try {
    await crypto.subtle.importKey("raw", Uint8Array.of(0x58, ...new Array(31).fill(0x66)), "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

/** @type {(key: Uint8Array, signature: Uint8Array, message: Uint8Array) => Promise<boolean>} */
export async function verify(key, signature, message) {
  if (signature.length !== 64 || littleEndian(signature.subarray(32)) >= L || weakness(key)) return false;
  if (isLowOrder(signature.subarray(0, 32))) return false;
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, signature, message);
}

/** What is wrong with a public key, or null (RFC 8032, 5.1.3, and the points of low order). */
function weakness(key) {
  if (key.length !== 32) return msg("{found} bytes where {length} belong", { found: key.length, length: 32 });
  if (isLowOrder(key)) return msg("a point of low order, under which anyone can sign");
  const y = yOf(key);
  if (y >= P) return msg("its y coordinate is not reduced, a second spelling of another key");
  return isOnCurve(y) ? null : msg("not a point of the curve");
}

// The y coordinates that were found on the curve: one issuer's key comes with every award, and this takes a millisecond.
const onCurve = new Set();

function isOnCurve(y) {
  if (onCurve.has(y)) return true;
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  const found = power(square, (P - 1n) / 2n) === 1n;
  if (found && onCurve.size < 1000) onCurve.add(y);
  return found;
}

const isLowOrder = (point) => LOW_ORDER_Y.includes(yOf(point) % P);
const yOf = (point) => littleEndian(point) & (2n ** 255n - 1n);
const littleEndian = (bytes) => bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
const mod = (number) => ((number % P) + P) % P;

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base), left = exponent; left; left >>= 1n, square = (square * square) % P) {
    if (left & 1n) result = (result * square) % P;
  }
  return result;
}
