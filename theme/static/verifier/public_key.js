/**
 * One public key of any kind that is read here, and checking one signature with it. Mirrors plugins/testamur/proofs/jose/public_key.py.
 * A kind of key has one algorithm, whatever a document says. Weak keys are refused wherever one is read.
 */

import { IndeterminateError, VerificationError } from "./errors.js";
import { msg } from "./message.js";
import * as multikey from "./multikey.js";

export const KINDS = ["Ed25519", "P-256", "P-384", "RSA"];
const [FEWEST_BITS, MOST_BITS, EXPONENT] = [2048, 8192, 65537n];
/** SEC 2, 2.4.2 and 2.5.1: y² = x³ - 3x + b modulo p, and p is 3 modulo 4. */
const CURVES = {
  "P-256": {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    size: 32,
    hash: "SHA-256",
  },
  "P-384": {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    size: 48,
    hash: "SHA-384",
  },
};

export class PublicKey {
  /** `material`: of Ed25519 its 32 bytes, of a curve its point, not compressed, of RSA its modulus. @param {string} kind @param {Uint8Array} material */
  constructor(kind, material) {
    this.kind = kind;
    this.material = material;
  }

  /** Whether the other is the same key. @param {PublicKey} other */
  is(other) {
    const { kind, material } = other;
    return kind === this.kind && material.length === this.material.length && material.every((byte, at) => byte === this.material[at]);
  }

  /** The bytes of a key of one of these kinds; IndeterminateError where it is of another. @param {string[]} kinds @param {string} suite */
  of(kinds, suite) {
    if (kinds.includes(this.kind)) return this.material;
    throw new IndeterminateError(msg("{suite} takes no {kind} key, and the issuer's is one", { suite, kind: this.kind }));
  }

  /** Whether `signature` is one of `message` by this key. @type {(signature: Uint8Array, message: Uint8Array) => Promise<boolean>} */
  async verify(signature, message) {
    if (this.kind === "Ed25519") return multikey.verify(this.material, signature, message);
    if (this.kind === "RSA") {
      if (signature.length !== this.material.length) return false;
      const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("jwk", { kty: "RSA", n: base64url(this.material), e: "AQAB" }, algorithm, false, ["verify"]);
      return crypto.subtle.verify(algorithm.name, key, signature, message);
    }
    const { size, hash } = CURVES[this.kind];
    if (signature.length !== 2 * size) return false;
    const key = await crypto.subtle.importKey("raw", this.material, { name: "ECDSA", namedCurve: this.kind }, false, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash }, key, signature, message);
  }
}

/** @type {(data: Uint8Array) => PublicKey} */
export const ofEd25519 = (data) => new PublicKey("Ed25519", multikey.checked(data));

/** The key of a point, compressed or not (SEC 1, 2.3.4). @type {(kind: string, point: Uint8Array) => PublicKey} */
export function ofCurve(kind, point) {
  const { p, b, size } = CURVES[kind];
  const isCompressed = [2, 3].includes(point[0]) && point.length === size + 1;
  if (!isCompressed && !(point[0] === 4 && point.length === 2 * size + 1)) {
    refuse(msg("malformed {kind} public key: {number} bytes that are no point", { kind, number: point.length }));
  }
  const x = number(point.subarray(1, size + 1));
  const square = (x * x * x - 3n * x + b) % p;
  // p is 3 modulo 4, so that this is a root wherever there is one.
  const root = isCompressed ? power((square + p) % p, (p + 1n) / 4n, p) : number(point.subarray(size + 1));
  const y = isCompressed && root % 2n !== BigInt(point[0] % 2) ? p - root : root;
  if (x >= p || y >= p || (y * y - square) % p !== 0n) refuse(msg("malformed {kind} public key: not a point of the curve", { kind }));
  return new PublicKey(kind, Uint8Array.of(4, ...bytes(x, size), ...bytes(y, size)));
}

/** @type {(modulus: Uint8Array, exponent: Uint8Array) => PublicKey} Both without zeros in front. */
export function ofRsa(modulus, exponent) {
  const bits = 8 * modulus.length - Math.clz32(modulus[0]) + 24;
  if (bits < FEWEST_BITS || bits > MOST_BITS) refuse(msg("an RSA key of {bits} bits; from {fewest} to {most} are read", { bits, fewest: FEWEST_BITS, most: MOST_BITS }));
  if (modulus.at(-1) % 2 === 0) refuse(msg("weak or malformed RSA public key: its modulus is even"));
  if (number(exponent) !== EXPONENT) refuse(msg("an RSA key with another exponent than {exponent}", { exponent: String(EXPONENT) }));
  return new PublicKey("RSA", modulus);
}

/** @type {(detail: import("./message.js").Message) => never} */
export function refuse(detail) {
  throw new VerificationError(detail, "weak-key");
}

const hex = (data) => [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const number = (data) => BigInt(`0x${hex(data) || "0"}`);
const bytes = (value, size) => value.toString(16).padStart(2 * size, "0").match(/../g).map((two) => parseInt(two, 16));
const base64url = (data) => btoa(String.fromCharCode(...data)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function power(base, exponent, p) {
  let result = 1n;
  for (let square = base, left = exponent; left; left >>= 1n, square = (square * square) % p) {
    if (left & 1n) result = (result * square) % p;
  }
  return result;
}
