/**
 * Signed notes, and the checkpoints of a log that are such notes.
 * Mirrors plugins/testamur/log/note.py and checkpoint.py. Follows C2SP signed-note, tlog-cosignature and tlog-checkpoint.
 */

import { VerificationError } from "./errors.js";
import { EMPTY_ROOT, HASH_BYTES, hex } from "./log_merkle.js";
import { msg } from "./message.js";
import { checked, verify } from "./multikey.js";

const MAX_BYTES = 128 * 1024;
const MAX_LINES = 64;
const KINDS = [0x01, 0x04]; // a log's key, a witness's
const ID_BYTES = 4;
const MAX_TIME = 253_402_300_799n; // seconds: the end of the year 9999, after which there are no days to show
const DASH = "\u2014 ";
const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/; // as Go's unicode.IsSpace has it
const CONTROL = /[\0-\x09\x0b-\x1f]/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** @type {(text: string) => boolean} Whether this is a size or an index as proofs write it. */
export const isNumber = (text) => /^(?:0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(Number(text));
const bytesOf = (text) => new TextEncoder().encode(text);

/**
 * @typedef {{name: string, kind: number, public: Uint8Array, id: string}} VerifierKey
 * @typedef {{text: string, lines: {name: string, id: string, signature: Uint8Array}[]}} Note
 * @typedef {{origin: string, size: number, root: Uint8Array, data: Uint8Array, witnesses: {name: string, public: string, time: number}[]}} Checkpoint
 */

/** A key of a log or a witness; VerificationError (`log-key`) for other texts. @type {(text: string) => Promise<VerifierKey>} */
export async function readKey(text) {
  const [name, id, ...rest] = text.split("+");
  const data = decodeBase64(rest.join("+"));
  if (!isName(name) || id === undefined || data.length !== 33 || !KINDS.includes(data[0])) {
    throw new VerificationError(msg("this is not a key of a log or a witness, like example.org/log+1a2b3c4d+Ad…"), "log-key");
  }
  const hashed = await crypto.subtle.digest("SHA-256", await new Blob([`${name}\n`, data]).arrayBuffer());
  const found = hex(new Uint8Array(hashed).subarray(0, ID_BYTES));
  if (found !== id) throw new VerificationError(msg("this key's checksum does not fit: copy it again"), "log-key");
  return { name, kind: data[0], public: sound(data.slice(1)), id };
}

function sound(key) {
  try {
    return checked(key);
  } catch (error) {
    throw new VerificationError(error.said, "log-key");
  }
}

const isName = (text) => text !== "" && !text.includes("+") && !SPACE.test(text) && !CONTROL.test(text);

/** A checkpoint that this log's key signed. @type {(data: Uint8Array, logKey: VerifierKey, witnesses?: VerifierKey[]) => Promise<Checkpoint>} */
export async function openCheckpoint(data, logKey, witnesses = []) {
  const note = read(data);
  const found = readText(note.text);
  const { name } = logKey;
  if (found.origin !== name) throw new VerificationError(msg("it is a checkpoint of another log than {name}", { name }), "log-origin");
  const by = await opened(note, [logKey, ...witnesses]);
  if (!by.some(({ key }) => key === logKey)) throw new VerificationError(msg("the key of {name} did not sign it", { name }), "log-signature");
  return { ...found, data, witnesses: by.filter(({ key }) => key !== logKey).map(({ key, time }) => ({ name: key.name, public: hex(key.public), time })) };
}

/** Whether this is a checkpoint of a log by its name, whoever signed it. @type {(data: Uint8Array, name: string) => boolean} */
export function isCheckpointOf(data, name) {
  try {
    return readCheckpoint(data).origin === name;
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return false;
  }
}

/** What a checkpoint says, whoever signed it. @type {(data: Uint8Array) => {origin: string, size: number, root: Uint8Array}} */
export const readCheckpoint = (data) => readText(read(data).text);

/** The text and the signatures of a note, none of which is checked. @type {(data: Uint8Array) => Note} */
export function read(data) {
  if (data.length > MAX_BYTES) throw malformed(msg("it is longer than {most} bytes", { most: MAX_BYTES }));
  let whole;
  try {
    whole = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw malformed(msg("it is not UTF-8"));
  }
  if (CONTROL.test(whole)) throw malformed(msg("it has a control character in it"));
  const end = whole.lastIndexOf("\n\n");
  const signatures = whole.slice(end + 2);
  if (end < 1 || !signatures.endsWith("\n")) throw malformed(msg("its text and its signatures are not apart by an empty line"));
  const lines = signatures.slice(0, -1).split("\n");
  if (lines.length > MAX_LINES) throw malformed(msg("it has more than {most} signatures", { most: MAX_LINES }));
  if (new Set(lines).size !== lines.length) throw malformed(msg("a signature stands there twice"));
  return { text: whole.slice(0, end + 1), lines: lines.map(line) };
}

function line(text) {
  const [name, ...rest] = text.slice(DASH.length).split(" ");
  const data = decodeBase64(rest.join(" "));
  if (!text.startsWith(DASH) || !isName(name) || data.length <= ID_BYTES) throw malformed(msg("a line below it is no signature"));
  return { name, id: hex(data.subarray(0, ID_BYTES)), signature: data.slice(ID_BYTES) };
}

/** Which of these keys signed, each once; throws where one of them has a signature that does not fit. */
async function opened(note, keys) {
  const found = new Map();
  for (const { name, id, signature } of note.lines) {
    const key = keys.find((one) => one.name === name && one.id === id);
    if (!key) continue;
    const time = await verified(note.text, signature, key);
    if (!found.has(key)) found.set(key, { key, time });
  }
  return [...found.values()];
}

async function verified(text, signature, key) {
  const isWitness = key.kind === KINDS[1];
  const time = isWitness && signature.length > 8 ? new DataView(signature.buffer).getBigUint64(0) : 0n;
  const [rest, message] = isWitness ? [signature.slice(8), `cosignature/v1\ntime ${time}\n${text}`] : [signature, text];
  if (time > MAX_TIME || !(await verify(key.public, rest, bytesOf(message)))) {
    throw new VerificationError(msg("the signature of {name} does not fit", { name: key.name }), "log-signature");
  }
  return Number(time);
}

/** What a checkpoint says. @type {(text: string) => {origin: string, size: number, root: Uint8Array}} */
function readText(text) {
  const lines = text.slice(0, -1).split("\n");
  const [origin, size, root] = [lines[0], lines[1], decodeBase64(lines[2] ?? "")];
  if (lines.length !== 3 || !origin || !/^(?:0|[1-9][0-9]{0,15})$/.test(size)) {
    throw notCheckpoint(msg("three lines belong there, with the name of the log, its size and its root"));
  }
  if (!isNumber(size) || root.length !== HASH_BYTES) throw notCheckpoint(msg("its size or its root is none"));
  if (size === "0" && hex(root) !== EMPTY_ROOT) throw notCheckpoint(msg("an empty log has another root"));
  return { origin, size: Number(size), root };
}

/** Bytes of base64 in its one spelling; none for every other text. @type {(text: string) => Uint8Array<ArrayBuffer>} */
export function decodeBase64(text) {
  if (!BASE64.test(text)) return new Uint8Array();
  const decoded = atob(text);
  return btoa(decoded) === text ? Uint8Array.from(decoded, (letter) => letter.charCodeAt(0)) : new Uint8Array();
}

const malformed = (reason) => new VerificationError(msg("this is not a signed note: {reason}", { reason }), "log-note");
const notCheckpoint = (reason) => new VerificationError(msg("this is not a checkpoint: {reason}", { reason }), "log-checkpoint");
