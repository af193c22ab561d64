/**
 * The newest entries of a log, as its host publishes them: shown to be the last ones, with none left out.
 * Mirrors plugins/testamur/verification/registration/log_tail.py.
 */

import { VerificationError } from "./errors.js";
import { OPERATIONS, readAct } from "./key_history.js";
import { HASH_BYTES, grownRoot, hex, leafHash } from "./log_merkle.js";
import { decodeBase64 } from "./log_note.js";
import { msg } from "./message.js";
import { isText, textOf } from "./shapes.js";

const MOST_LEAVES = 1000;
export const MAX_BYTES = 1024 * 1024;

/**
 * What the newest entries say: that of each status list, by its name, and how many entries about keys there are; null where none says so.
 * @typedef {{lists: Map<string, import("./key_history.js").Act>, keys: number | null}} LogTail
 */

/** Throws (`log-tail`) unless it has the last entries of this checkpoint's tree. @returns {Promise<LogTail>} */
export async function read(found, point) {
  const [size, before, leaves] = [found?.get("size"), bytesIn(found?.get("before")), bytesIn(found?.get("leaves"))];
  if (size !== point.size) throw wrong(msg("the log's newest entries are of another day than its checkpoint"));
  if (!before || !leaves || leaves.length > size) throw wrong(msg("the log's newest entries are not in the form that is read here"));
  const hashes = [];
  for (const leaf of leaves) hashes.push(await leafHash(leaf));
  const fits = before.every((one) => one.length === HASH_BYTES);
  if (!fits || hex(await grownRoot(size - leaves.length, before, hashes)) !== hex(point.root)) {
    throw wrong(msg("the log's newest entries are not the last ones of its checkpoint"));
  }
  return readActs(leaves.map(readAct).filter((act) => act !== null));
}

function readActs(acts) {
  const lists = new Map();
  let keys = null;
  for (const act of acts) {
    if (act.get("op") === "status") {
      lists.set(textOf(act, "list"), act);
      if (Number.isSafeInteger(act.get("keys"))) keys = act.get("keys");
    } else if (OPERATIONS.includes(act.get("op")) && keys !== null) keys += 1;
  }
  return { lists, keys };
}

/** What base64 texts stand for; null for anything else, and no bytes for a text that is none. @returns {Uint8Array<ArrayBuffer>[] | null} */
function bytesIn(texts) {
  if (!Array.isArray(texts) || texts.length > MOST_LEAVES) return null;
  return texts.map((text) => (isText(text) ? decodeBase64(text) : new Uint8Array()));
}

const wrong = (reason) => new VerificationError(reason, "log-tail");
