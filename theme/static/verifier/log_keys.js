/**
 * The keys of one log, one after the other: which of them has to have signed a checkpoint, by the checkpoint's size.
 * Mirrors plugins/testamur/log/key_succession.py.
 */

import { VerificationError } from "./errors.js";
import { openCheckpoint, readCheckpoint, readKey } from "./log_note.js";
import { msg } from "./message.js";

const SIGNATURE = 0x01;

/** @typedef {{at: number, old: string, new: string}} Replacement where the entry stands that says so, and both keys as text */

/** The keys of a log from its first to the newest. */
export class KeySuccession {
  #spans = [];
  /** @type {string[]} the keys as text, the first one first */
  texts = [];

  /**
   * Throws (`log-key`) where the replacements do not lead to `newest`.
   * @param {import("./log_note.js").VerifierKey} newest @param {string} text how it is written @param {Replacement[]} replacements
   */
  static async of(newest, text, replacements = []) {
    const steps = [...replacements].sort((one, other) => one.at - other.at);
    const keys = [...steps.map((step) => step.old), text];
    if (steps.some((step, number) => step.new !== keys[number + 1])) {
      throw new VerificationError(msg("the log's keys do not follow each other as its entries say"), "log-key");
    }
    const succession = new KeySuccession();
    succession.texts = keys;
    for (const [number, one] of keys.entries()) {
      const key = number < steps.length ? await readKey(one) : newest;
      if (key.kind !== SIGNATURE || key.name !== newest.name) {
        throw new VerificationError(msg("a key of the log is that of {name}", { name: key.name }), "log-key");
      }
      succession.#spans.unshift({ begin: number ? steps[number - 1].at + 1 : 0, key });
    }
    return succession;
  }

  /** The key that signs the tree of this size. @param {number} size */
  keyAt(size) {
    return this.#spans.find(({ begin }) => begin <= size).key;
  }

  /** A checkpoint that the key of its size signed. @param {Uint8Array} data @param {import("./log_note.js").VerifierKey[]} witnesses */
  open(data, witnesses) {
    return openCheckpoint(data, this.keyAt(readCheckpoint(data).size), witnesses);
  }
}
