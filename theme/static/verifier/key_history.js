/**
 * Which keys were good at which place of a log, its own among them, by the leaves that its offline root key signed.
 * Mirrors plugins/testamur/verification/registration/key_history.py.
 */

import { VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { KeySuccession } from "./log_keys.js";
import { decodeBase64 } from "./log_note.js";
import { msg } from "./message.js";
import { verify } from "./multikey.js";
import { isObject, isText, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

const SIGNED = ["key-add", "key-retire", "key-revoke", "log-key", "witnesses", "end"];
/** Of all leaves that a history is made of. */
export const OPERATIONS = [...SIGNED, "genesis"];
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

/** The acts on keys in a log, each with the index of its leaf. Leaves that are not read here, or that the root key did not sign, are left out. */
export class KeyHistory {
  #acts = [];
  #early = [];

  /**
   * Throws (`log-root`) where no leaf begins the log under this root key.
   * @param {{index: number, leaf: Uint8Array}[]} leaves @param {import("./log_note.js").VerifierKey} root @param {string} rootText @param {string} origin
   */
  static async of(leaves, root, rootText, origin) {
    // Once each, whatever a host lists: an index has one leaf.
    const listed = [...new Map(leaves.map(({ index, leaf }) => [index, leaf]))];
    const acts = listed.map(([at, leaf]) => ({ at, act: readAct(leaf) })).filter(({ act }) => act !== null);
    const begins = acts.filter(({ act }) => is(act, "genesis") && act.get("origin") === origin && act.get("root") === rootText);
    if (!begins.length) throw begunOtherwise();
    const history = new KeyHistory();
    // Each act once, at its first place: whoever has the log's key can enter again what the root key signed once.
    const entered = new Set();
    for (const one of [...acts].sort((left, right) => left.at - right.at)) {
      if (!(await isSigned(one.act, root.public))) continue;
      const text = new TextDecoder().decode(signedBytes(one.act));
      if (!entered.has(text)) history.#acts.push(one);
      entered.add(text);
    }
    history.began = Math.min(...begins.map(({ at }) => at));
    // Entered before the log began, without a signature: the root key has to vouch for the key later.
    history.#early = acts.filter(({ at, act }) => is(act, "key-add") && !act.has("sig") && at < history.began);
    history.size = acts.filter(({ act }) => OPERATIONS.includes(act.get("op"))).length;
    const [end] = history.#acts.filter(({ act }) => is(act, "end")).sort((one, other) => one.at - other.at);
    history.end = end ? { at: end.at, next: textOf(end.act, "next") } : null;
    const witnesses = history.#acts.filter(({ act }) => is(act, "witnesses")).sort((one, other) => other.at - one.at);
    // The last one counts: by it, no host names fewer witnesses, or other ones.
    history.policy = witnesses.length ? textOf(witnesses[0].act, "policy") : "";
    return history;
  }

  /** Throws (`log-root`) unless the tree of this size has a leaf that begins the log under this root key. @param {number} size */
  checkBeganIn(size) {
    if (this.began >= size) throw begunOtherwise();
  }

  /** Whether the root key ever added a key. @param {string} method */
  wasAdded(method) {
    return this.#acts.some(({ act }) => is(act, "key-add") && act.get("key") === method);
  }

  /** Whether the root key ever said of a key that others have it. @param {string} method */
  wasLost(method) {
    return this.#acts.some(({ act }) => is(act, "key-revoke") && act.get("key") === method);
  }

  /** Why a key was not good for a leaf at `index`, as a code; "" where it was. @param {string} method @param {number} index */
  refusal(method, index) {
    if (this.end && index > this.end.at) return "log-ended";
    const own = this.#acts.filter(({ act }) => act.get("key") === method);
    let added = own.filter(({ act }) => is(act, "key-add"));
    if (added.length) added = [...added, ...this.#early.filter(({ act }) => act.get("key") === method)];
    if (!added.some(({ at }) => at < index)) return "key-not-added";
    for (const { at, act } of own) {
      if (is(act, "key-retire") && at < index) return "key-retired";
      if (is(act, "key-revoke") && cutOff(act) <= index) return "key-revoked";
    }
    return "";
  }

  /** The keys of the log itself, of which `newest` is said to be the last. @param {import("./log_note.js").VerifierKey} newest @param {string} text */
  succession(newest, text) {
    const replaced = this.#acts.filter(({ act }) => is(act, "log-key"));
    return KeySuccession.of(
      newest,
      text,
      replaced.map(({ at, act }) => ({ at, old: textOf(act, "prev"), new: textOf(act, "key") })),
    );
  }
}

const begunOtherwise = () => new VerificationError(msg("the log does not say that it began under the root key that its issuer names"), "log-root");
const is = (act, op) => act.get("op") === op;

function cutOff(act) {
  const value = act.get("trusted_below");
  return typeof value === "number" && value >= 0 ? value : 0;
}

/** What the root key signs of an act: the leaf without its signature (RFC 8785). */
const signedBytes = (act) => canonicalize(new Map([...act].filter(([name]) => name !== "sig")));

/** Whether the root key signed an act on keys. */
async function isSigned(act, root) {
  if (!SIGNED.includes(act.get("op"))) return false;
  const sig = act.get("sig");
  const signature = isText(sig) ? decodeBase64(sig) : new Uint8Array();
  return verify(root, signature, signedBytes(act));
}
