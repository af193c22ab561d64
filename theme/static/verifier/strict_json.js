/**
 * JSON as a verifier may read it: one meaning only, within bounds. Mirrors plugins/testamur/verification/reading/strict_json.py.
 * Follows RFC 8259 and RFC 7493 (I-JSON). What another reader could read otherwise is refused. `shapes.js` says what is made of it.
 */

import { other } from "./encodings.js";
import { VerificationError } from "./errors.js";
import { msg } from "./message.js";
import { Decimal } from "./shapes.js";

export const LIMIT = 4 * 1024 * 1024; // bytes
const DEPTH = 64;
const MOST_VALUES = 100_000;
const SPACE = /[ \t\r\n]*/y;
const PLAIN = /[^\x22\\\0-\x1f]*/y; // what a text has without escapes; \x22 is its mark
const ESCAPE = /\\(?:[\x22\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const WORDS = { true: true, false: false, null: null };
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPENING, CLOSING] = [[0x5b, 0x7b], [0x5d, 0x7d]];

/** @type {(data: Uint8Array, limit?: number) => any} The value of a JSON text; VerificationError with a code. */
export function parse(data, limit = LIMIT) {
  if (data.length > limit) refuse(msg("it has {bytes} bytes; at most {limit} are read", counts(data.length, limit)));
  if (other(data)) refuse(looksLike(data));
  checkStructure(data);
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    refuse(msg("{looks}, nor UTF-8 text", { looks: looksLike(data) }));
  }
  const parser = new Parser(text, data);
  const value = parser.whole();
  if (parser.hasHalves) refuse(msg("half of a character (a lone surrogate) stands in a text"));
  return value;
}

/** Say what a text that is not JSON seems to be. @type {(data: Uint8Array) => import("./message.js").Message} */
export function looksLike(data) {
  const encoding = other(data);
  if (encoding) return msg("this is text in {encoding}, and only UTF-8 is read: save it as UTF-8", { encoding });
  const start = String.fromCharCode(...data.subarray(0, 512)).replace(/^[ \t-\r]+/, "").toLowerCase();
  if (start.startsWith("\xef\xbb\xbf")) return msg("it begins with a byte order mark");
  if (/^(<!doctype html|<html)/.test(start)) return msg("this is a web page, not a credential");
  if (start.startsWith("<")) return msg("this is XML or a web page, not a credential");
  return start ? msg("this is not JSON") : msg("the file is empty");
}

/** Refuse what is too deep or too much before it is parsed. */
function checkStructure(data) {
  let [depth, values] = [0, 0];
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at];
    if (byte === QUOTE) at = endOfText(data, at + 1);
    else if (CLOSING.includes(byte)) depth -= 1;
    else if (byte === COMMA || OPENING.includes(byte)) {
      values += 1;
      if (byte !== COMMA) depth += 1;
      if (depth > DEPTH) refuse(msg("more than {levels} levels deep", { levels: DEPTH }));
      if (values > MOST_VALUES) refuse(msg("more than {values} values", { values: grouped(MOST_VALUES) }));
    }
  }
}

function endOfText(data, at) {
  while (at < data.length && data[at] !== QUOTE) at += data[at] === BACKSLASH ? 2 : 1;
  return at;
}

class Parser {
  hasHalves = false; // of characters, in a text

  /** @param {string} text @param {Uint8Array} data */
  constructor(text, data) {
    this.text = text;
    this.data = data;
    this.at = 0;
  }

  whole() {
    const value = this.value();
    this.match(SPACE);
    if (this.at < this.text.length) this.fail();
    return value;
  }

  value() {
    this.match(SPACE);
    const sign = this.text[this.at];
    if (sign === "{") return this.object();
    if (sign === "[") return this.list();
    if (sign === '"') return this.string();
    const word = this.match(WORD);
    return word ? WORDS[word] : this.number();
  }

  object() {
    const members = new Map();
    let twice = null;
    for (let more = this.begins("{", "}"); more; more = this.goesOn("}")) {
      this.match(SPACE);
      const name = this.string();
      this.match(SPACE);
      this.take(":");
      if (members.has(name)) twice ??= name;
      members.set(name, this.value());
    }
    if (twice !== null) throw new VerificationError(msg("'{name}' stands twice in one object", { name: twice.slice(0, 80) }), "duplicate-member");
    return members;
  }

  list() {
    const items = [];
    for (let more = this.begins("[", "]"); more; more = this.goesOn("]")) items.push(this.value());
    return items;
  }

  /** Whether something stands in what begins here. */
  begins(first, last) {
    this.take(first);
    this.match(SPACE);
    if (this.text[this.at] !== last) return true;
    this.take(last);
    return false;
  }

  /** Whether something follows what was read. */
  goesOn(last) {
    this.match(SPACE);
    if (this.text[this.at] === last) return this.take(last), false;
    this.take(",");
    return true;
  }

  string() {
    const start = this.at;
    this.take('"');
    this.match(PLAIN);
    let hasEscapes = false;
    while (this.match(ESCAPE)) {
      hasEscapes = true;
      this.match(PLAIN);
    }
    this.take('"');
    if (!hasEscapes) return this.text.slice(start + 1, this.at - 1);
    const value = JSON.parse(this.text.slice(start, this.at));
    this.hasHalves ||= !value.isWellFormed();
    return value;
  }

  number() {
    const text = this.match(NUMBER);
    if (!text) this.fail();
    const [value, number] = [Number(text), text.slice(0, 40)];
    if (/[.eE]/.test(text)) {
      if (!Number.isFinite(value)) refuse(msg("the number {number} is too large", { number }));
      return new Decimal(value);
    }
    if (text.length > 17 || !Number.isSafeInteger(value)) refuse(msg("the number {number} is too large to be read the same everywhere", { number }));
    if (text === "-0") refuse(msg("the number -0 is not read the same everywhere"));
    return value;
  }

  take(sign) {
    if (this.text[this.at] !== sign) this.fail();
    this.at += 1;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  /** @returns {never} */
  fail() {
    return refuse(looksLike(this.data));
  }
}

/** @returns {never} */
function refuse(detail) {
  throw new VerificationError(detail, "not-json");
}

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const counts = (bytes, limit) => ({ bytes: grouped(bytes), limit: grouped(limit) });
