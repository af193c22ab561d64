/**
 * XML read as a stream of events, as far as a credential in a picture needs it. Mirrors plugins/testamur/pictures/xml_reader.py.
 * Follows XML 1.0 and Namespaces in XML 1.0, without document types and with names in ASCII; whatever a file declares, it is
 * read as UTF-8. No DOM and no DOMParser, which differ from browser to browser and read entities. Time is linear.
 */

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

// Quotation marks are written \x22 and \x27: what looks for sentences to translate does not know regular expressions.
const SPACE = /[ \t\n]+/y;
const NAME = /[A-Za-z_][\w.-]*/y;
const QUALIFIED_NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const REFERENCE = /&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);/y;
const BAD = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/; // 2.2; halves of characters have no UTF-8
const SEPARATING = /[^\S\ufeff]|\x85/; // white space as Python knows it
const DECLARATION =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*([\x22\x27])[\w.-]*\1(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*([\x22\x27])[A-Za-z][\w.-]*\2)?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*([\x22\x27])(?:yes|no)\3)?[ \t\n]*\?>/y;

/** The document is not well-formed, or it declares a document type or has names that are not read here. */
export class MalformedError extends Error {}

/**
 * A name, after its prefix was looked up; the namespace is "" for none. @typedef {{namespace: string, local: string}} Name
 * What is told: `text` comes in pieces, of a CDATA section if `inSection`.
 * @typedef {{start: (name: Name, attributes: (Name & {value: string})[]) => void, end: () => void, text: (content: string, inSection: boolean) => void}} Reader
 */

/**
 * Tell `reader` what is in `data`.
 * @type {(data: Uint8Array, reader: Reader) => void}
 * @throws {MalformedError} and what `reader` throws
 */
export function read(data, reader) {
  new Parser(decoded(data), reader).run();
}

/** The text of `data`, with ends of lines as XML reads them (2.11). @type {(data: Uint8Array) => string} */
function decoded(data) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    throw new MalformedError();
  }
  if (BAD.test(text)) throw new MalformedError();
  return text.replace(/\r\n?/g, "\n");
}

class Parser {
  /** @param {string} text @param {Reader} reader */
  constructor(text, reader) {
    this.text = text;
    this.reader = reader;
    this.at = 0;
    this.hasRoot = false;
    /** The elements that are open: their names as written, and the prefixes that each declared. @type {{written: string, prefixes: string[]}[]} */
    this.open = [];
    /** What each prefix stands for, the innermost last. @type {Map<string, string[]>} */
    this.namespaces = new Map([["xml", [XML]], ["", [""]]]);
  }

  run() {
    // What the declaration (2.8) says of the encoding is not followed.
    if (/^<\?xml[ \t\n]/.test(this.text)) this.expect(DECLARATION);
    while (this.at < this.text.length) this.next();
    if (this.open.length || !this.hasRoot) throw new MalformedError();
  }

  next() {
    const isInside = this.open.length > 0;
    const text = this.match(/[^<&]+/y);
    if (text) this.plain(text, isInside);
    else if (this.match(/<!--/y)) this.comment();
    else if (this.match(/<\?/y)) this.instruction();
    else if (isInside && this.text[this.at] === "&") this.reader.text(this.reference(), false);
    else if (isInside && this.match(/<!\[CDATA\[/y)) this.reader.text(this.upTo("]]>"), true);
    else if (isInside && this.match(/<\//y)) this.endTag();
    else if (isInside || !this.hasRoot) this.startTag();
    else throw new MalformedError();
  }

  plain(text, isInside) {
    if (isInside ? text.includes("]]>") : /[^ \t\n]/.test(text)) throw new MalformedError();
    if (isInside) this.reader.text(text, false);
  }

  startTag() {
    this.expect(/</y);
    const written = this.expect(QUALIFIED_NAME);
    /** @type {Map<string, string>} */
    const attributes = new Map();
    while (this.match(SPACE) && !/[/>]/.test(this.text[this.at])) this.attribute(attributes);
    const isEmpty = this.match(/\//y);
    this.expect(/>/y);
    this.hasRoot = true;
    const prefixes = this.declare(attributes);
    const names = this.attributeNames(attributes);
    this.reader.start(this.resolve(written, true), names);
    this.open.push({ written, prefixes });
    if (isEmpty) this.leave();
  }

  attribute(attributes) {
    const written = this.expect(QUALIFIED_NAME);
    this.match(SPACE);
    this.expect(/=/y);
    this.match(SPACE);
    const value = this.value(this.expect(/[\x22\x27]/y) === '"' ? /[^<&\x22]+/y : /[^<&\x27]+/y);
    if (attributes.has(written)) throw new MalformedError();
    attributes.set(written, value);
  }

  /** The rest of an attribute's value, and its second quotation mark. @param {RegExp} plain what needs no reference there */
  value(plain) {
    const pieces = [];
    for (let piece; (piece = this.match(plain) || (this.text[this.at] === "&" && this.reference())); ) pieces.push(piece);
    this.expect(/[\x22\x27]/y);
    return pieces.join("");
  }

  endTag() {
    const written = this.expect(QUALIFIED_NAME);
    this.match(SPACE);
    this.expect(/>/y);
    if (written !== this.open.at(-1).written) throw new MalformedError();
    this.leave();
  }

  leave() {
    for (const prefix of this.open.pop().prefixes) this.namespaces.get(prefix).pop();
    this.reader.end();
  }

  /** Take the declarations out of a start tag's attributes (Namespaces, 3). @returns {string[]} the prefixes declared */
  declare(attributes) {
    const prefixes = [];
    for (const [written, namespace] of attributes) {
      if (written !== "xmlns" && !written.startsWith("xmlns:")) continue;
      const prefix = written.slice(6);
      const isReserved = prefix === "xmlns" || namespace === XMLNS || (prefix === "xml") !== (namespace === XML);
      // What parts a namespace from a name, in Python, must not stand in it.
      if (isReserved || (prefix && !namespace) || SEPARATING.test(namespace)) throw new MalformedError();
      if (!this.namespaces.has(prefix)) this.namespaces.set(prefix, []);
      this.namespaces.get(prefix).push(namespace);
      prefixes.push(prefix);
      attributes.delete(written);
    }
    return prefixes;
  }

  /** @returns {(Name & {value: string})[]} */
  attributeNames(attributes) {
    const names = [...attributes].map(([written, value]) => ({ ...this.resolve(written, false), value }));
    if (new Set(names.map(({ namespace, local }) => `${namespace} ${local}`)).size < names.length) throw new MalformedError();
    return names;
  }

  /** A default namespace counts for elements only (Namespaces, 6.2). @returns {Name} */
  resolve(written, isElement) {
    const [local, prefix = ""] = written.split(":").reverse();
    const namespace = prefix || isElement ? this.namespaces.get(prefix)?.at(-1) : "";
    if (namespace === undefined) throw new MalformedError();
    return { namespace, local };
  }

  /** The character that a reference stands for. */
  reference() {
    const said = this.expect(REFERENCE).slice(1, -1);
    if (!said.startsWith("#")) return ENTITIES[said];
    const code = Number(said.startsWith("#x") ? `0${said.slice(1)}` : said.slice(1));
    const character = code > 0x10ffff ? "\0" : String.fromCodePoint(code);
    if (BAD.test(character) || !character.isWellFormed()) throw new MalformedError();
    return character;
  }

  comment() {
    this.upTo("--");
    this.expect(/>/y);
  }

  instruction() {
    if (this.expect(NAME).toLowerCase() === "xml") throw new MalformedError();
    if (this.match(SPACE)) this.upTo("?>");
    else this.expect(/\?>/y);
  }

  /** What stands before `end`, which is passed. @param {string} end */
  upTo(end) {
    const found = this.text.indexOf(end, this.at);
    if (found < 0) throw new MalformedError();
    const content = this.text.slice(this.at, found);
    this.at = found + end.length;
    return content;
  }

  /** What `pattern` matches here, which is passed; "" if it does not. @param {RegExp} pattern a sticky one */
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  expect(pattern) {
    const found = this.match(pattern);
    if (!found) throw new MalformedError();
    return found;
  }
}
