/**
 * Finds out whether a document is of Open Badges 2.0 or older, and in which of its three forms it was given.
 * Mirrors plugins/testamur/verification/open_badges_2/recognition.py. Nothing is verified here, and nothing is fetched.
 */

import { stripped } from "./characters.js";
import { DocumentError, VerificationError } from "./errors.js";
import { decodeBase64url } from "./multibase.js";
import { isObject, isText, namesIn } from "./shapes.js";
import { parse } from "./strict_json.js";

export const VERSION_2 = "https://w3id.org/openbadges/v2";
const VERSION_1 = "https://w3id.org/openbadges/v1";
const MOST_BYTES = 1024 * 1024;
const ADDRESS = /^https?:\/\/[!-~]{1,2000}$/;
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** As it was given: its JSON, the JWS that holds it, or its address. @typedef {{document: import("./shapes.js").JsonObject | null, token: string, address: string}} OlderBadge */

/** What of Open Badges 2.0 or older a file is or, as a picture, holds. @type {(data: Uint8Array, extract: (data: Uint8Array) => Uint8Array) => OlderBadge | null} */
export function find(data, extract) {
  const found = recognise(data);
  if (found || data[0] === 0x7b) return found;
  let baked;
  try {
    baked = extract(data);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return null;
  }
  return baked === data ? null : recogniseBaked(baked);
}

/** The same of what stands in a picture, where an address stands for what is there. @type {(text: Uint8Array) => OlderBadge | null} */
export function recogniseBaked(text) {
  const address = plain(text);
  return ADDRESS.test(address) ? { document: null, token: "", address } : recognise(text);
}

/** @type {(data: Uint8Array) => OlderBadge | null} */
export function recognise(data) {
  const text = plain(data);
  if (text.length > MOST_BYTES) return null;
  const token = COMPACT.test(text) ? text : "";
  try {
    const document = parse(token ? decodeBase64url(`u${token.split(".")[1]}`, MOST_BYTES) : data);
    return isOlder(document) ? { document, token, address: "" } : null;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return null; // Whoever reads it next says what is wrong with it.
  }
}

/** The version of Open Badges that a document says to be of: "1.0", or "0.5", where it says none. @type {(document: import("./shapes.js").JsonObject) => string} */
export function versionOf(document) {
  const contexts = namesIn(document.get("@context"));
  return contexts.includes(VERSION_2) ? "2.0" : contexts.includes(VERSION_1) ? "1.1" : document.has("verify") ? "1.0" : "0.5";
}

function isOlder(document) {
  // Of a later version, whatever else it calls itself: a registry's award is held to what registries do.
  if (!isObject(document) || namesIn(document.get("type")).includes("VerifiableCredential")) return false;
  if (namesIn(document.get("@context")).some((one) => isText(one) && (one === VERSION_2 || one === VERSION_1))) return true;
  // Open Badges 1.0 knew no contexts; those before it had the badge itself in the award.
  if (document.has("@context") || !["recipient", "badge"].every((name) => document.has(name))) return false;
  return document.has("verify") || isObject(document.get("badge"));
}

/** A text without the space around it; one that is too long is not read whole. */
const plain = (data) => (data.length > 2 * MOST_BYTES ? "x".repeat(MOST_BYTES + 1) : stripped(new TextDecoder("latin1").decode(data)));
