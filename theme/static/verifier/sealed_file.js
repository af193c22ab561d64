/**
 * The file of a sealed award: its credential and what goes with it, encrypted.
 * Mirrors plugins/testamur/credentials/sealed_file.py, which says how it is made and why. WebCrypto alone, no DOM.
 */

import { VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

/** The most bytes of a file that are read. */
export const LIMIT = 4 * 1024 * 1024;
const STEP = 32 * 1024;
const FORMAT = "testamur-sealed/";
const HEAD = `${FORMAT}1\n`;
const [WHICH, SALT, TAG, LENGTH] = [16, 32, 16, 4];
const BEGIN = HEAD.length + WHICH + SALT;
const KEY_TEXT = /^[A-Za-z0-9_-]{43}$/;
const encoder = new TextEncoder();
const refused = (said, code) => new VerificationError(said, code);
const damaged = () => refused(msg("the file of the sealed award was changed, or is another's"), "sealed-damaged");

/** A key as it stands in a link, in bytes. @type {(text: string) => Uint8Array} @throws {VerificationError} unless it is one, in its one spelling */
export function readKey(text) {
  const key = KEY_TEXT.test(text) ? bytesOf(atob(`${text.replaceAll("-", "+").replaceAll("_", "/")}=`)) : new Uint8Array();
  // The last character has two bits too many: one spelling for one key.
  if (key.length !== 32 || !"AEIMQUYcgkosw048".includes(text[42])) {
    throw refused(msg("the key in the link is not whole: its 43 characters come after #key="), "key-form");
  }
  return key;
}

/** The parts of an award's file, by name. @type {(key: Uint8Array, awardId: string, data: Uint8Array) => Promise<Map<string, Uint8Array>>} */
export async function openFile(key, awardId, data) {
  const begins = String.fromCharCode(...data.subarray(0, HEAD.length));
  if (begins !== HEAD) {
    if (begins.startsWith(FORMAT)) throw refused(msg("the sealed file is in a newer form than is read here"), "sealed-version");
    throw refused(msg("this is not the file of a sealed award"), "sealed-form");
  }
  const size = data.length - BEGIN - TAG;
  if (size <= 0 || size % STEP || data.length > LIMIT) throw refused(msg("the file of the sealed award is cut off"), "sealed-form");
  const made = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits", "deriveKey"]);
  const head = data.subarray(0, HEAD.length + WHICH);
  const which = new Uint8Array(await crypto.subtle.deriveBits(hkdf("which"), made, 8 * WHICH));
  if (!isSame(head.subarray(HEAD.length), which)) throw refused(msg("the key in the link does not open this award"), "sealed-key");
  const salt = data.subarray(head.length, BEGIN);
  const bound = joined(head, encoder.encode(`${awardId}\n`));
  const padded = await decrypted(made, salt, data.subarray(BEGIN), bound);
  // AES-GCM does not commit to its key; the salt does.
  const mac = await crypto.subtle.deriveKey(hkdf("salt"), made, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["verify"]);
  if (!(await crypto.subtle.verify("HMAC", mac, salt, joined(bound, padded)))) throw damaged();
  return readParts(unpadded(padded));
}

async function decrypted(made, salt, data, bound) {
  const key = await crypto.subtle.deriveKey(hkdf("encrypt", salt), made, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12), additionalData: bound }, key, data));
  } catch (error) {
    if (error.name !== "OperationError") throw error;
    throw damaged();
  }
}

/** How a key is made from the one of the link (RFC 5869). */
const hkdf = (purpose, salt = new Uint8Array()) => ({ name: "HKDF", hash: "SHA-256", salt, info: encoder.encode(HEAD + purpose) });

/** What was padded; nothing travels in the padding. */
function unpadded(padded) {
  const size = new DataView(padded.buffer).getUint32(0);
  const rest = padded.subarray(LENGTH + size);
  if (LENGTH + size > padded.length || rest.length >= STEP || rest.some(Boolean)) {
    throw refused(msg("the sealed award is padded in a way that is not read here"), "sealed-padding");
  }
  return padded.subarray(LENGTH, LENGTH + size);
}

/** In one spelling, so that nobody who has the key lets two readers find two awards in one file. */
function readParts(data) {
  try {
    const value = parse(data);
    const isWritten = isObject(value) && [...value.values()].every((text) => isText(text) && btoa(atob(text)) === text);
    if (isWritten && isSame(canonicalize(value), data)) return new Map([...value].map(([name, text]) => [name, bytesOf(atob(text))]));
  } catch (error) {
    if (!(error instanceof VerificationError || error.name === "InvalidCharacterError")) throw error;
  }
  throw refused(msg("what was sealed is not in the form that is read here"), "sealed-parts");
}

const isSame = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const bytesOf = (binary) => Uint8Array.from(binary, (character) => character.charCodeAt(0));

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
