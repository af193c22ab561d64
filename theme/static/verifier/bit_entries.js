/**
 * Entries that point to a bit, or a few, of a signed list: Bitstring Status List 1.0, and StatusList2021 before it.
 * Mirrors plugins/testamur/verification/status_kinds/bit_entries.py.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { problemOf } from "./status_problems.js";
import { DocumentError, NotUsable } from "./errors.js";
import { quoted } from "./instants.js";
import { SEMICOLON, joined, moment, msg } from "./message.js";
import { secured } from "./secure_address.js";
import { isObject, isText } from "./shapes.js";
import { isSet } from "./status_list.js";

const INDEX = /^(?:0|[1-9][0-9]{0,9})$/;
const DECIDING = ["revocation", "suspension"];
const TOLD = ["message", "refresh"];
const MOST_SIZE = 8; // bits of one entry of messages
const MOST_MESSAGES = 2 ** MOST_SIZE;
const UNREAD = {
  message: (reason) => msg("its message could not be read: {reason}", { reason }),
  refresh: (reason) => msg("its refresh could not be read: {reason}", { reason }),
};

/**
 * The check of an entry that decides, or what another one tells.
 * @param {import("./shapes.js").JsonObject} entry @param {import("./list_credential.js").ListReader} reader
 * @returns {Promise<import("./check.js").Check | import("./message.js").Message>}
 */
export async function answer(entry, reader) {
  const purpose = entry.get("statusPurpose");
  if (![...DECIDING, ...TOLD].includes(purpose)) {
    const { code, said } = problemOf("purpose", entry);
    return couldNotRun("status", code, said);
  }
  try {
    const [address, index] = place(entry);
    const size = sizeOf(entry, TOLD.includes(purpose) ? MOST_SIZE : 1);
    const listed = await reader.read(address, entry.get("type"), purpose);
    const value = valueOf(listed.bits, index, size);
    if (TOLD.includes(purpose)) return note(entry, purpose, value, asSaid(listed));
    const values = { list: asSaid(listed) };
    if (!value) return passed("status", purpose === "revocation" ? msg("not withdrawn, {list}", values) : msg("not on hold, {list}", values));
    return purpose === "suspension" ? held(values) : await withdrawn(reader, address, index, values);
  } catch (error) {
    if (error instanceof NotUsable) return couldNot(purpose, error.code, error.said);
    if (!(error instanceof DocumentError)) throw error;
    return couldNot(purpose, error.code, msg("the status entry is wrong: {reason}", { reason: error.said }));
  }
}

/** The address of the list, and the index in it. */
function place(entry) {
  const [address, index] = [entry.get("statusListCredential"), entry.get("statusListIndex")];
  if (!isText(address) || !secured(address).startsWith("https://")) throw problemOf("list", entry);
  // Some write a JSON number. It can mean one bit only, so that what the list says of it is not left unsaid.
  const written = Number.isSafeInteger(index) ? `${index}` : index;
  if (!isText(written) || !INDEX.test(written)) throw problemOf("index", entry);
  return [address, Number(written)];
}

/** How many bits an entry has, if that is read here. */
function sizeOf(entry, most) {
  const size = entry.has("statusSize") ? entry.get("statusSize") : 1;
  if (Number.isSafeInteger(size) && size >= 1 && size <= most) return size;
  throw most === 1 ? problemOf("size", entry) : new NotUsable(msg("a status of more than {most} bits is not read here", { most }), "status-not-supported");
}

/** The number that `size` bits are, the first of them its highest. */
function valueOf(bits, index, size) {
  let value = 0;
  for (let position = index * size; position < (index + 1) * size; position += 1) value = 2 * value + Number(isSet(bits, position));
  return value;
}

/** An entry that could not be read: of one that decides nothing, this is no more than told. */
const couldNot = (purpose, code, detail) => (TOLD.includes(purpose) ? UNREAD[purpose](detail) : couldNotRun("status", code, detail));
const held = (values) => failed("status", "suspended", msg("on hold, {list}", values), "SUSPENDED");

async function withdrawn(reader, address, index, values) {
  // A registry, known here or not, keeps a second list beside, with the same positions (decision 2).
  const holds = address.replaceAll("/revocation-", "/suspension-");
  if (holds !== address) {
    try {
      if (isSet((await reader.read(holds, "BitstringStatusListEntry", "suspension")).bits, index)) return held(values);
    } catch (error) {
      if (!(error instanceof NotUsable || error instanceof DocumentError)) throw error; // A list that cannot be read explains nothing.
    }
  }
  const detail = reader.credential.kind === "award" ? msg("withdrawn, {list}", values) : msg("withdrawn, or replaced by a newer edition, {list}", values);
  return failed("status", "revoked", detail, "REVOKED");
}

/** Whose list it is and of when, and what is unusual about it. */
function asSaid({ signed, by, unusual }) {
  const values = { moment: moment(signed), by };
  const said = by
    ? msg("as the list of {by}, to which it refers, of {moment} says", values)
    : msg("as the issuer's list of {moment} says", values);
  return unusual.length ? joined([said, ...unusual], SEMICOLON) : said;
}

function note(entry, purpose, value, list) {
  if (purpose === "refresh") return value ? msg("there is a newer version of it, {list}", { list }) : msg("there is no newer version of it, {list}", { list });
  return msg("its message is {message}, {list}", { message: quoted(messageOf(entry, value), 200), list });
}

/** The text that a value stands for (2.1, `statusMessage`); the value itself where none is given. */
function messageOf(entry, value) {
  const given = entry.get("statusMessage");
  const code = `0x${value.toString(16)}`;
  const fits = (one) => isObject(one) && one.get("status") === code && isText(one.get("message"));
  const found = Array.isArray(given) ? given.slice(0, MOST_MESSAGES).find(fits) : undefined;
  return found ? found.get("message") : code;
}
