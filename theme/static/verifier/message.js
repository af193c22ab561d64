/**
 * A sentence for people that can be said in another language: its English text, with `{names}` for what varies.
 * `msg("…")` marks a text for translation (docs/architecture.md, "Languages"). No DOM, no network.
 */

/** @typedef {string | number | Message | Day | Moment} Value */
/** How a reader is spoken to; `has` says whether it has the words of a sentence. @typedef {{text: (english: string) => string, has?: (english: string) => boolean, day: (iso: string) => string, moment: (ms: number) => string}} Reader */

/** English, and dates as ISO 8601 writes them: what the command line says. @type {Reader} */
export const ENGLISH = {
  text: (english) => english,
  day: (iso) => iso,
  moment: (ms) => new Date(ms).toISOString().replace("T", " ").slice(0, 16) + " UTC",
};

export class Message {
  /** @param {string} text @param {Record<string, Value>} [values] */
  constructor(text, values = {}) {
    this.text = text;
    this.values = values;
  }

  /** @type {(reader: Reader) => string} */
  in(reader) {
    return reader.text(this.text).replace(/\{(\w+)\}/g, (whole, name) => {
      const value = Object.hasOwn(this.values, name) ? this.values[name] : whole;
      return typeof value === "object" ? value.in(reader) : String(value);
    });
  }

  toString() {
    return this.in(ENGLISH);
  }
}

/** A calendar day, `2026-09-01`. */
export class Day extends Message {
  in(reader) {
    return reader.day(this.text);
  }
}

/** An instant, in milliseconds. */
export class Moment extends Message {
  in(reader) {
    return reader.moment(Number(this.text));
  }
}

/** @type {(text: string, values?: Record<string, Value>) => Message} */
export const msg = (text, values) => new Message(text, values);
/** The same, for what is said of most awards: its translation is fetched with the page, that of others when it is needed. */
export const usual = msg;
/** @type {(iso: string) => Day} */
export const day = (iso) => new Day(iso);
/** @type {(ms: number) => Moment} */
export const moment = (ms) => new Moment(String(ms));
/** What stands between reasons: a language may have a space before it, or another sign. */
export const SEMICOLON = usual("; ");
/** What stands between names. */
export const COMMA = usual(", ");
/** Several sentences or names in a row. @type {(parts: (Message | string)[], between: string | Message) => Message} */
export const joined = (parts, between) => new Row(String(between), Object.fromEntries(parts.entries()));

/** Its text is what stands between its values. */
class Row extends Message {
  in(reader) {
    const parts = Object.values(this.values);
    return parts.map((part) => (typeof part === "object" ? part.in(reader) : part)).join(reader.text(this.text));
  }
}
