/**
 * JSON as a verifier may read it: one meaning only, within bounds. Mirrors plugins/testamur/verification/reading/strict_json.py.
 * Follows RFC 8259 and RFC 7493 (I-JSON). What another reader could read otherwise is refused.
 */

import { VerificationError } from "./errors.js";
import { msg } from "./message.js";

export const LIMIT = 4 * 1024 * 1024; // bytes
const DEPTH = 64;
const MOST_VALUES = 100_000;
// Quotation marks are written \x22: what looks for sentences to translate does not know regular expressions.
const TOKEN = /[ \t\r\n]*(?:(\x22(?:[^\x22\\\u0000-\u001f]|\\(?:[\x22\\/bfnrt]|u[0-9a-fA-F]{4}))*\x22)|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|([{}[\],:])|(true|false|null))/y;

/** @type {(data: Uint8Array, limit?: number) => any} The value of a JSON text; VerificationError with a code. */
export function parse(data, limit = LIMIT) {
  if (data.length > limit) refuse(msg("it has {bytes} bytes; at most {limit} are read", counts(data.length, limit)));
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    refuse(msg("{looks}, nor UTF-8 text", { looks: looksLike(data) }));
  }
  checkTokens(text, data);
  try {
    return JSON.parse(text);
  } catch {
    return refuse(looksLike(data));
  }
}

/** @type {(value: any) => boolean} */
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Say what a text that is not JSON seems to be. @type {(data: Uint8Array) => import("./message.js").Message} */
export function looksLike(data) {
  if (data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) return msg("it begins with a byte order mark");
  const start = new TextDecoder("latin1").decode(data.subarray(0, 512)).trimStart().toLowerCase();
  if (/^(<!doctype html|<html)/.test(start)) return msg("this is a web page, not a credential");
  if (start.startsWith("<")) return msg("this is XML or a web page, not a credential");
  return start ? msg("this is not JSON") : msg("the file is empty");
}

/** Refuse what is too deep or too much, what stands twice, and what languages read otherwise. */
function checkTokens(text, data) {
  /** The names so far of each object that is open; null for an array. @type {(Set<string> | null)[]} */
  const open = [];
  let values = 0;
  let name = "";
  TOKEN.lastIndex = 0;
  for (let at = 0, token; (token = TOKEN.exec(text)); at = TOKEN.lastIndex) {
    const [, string, number, sign] = token;
    if (string !== undefined) name = checked(string);
    else if (number !== undefined) checkNumber(number);
    else if (sign === ":") addName(open.at(-1), name);
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign) {
      if (sign !== ",") open.push(sign === "{" ? new Set() : null);
      if (open.length > DEPTH) refuse(msg("more than {levels} levels deep", { levels: DEPTH }));
      values += 1;
      if (values > MOST_VALUES) refuse(msg("more than {values} values", { values: grouped(MOST_VALUES) }));
    }
    if (TOKEN.lastIndex === at) break;
  }
  // What could not be read as tokens is left to JSON.parse, which refuses it.
  if (/^\s*$/.test(text)) refuse(looksLike(data));
}

function checked(string) {
  const value = string.includes("\\") ? JSON.parse(string) : string.slice(1, -1);
  if (!value.isWellFormed()) refuse(msg("half of a character (a lone surrogate) stands in a text"));
  return value;
}

function addName(names, name) {
  if (!names) return; // A colon out of place: JSON.parse will say so.
  if (names.has(name)) throw new VerificationError(msg("'{name}' stands twice in one object", { name: name.slice(0, 80) }), "duplicate-member");
  names.add(name);
}

function checkNumber(text) {
  const value = Number(text);
  const number = text.slice(0, 40);
  if (!Number.isFinite(value)) refuse(msg("the number {number} is too large", { number }));
  if (/[.eE]/.test(text)) return;
  if (text.length > 17 || !Number.isSafeInteger(value)) refuse(msg("the number {number} is too large to be read the same everywhere", { number }));
  if (text === "-0") refuse(msg("the number -0 is not read the same everywhere"));
}

/** @returns {never} */
function refuse(detail) {
  throw new VerificationError(detail, "not-json");
}

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const counts = (bytes, limit) => ({ bytes: grouped(bytes), limit: grouped(limit) });
