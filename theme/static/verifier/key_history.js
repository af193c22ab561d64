/**
 * Which keys were good at which place of a log, by the leaves that its offline root key signed.
 * Mirrors plugins/testamur/verification/registration/key_history.py.
 */

import { VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { decodeBase64 } from "./log_note.js";
import { msg } from "./message.js";
import { verify } from "./multikey.js";
import { isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

const SIGNED = ["key-add", "key-retire", "key-revoke", "end"];
const MOST_BYTES = 1024;

/** @typedef {import("./shapes.js").JsonObject} Act */

/** A leaf that a reader of this version knows; null for every other one, which counts for nothing. @type {(leaf: Uint8Array) => Act | null} */
export function readAct(leaf) {
  if (leaf.length > MOST_BYTES) return null;
  let act;
  try {
    act = parse(leaf);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return null;
  }
  return isObject(act) && act.get("v") === 1 && isText(act.get("op")) && act.get("op") !== "" ? act : null;
}

/**
 * Why a key was not good for a leaf at `index`, as a code; "" where it was.
 * @param {{index: number, leaf: Uint8Array}[]} leaves @param {import("./log_note.js").VerifierKey} root @param {string} rootText
 * @param {string} origin @param {string} method @param {number} index
 */
export async function refusal(leaves, root, rootText, origin, method, index) {
  const acts = leaves.map(({ index: at, leaf }) => ({ at, act: readAct(leaf) })).filter(({ act }) => act !== null);
  const is = (act, op) => act.get("op") === op;
  const begins = acts.filter(({ act }) => is(act, "genesis") && act.get("origin") === origin && act.get("root") === rootText);
  if (!begins.length) throw new VerificationError(msg("the log does not say that it began under the root key that its issuer names"), "log-root");
  const began = Math.min(...begins.map(({ at }) => at));
  const signed = [];
  for (const one of acts) if (await isSigned(one.act, root.public)) signed.push(one);
  const own = signed.filter(({ act }) => act.get("key") === method);
  let added = own.filter(({ act }) => is(act, "key-add"));
  if (added.length) {
    // Entered before the log began, without a signature: the root key has vouched for the key since.
    added = [...added, ...acts.filter(({ at, act }) => is(act, "key-add") && !act.has("sig") && at < began && act.get("key") === method)];
  }
  if (!added.some(({ at }) => at < index)) return "key-not-added";
  for (const { at, act } of own) {
    if (is(act, "key-retire") && at < index) return "key-retired";
    if (is(act, "key-revoke") && cutOff(act) <= index) return "key-revoked";
  }
  return "";
}

function cutOff(act) {
  const value = act.get("trusted_below");
  return typeof value === "number" && value >= 0 ? value : 0;
}

/** Whether the root key signed an act on keys: the leaf without its signature (RFC 8785). */
async function isSigned(act, root) {
  if (!SIGNED.includes(act.get("op"))) return false;
  const sig = act.get("sig");
  const signature = isText(sig) ? decodeBase64(sig) : new Uint8Array();
  return verify(root, signature, canonicalize(new Map([...act].filter(([name]) => name !== "sig"))));
}
