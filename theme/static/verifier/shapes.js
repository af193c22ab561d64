/**
 * What a stranger's JSON is, asked in one way. Mirrors plugins/testamur/verification/reading/shapes.py.
 * `strict_json.parse` makes Maps of objects, so that a member is there only if the text has it, whatever its name; and Decimals
 * of numbers with a fraction or an exponent, as Python tells 1.0 from 1. A text is never a list of one, and null is never
 * nothing: no document is asked here, or elsewhere, whether a value of it is true to JavaScript.
 */

/** A number that its text writes with a fraction or an exponent. */
export class Decimal {
  /** @param {number} value */
  constructor(value) {
    this.value = value;
  }
}

/** @typedef {Map<string, any>} JsonObject */

/** @type {(value: unknown) => value is JsonObject} */
export const isObject = (value) => value instanceof Map;
/** @type {(value: unknown) => value is string} */
export const isText = (value) => typeof value === "string";

/** The first characters of a text, as Python counts them. @type {(text: string, most: number) => string} */
export const firstOf = (text, most) => [...text.slice(0, 2 * most)].slice(0, most).join("");

/** A member that is text; "" where it is none, or not there. @type {(object: JsonObject, name: string) => string} */
export function textOf(object, name) {
  const value = object.get(name);
  return isText(value) ? value : "";
}

/** A member that is an object; an empty one where it is none, or not there. @type {(object: JsonObject, name: string) => JsonObject} */
export function objectOf(object, name) {
  const value = object.get(name);
  return isObject(value) ? value : new Map();
}

/** Many, of which one may stand alone: an object, or a list of whatever it holds. Null for anything else. @type {(value: unknown) => unknown[] | null} */
export function listed(value) {
  if (isObject(value)) return [value];
  return Array.isArray(value) ? value : null;
}

/** The names that a `type` gives: a text, or the items of a list; none for anything else. @type {(value: unknown) => unknown[]} */
export function namesIn(value) {
  if (isText(value)) return [value];
  return Array.isArray(value) ? value : [];
}

/** Whether a value is a list of exactly these texts. @type {(value: unknown, texts: string[]) => boolean} */
export const isListOf = (value, texts) => Array.isArray(value) && value.length === texts.length && value.every((one, at) => one === texts[at]);
