/**
 * A log as it is today: its newest checkpoint, with which all that was seen of it before goes together.
 * Mirrors plugins/testamur/verification/registration/log_today.py.
 */

import { VerificationError } from "./errors.js";
import { readCheckpoint } from "./log_note.js";
import { msg } from "./message.js";

const ONE_KEY = msg("the issuer's log shows two histories, and its key signed both");
const TWO_KEYS = msg("the issuer's log shows two histories, and a key that was replaced since signed one of them");

/** Two checkpoints that keys of the log signed, and that are not of one history. */
export class Fork extends Error {
  constructor(said, notes) {
    super();
    Object.assign(this, { said, notes });
  }
}

/** The host's newest checkpoint is older than one that was seen before. */
export class Older extends Error {
  constructor(seen) {
    super();
    Object.assign(this, { said: msg("the host serves an older copy of the issuer's log than was seen before"), seen });
  }
}

/**
 * @typedef {import("./log_note.js").Checkpoint} Checkpoint
 * @typedef {{newest: Checkpoint, entered: Checkpoint | null, keys: import("./key_history.js").KeyHistory, tail: import("./log_tail.js").LogTail, quorum: number}} LogToday
 */

/**
 * Read a log. `provenBy` is the checkpoint of an award's proof, `remembered` the largest that was seen here; null for none.
 * @param {import("./published_log.js").PublishedLog} log @returns {Promise<LogToday>}
 */
export async function look(log, provenBy, remembered) {
  const newest = await log.newest();
  for (const data of [provenBy, remembered]) {
    if (!data || readCheckpoint(data).size <= newest.size) continue;
    if (data !== remembered) await log.open(data);
    // By which key the remembered one is signed, only a newer list of keys can say. And nothing shows that the proof's goes on from
    // it: nothing that was seen is forgotten for that.
    throw new Older(remembered ?? data);
  }
  // Both are fetched at once; of two that do not hold, the tail is told.
  const tailing = log.tail(newest);
  const reading = log.keyHistory(newest, tailing);
  reading.catch(() => {});
  const [tail, keys] = [await tailing, await reading];
  if (keys.policy && keys.policy !== (await log.policy())) {
    throw new VerificationError(msg("its issuer names other witnesses than its root key signed"), "log-witnesses");
  }
  const succession = await keys.succession(log.key, log.keyText);
  const entered = provenBy ? await log.open(provenBy, succession) : null;
  const before = remembered ? await log.open(remembered, succession) : null;
  for (const one of [entered, before]) {
    if (!one) continue;
    // Whoever has the host could otherwise go on from what was seen, under a root key of their own.
    keys.checkBeganIn(one.size);
    await checkGrew(log, one, newest, succession.keyAt(one.size) === log.key ? ONE_KEY : TWO_KEYS);
  }
  return { newest, entered, keys, tail, quorum: log.quorum };
}

async function checkGrew(log, old, grown, otherwise) {
  try {
    await log.checkGrew(old, grown);
  } catch (error) {
    if (error.code !== "log-fork") throw error;
    throw new Fork(otherwise, [old.data, grown.data]);
  }
}
