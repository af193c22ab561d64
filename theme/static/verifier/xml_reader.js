/**
 * XML read as a stream of events: no DTD, no entities, nothing opened. Mirrors plugins/testamur/pictures/xml_reader.py.
 * Follows XML 1.0 (fourth edition, as expat does) and Namespaces in XML 1.0; whatever a file declares, it is read as UTF-8.
 * No DOM and no DOMParser, which differ from browser to browser and read entities. Time is linear in the size of the input.
 */

import { msg } from "./message.js";

// Before every regular expression: what looks for sentences to translate stumbles over some of them.
const MISMATCHED = msg("mismatched tag");
const RESERVED = msg("a prefix or namespace that must not be declared so");
const MISPLACED = msg("XML or text declaration not at start of entity");

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The document declares a document type or entities: nothing after it was read. */
export class DoctypeError extends Error {}

/** The document is not well-formed from `line` on. */
export class MalformedError extends Error {
  /** @param {import("./message.js").Message} said @param {number} line */
  constructor(said, line) {
    super(String(said));
    this.said = said;
    this.line = line;
  }
}

/**
 * A name, after its prefix was looked up; the namespace is "" for none. @typedef {{namespace: string, local: string}} Name
 * What is told: `text` comes in pieces, of a CDATA section if `inSection`.
 * @typedef {{start: (name: Name, attributes: Name[]) => void, end: () => void, text: (content: string, inSection: boolean) => void}} Reader
 */

/**
 * Tell `reader` what is in `data`.
 * @type {(data: Uint8Array, reader: Reader) => void}
 * @throws {DoctypeError | MalformedError} and what `reader` throws
 */
export function read(data, reader) {
  new Parser(decoded(data), reader).run();
}

/** The text of `data` as far as it is UTF-8; where it is not, a character that XML forbids. @type {(data: Uint8Array) => string} */
function decoded(data) {
  const text = (end, stream) => new TextDecoder("utf-8", { fatal: true }).decode(data.subarray(0, end), { stream });
  try {
    return text(data.length, false);
  } catch {
    // Halving finds the place in a couple of dozen steps; what was told before it may decide.
    let [good, bad] = [0, data.length + 1];
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      try {
        text(middle, true);
        good = middle;
      } catch {
        bad = middle;
      }
    }
    return `${text(good, true)}\0`;
  }
}

class Parser {
  /** @param {string} text @param {Reader} reader */
  constructor(text, reader) {
    this.text = text;
    this.reader = reader;
    this.at = this.token = 0; // where reading stands, and where the markup began that is being read
    /** The elements that are open: their names as written, and the prefixes that each declared. @type {{written: string, prefixes: string[]}[]} */
    this.open = [];
    /** What each prefix stands for, the innermost last. @type {Map<string, string[]>} */
    this.namespaces = new Map([["xml", [XML]], ["", [""]]]);
  }

  run() {
    this.declaration();
    this.around(true);
    this.startTag();
    while (this.open.length) this.content();
    this.around(false);
  }

  /** What may stand before the first element, or after it. */
  around(before) {
    for (;;) {
      this.match(SPACE);
      this.token = this.at;
      if (this.at === this.text.length) {
        if (before) this.fail(msg("no element found"));
        return;
      }
      if (this.match(/<!--/y)) this.comment();
      else if (this.match(/<\?/y)) this.instruction();
      else if (before && this.match(DOCTYPE)) throw new DoctypeError();
      else if (before && this.match(/<(?![!/])/y)) return;
      else this.fail(before ? msg("syntax error") : msg("junk after document element"));
    }
  }

  content() {
    SPECIAL.lastIndex = this.token = this.at;
    const next = SPECIAL.exec(this.text)?.index ?? this.text.length;
    if (next > this.at) this.reader.text(lines(this.text.slice(this.at, next)), false);
    this.token = this.at = next;
    if (next === this.text.length) this.fail(msg("no element found"));
    if (this.match(/&/y)) this.reader.text(this.reference(), false);
    else if (this.match(/](?!]>)/y)) this.reader.text("]", false);
    else if (this.match(/<\//y)) this.endTag();
    else if (this.match(/<!--/y)) this.comment();
    else if (this.match(/<!\[CDATA\[/y)) this.section();
    else if (this.match(/<\?/y)) this.instruction();
    else if (this.match(/<(?!!)/y)) this.startTag();
    else this.invalid();
  }

  startTag() {
    const written = this.qname();
    /** @type {Map<string, string>} */
    const attributes = new Map();
    while (this.match(SPACE) && !this.looking(/[/>]/y)) this.attribute(attributes);
    const empty = this.match(/\//y);
    this.expect(/>/y);
    const prefixes = this.declare(attributes);
    const names = this.attributeNames(attributes);
    this.reader.start(this.resolve(written, true), names);
    this.open.push({ written, prefixes });
    if (empty) this.leave();
  }

  attribute(attributes) {
    const at = this.at;
    const written = this.qname();
    this.match(SPACE);
    this.expect(/=/y);
    this.match(SPACE);
    const value = this.value(this.expect(/["']/y));
    if (attributes.has(written)) this.fail(msg("duplicate attribute"), at);
    attributes.set(written, value);
  }

  /** The rest of an attribute's value (3.3.3), up to its quotation mark. */
  value(quote) {
    const stop = quote === '"' ? IN_DOUBLE : IN_SINGLE;
    const pieces = [];
    for (;;) {
      stop.lastIndex = this.at;
      const next = stop.exec(this.text)?.index ?? this.text.length;
      pieces.push(lines(this.text.slice(this.at, next)).replace(/[\t\n]/g, " "));
      this.at = next;
      if (this.match(/&/y)) pieces.push(this.reference());
      else if (this.text[next] === quote) break;
      else this.invalid();
    }
    this.at += 1;
    return pieces.join("");
  }

  endTag() {
    const written = this.qname();
    this.match(SPACE);
    this.expect(/>/y);
    if (written !== this.open.at(-1).written) this.fail(MISMATCHED);
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
      if (isReserved || (prefix && !namespace)) this.fail(RESERVED);
      // What parts a namespace from a name must not stand in it.
      if (/[\s\x85]/.test(namespace)) this.fail(msg("syntax error"));
      if (!this.namespaces.has(prefix)) this.namespaces.set(prefix, []);
      this.namespaces.get(prefix).push(namespace);
      prefixes.push(prefix);
      attributes.delete(written);
    }
    return prefixes;
  }

  /** @returns {Name[]} */
  attributeNames(attributes) {
    const names = [...attributes.keys()].map((written) => this.resolve(written, false));
    if (new Set(names.map(({ namespace, local }) => `${namespace} ${local}`)).size < names.length) this.fail(msg("duplicate attribute"));
    return names;
  }

  /** A default namespace counts for elements only (Namespaces, 6.2). @returns {Name} */
  resolve(written, isElement) {
    const [local, prefix = ""] = written.split(":").reverse();
    const namespace = prefix || isElement ? this.namespaces.get(prefix)?.at(-1) : "";
    if (namespace === undefined) this.fail(msg("unbound prefix"));
    return { namespace, local };
  }

  qname() {
    const first = this.expect(NAME);
    return this.match(/:/y) ? `${first}:${this.expect(NAME)}` : first;
  }

  /** The character that a reference stands for, behind its `&`. */
  reference() {
    const start = this.at - 1;
    if (this.match(/#/y)) {
      const digits = this.match(/x/y) ? `0x${this.expect(/[0-9a-fA-F]+/y)}` : this.expect(/[0-9]+/y);
      this.expect(/;/y);
      const code = Number(digits);
      const character = code > 0x10ffff ? "\0" : String.fromCodePoint(code);
      if (BAD.test(character)) this.fail(msg("reference to invalid character number"), start);
      return character;
    }
    const name = this.expect(NAME);
    this.expect(/;/y);
    if (!Object.hasOwn(ENTITIES, name)) this.fail(msg("undefined entity"), start);
    return ENTITIES[name];
  }

  section() {
    const content = this.upTo("]]>", msg("unclosed CDATA section"));
    if (content) this.reader.text(lines(content), true);
  }

  comment() {
    this.upTo("--");
    this.expect(/>/y);
  }

  instruction() {
    if (this.expect(NAME).toLowerCase() === "xml") this.fail(MISPLACED);
    if (this.match(SPACE)) this.upTo("?>");
    else this.expect(/\?>/y);
  }

  /** The declaration (2.8); what it says of the encoding is not followed. */
  declaration() {
    if (this.looking(/<\?xml[ \t\r\n]/y) && !this.match(DECLARATION)) this.fail(msg("XML declaration not well-formed"), 0);
  }

  /** What stands before `end`, which is passed. @param {string} end @param {import("./message.js").Message} [unclosed] */
  upTo(end, unclosed) {
    const found = this.text.indexOf(end, this.at);
    const content = this.text.slice(this.at, found < 0 ? undefined : found);
    const bad = content.search(BAD);
    if (bad >= 0) this.fail(INVALID, this.at + bad);
    if (found < 0) this.fail(unclosed ?? UNCLOSED, unclosed ? this.text.length : this.token);
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

  looking(pattern) {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  expect(pattern) {
    return this.match(pattern) || this.invalid();
  }

  invalid() {
    return this.at === this.text.length ? this.fail(UNCLOSED) : this.fail(INVALID, this.at);
  }

  /** @returns {never} */
  fail(said, at = this.token) {
    throw new MalformedError(said, this.text.slice(0, at).split(/\r\n?|\n/).length);
  }
}

/** Ends of lines as XML reads them (2.11). */
const lines = (text) => text.replace(/\r\n?/g, "\n");

const INVALID = msg("not well-formed (invalid token)");
const UNCLOSED = msg("unclosed token");
const SPACE = /[ \t\r\n]+/y;
const BAD_CHARACTERS = String.raw`\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff`; // 2.2
const BAD = new RegExp(`[${BAD_CHARACTERS}]|^[\\ud800-\\udfff]$`);
const SPECIAL = new RegExp(`[<&\\]${BAD_CHARACTERS}]`, "g");
const IN_DOUBLE = new RegExp(`["<&${BAD_CHARACTERS}]`, "g");
const IN_SINGLE = new RegExp(`['<&${BAD_CHARACTERS}]`, "g");
const LITERAL = `(?:"[^"]*"|'[^']*')`;
const PUBLIC = `(?:"[-'()+,./:=?;!*#@$_%A-Za-z0-9 \\r\\n]*"|'[-()+,./:=?;!*#@$_%A-Za-z0-9 \\r\\n]*')`;
const DECLARATION = grammar(
  String.raw`<\?xml~+version~*=~*(["'])[\w.-]*\1(?:~+encoding~*=~*(["'])[A-Za-z][\w.-]*\2)?(?:~+standalone~*=~*(["'])(?:yes|no)\3)?~*\?>`,
);

// Appendix B: letters and ideographs, and what else may stand within a name, behind ASCII. In base 36: how far each
// range is behind the one before, and how many characters follow its first.
const LETTERS = ranges(`
  1t:m 2:u 2:1l 3:a 3:7 2:1g 2:1v a:z 4:1 5:t 1l:2g j:6 5h 2:2 2 2:j 2:17 2:6 4 2 2 2 2:h e:b 2:1t 2:b 2:z f:1g 3:1
  3:1 4:r 3:7 3:1 1k:11 3 8:11 22:q 6:2 1b:p 7:9 13:1y 3:4 2:e 2:3 2 g:1 f3:1g 4 r:9 10:7 3:1 3:l 2:6 2 4:3 z:1 2:2
  f:1 k:5 5:1 3:l 2:6 2:1 2:1 2:1 w:3 2 k:2 h:6 2 2:2 2:l 2:6 2:1 2:4 4 z 11:7 3:1 3:l 2:6 2:1 3:3 4 v:1 2:2 10:5
  4:2 2:3 4:1 2 2:1 4:1 4:2 4:7 2:2 24:7 2:2 2:m 2:9 2:4 13:1 10:7 2:2 2:m 2:9 2:4 11 2:1 10:7 2:2 2:m 2:f 13:1
  4g:19 2 2:1 d:5 1o:1 2 3:1 2 3 7:3 2:6 2:2 2 2 3:1 2:1 2 2:1 a 3:4 3g:7 2:w 8n:11 b:12 a 2:1 2:2 2 2:1 2:4 16 2 2
  c 2 2 4:1 4 6:2 2 2 2 2 4:1 4:1 2 15 a 3 3:1 8:1 2 2:6 15 5 9 2dj:4b 5:2h 7:l 3:5 3:11 3:5 3:7 2 2 2 2:u 3:1g 2:6
  2 4:2 2:6 4:3 3:5 5:c 6:2 2:6 8a 4:1 3 2a:2 2v9 q:8 o:2b d:2h b:13 5p0:g4l 2fv:8mb`);
const OTHERS = ranges(`
  1k ex:1 1b:1x r:1 12 70:3 7f:g 2:m 2:2 2 2:1 2 3g b:7 e:9 7 2u:e 3:1 2:3 3:9 eg:2 1l 2:f 4:3 e:1 3:9 i:2 1l 2:6
  3:1 3:2 a b:1 3:9 j 1m 2:4 5:1 3:2 p:b g:2 1l 2:7 2:2 2:2 p:9 i:2 1l 2:5 4:1 3:2 9:1 f:9 j:1 1n:4 4:2 2:3 a g:8
  i:2 1n:6 2:2 2:3 8:1 g:9 j:1 1n:6 2:2 2:3 8:1 g:9 j:1 1n:5 3:2 2:3 a f:9 5e 3:6 c:8 2:9 2g 3:5 2:1 a 2:5 3:9 1r:1
  7:9 c 2 2 5:1 1e:j 2:5 5:5 2 2:k 4:6 2 3dj:c 5 2zo 11:5 2:4 2s:1 3:1 2m:2`);
const NAME = new RegExp(`[A-Za-z_${LETTERS}][\\w.\\-${LETTERS}${OTHERS}]*`, "y");
const DOCTYPE = grammar(`<!DOCTYPE~+${NAME.source}(?::${NAME.source})?(?:~+(?:SYSTEM|PUBLIC~+${PUBLIC})~+${LITERAL})?~*[>[]`);

/** What the specification calls a production, with `~` for its S. @type {(source: string) => RegExp} */
function grammar(source) {
  return new RegExp(source.replaceAll("~", "[ \\t\\r\\n]"), "y");
}

/** @type {(table: string) => string} */
function ranges(table) {
  let last = 0x7f;
  const written = (code) => String.fromCharCode(code);
  return table
    .trim()
    .split(/\s+/)
    .map((range) => {
      const [behind, more = 0] = range.split(":").map((digits) => parseInt(digits, 36));
      const first = last + behind;
      last = first + more;
      return `${written(first)}-${written(last)}`;
    })
    .join("");
}
