/**
 * Values as canonical N-Quads write them, and what is outside of what is signed.
 * Mirrors plugins/testamur/proofs/nquads.py and linked_data/literals.py. Fetched for documents of others.
 */

import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { Decimal, firstOf, isText } from "./shapes.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const JSON_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
const LEAST_NORMAL = 2 ** -1022;
const MOST_INTEGER = Number.MAX_SAFE_INTEGER;
// What N-Quads allows in an IRI, less the white space that JSON-LD processors take for a relative one.
const IRI =
  /^[A-Za-z][A-Za-z0-9+.-]*:[^\0-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000<>"{}|^`\\\ud800-\udfff\ufffe\uffff]+$/u;
const TAG = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;
// Canonical N-Quads escapes these; the processors in use write some of them raw.
const DISPUTED = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]/u;
const PLAIN_NAME = /^[A-Za-z@][A-Za-z0-9]{0,40}$/;

/** Something that nothing signs, or that not all sign alike; callers add the names that lead to it on the way up. */
export class OutsideError extends Error {
  /** @param {import("./message.js").Message} said @param {string[]} path */
  constructor(said, ...path) {
    super(String(said));
    this.said = said;
    this.path = path;
  }

  /** The reason, after the names that lead to it. */
  whole() {
    const path = printable(this.path);
    return path ? msg("{path}: {reason}", { path, reason: this.said }) : this.said;
  }
}

/** The names that lead to a place, as they may be shown: names can be hostile text. @type {(path: string[]) => string} */
export const printable = (path) => path.map((name) => (PLAIN_NAME.test(name) ? name : ascii(firstOf(name, 40)))).join(".");

/** A text between quotes, with nothing but printable ASCII: names can be hostile. Mirrors Python's `ascii`. @type {(text: string) => string} */
export function ascii(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", [quote]: `\\${quote}` };
  const letter = (one) => {
    const code = one.codePointAt(0);
    if (Object.hasOwn(named, one)) return named[one];
    if (code >= 0x20 && code < 0x7f) return one;
    const [prefix, digits] = code > 0xffff ? ["\\U", 8] : code > 0xff ? ["\\u", 4] : ["\\x", 2];
    return prefix + code.toString(16).padStart(digits, "0");
  };
  return quote + [...text].map(letter).join("") + quote;
}

/** An absolute address. @type {(text: unknown, ...path: string[]) => string} */
export function writeIri(text, ...path) {
  if (!isText(text) || !IRI.test(text)) throw new OutsideError(msg("an absolute address (IRI) belongs here"), ...path);
  return `<${text}>`;
}

/** A text, with a datatype unless that is "". @type {(text: unknown, datatype?: string) => string} */
export function writeLiteral(text, datatype = "") {
  if (!isText(text)) throw new OutsideError(msg("text belongs here"));
  if (DISPUTED.test(text)) throw new OutsideError(msg("text with a character that not all would sign alike: a control, a lone surrogate, U+FFFE"));
  // Backslashes first: the escapes of the others bring new ones.
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return `"${escaped}"${typed(datatype)}`;
}

/** Whatever JSON a member has, as text in canonical form (`"@type": "@json"`). @type {(value: unknown) => string} */
export const writeJson = (value) => writeLiteral(new TextDecoder().decode(canonicalize(value)), JSON_TYPE);

/** A number or a truth value; `datatype` is that of its member, or "". @type {(value: unknown, datatype: string) => string} */
export function writeNative(value, datatype) {
  if (typeof value === "boolean") return `"${value}"${typed(datatype || `${XSD}boolean`)}`;
  const number = value instanceof Decimal ? value.value : value;
  if (typeof number !== "number") throw new OutsideError(msg("a number belongs here"));
  const isDouble = datatype === `${XSD}double`;
  // From 1e21 on, numbers are doubles (JSON-LD 1.1 API, "Object to RDF Conversion").
  if (Number.isInteger(number) && Math.abs(number) < 1e21) {
    if (Math.abs(number) > MOST_INTEGER) throw new OutsideError(msg("an integer beyond ±{most}, which not all would sign alike", { most: MOST_INTEGER }));
    if (!isDouble) return `"${number === 0 ? 0 : number}"${typed(datatype || `${XSD}integer`)}`;
  }
  return `"${double(number)}"${typed(datatype || `${XSD}double`)}`;
}

/** JSON-LD 1.1 API, "Data Round Tripping": 15 digits after the point, then without the zeros at their end. */
function double(number) {
  // What lies half-way between two, languages round differently; the smallest of all, some take for none.
  const isSmallest = number !== 0 && Math.abs(number) < LEAST_NORMAL;
  if (isSmallest || /^-?\d\.\d{15}50*e/.test(number.toExponential(100))) throw new OutsideError(msg("a number that not all would sign alike"));
  const [mantissa, exponent] = (number === 0 ? 0 : number).toExponential(15).split("e");
  const [whole, fraction] = mantissa.split(".");
  return `${whole}.${fraction.replace(/0+$/, "") || "0"}E${Number(exponent)}`;
}

/**
 * An object with `@value`, and its language tag if it has one that not all would write alike. `expand` makes an IRI of a type.
 * @type {(value: import("./shapes.js").JsonObject, expand: (text: unknown) => string) => [string, string]}
 */
export function writeValueObject(value, expand) {
  const names = [...value.keys()];
  if (names.length > 2 || !names.every((name) => ["@value", "@language", "@type"].includes(name))) {
    throw new OutsideError(msg("nothing signs this member of a value"), names.find((name) => name !== "@value" && name !== "@language") ?? "@type");
  }
  const held = value.get("@value");
  const write = (datatype) => (isText(held) ? writeLiteral(held, datatype) : writeNative(held, datatype));
  if (value.has("@type")) return [write(expand(value.get("@type")).slice(1, -1)), ""];
  if (!value.has("@language")) return [write(""), ""];
  const tag = value.get("@language");
  if (!isText(tag) || !TAG.test(tag)) throw new OutsideError(msg("a language tag belongs here"), "@language");
  // Processors write tags in small letters, which they may and need not (JSON-LD 1.1 API, "Expansion", 13.4.7).
  return [`${writeLiteral(held)}@${tag.toLowerCase()}`, tag === tag.toLowerCase() ? "" : tag];
}

const typed = (datatype) => (datatype && datatype !== `${XSD}string` ? `^^<${datatype}>` : "");
