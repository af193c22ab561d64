/**
 * RDF of a document that states contexts of the table, and the one canonical form of it that is signed.
 * Mirrors plugins/testamur/proofs/linked_data/to_rdf.py. What a processor would drop, and so not sign, is refused by its name.
 */

import { NO_SCOPE, disputedBy, nothingDefined } from "./active_context.js";
import { DocumentError } from "./errors.js";
import { msg } from "./message.js";
import { OutsideError, ascii, printable, writeIri, writeJson, writeLiteral, writeNative, writeValueObject } from "./nquads.js";
import * as rdfc from "./rdfc.js";
import { firstOf, isObject, isText } from "./shapes.js";

const MOST_LEVELS = 32;
const MOST_LIST_ITEMS = 100;
const RDF = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const OF_CREDENTIALS = "<https://www.w3.org/2018/credentials#";

/** @typedef {import("./shapes.js").JsonObject} JsonObject @typedef {import("./active_context.js").ActiveContext} ActiveContext */

/** The RDFC-1.0 canonical N-Quads of a document without a proof of its own, with the hash `digest`. @type {(document: JsonObject, digest?: string) => Promise<Uint8Array>} */
export async function canonical(document, digest = "SHA-256") {
  const [form, unsigned] = await signedPart(document, digest);
  if (unsigned) throw new DocumentError(msg("{path}: {reason}", { path: unsigned, reason: undefinedTerm() }));
  return form;
}

/** The same of what a processor signs of it, and where it has the first member that nothing signs, "" for none. @type {(document: JsonObject, digest: string) => Promise<[Uint8Array, string]>} */
export async function signedPart(document, digest) {
  const reader = read(document);
  return [await rdfc.canonicalize(reader.quads, digest), reader.unsigned];
}

const undefinedTerm = () => msg("not a term of its contexts here, so that nothing signs it");

/** What in a document not all processors sign alike, "" for nothing. @type {(document: JsonObject) => string} */
export const doubt = (document) => read(document).doubts[0] ?? "";

function read(document) {
  const reader = new Reader();
  const needed = msg("a document needs one");
  if (!document.has("@context")) throw new DocumentError(msg("{path}: {reason}", { path: "@context", reason: needed }));
  try {
    reader.addNode(nothingDefined(), NO_SCOPE, document, "", 1);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    throw new DocumentError(error.whole());
  }
  return reader;
}

/** Collects the quads of one document. */
class Reader {
  /** Each once. @type {Map<string, string[]>} */
  quads = new Map();
  /** @type {string[]} */
  doubts = [];
  disputed = new Set();
  /** The members that lead to the one that is read. @type {string[]} */
  path = [];
  unsigned = "";
  root = "";
  blanks = 0;

  add(...quad) {
    this.quads.set(quad.join(" "), quad.at(-1) ? quad : quad.slice(0, 3));
  }

  newBlank() {
    this.blanks += 1;
    return `_:b${this.blanks}`;
  }

  /** Add the quads of an object; its name. @type {(active: ActiveContext, scope: number, node: JsonObject, graph: string, depth: number) => string} */
  addNode(active, scope, node, graph, depth) {
    if (depth > MOST_LEVELS) throw new OutsideError(msg("nested more than {most} levels deep", { most: MOST_LEVELS }));
    let outer = node.size === 1 && node.has("id") ? active : (active.previous ?? active);
    if (scope !== NO_SCOPE) outer = outer.extend(scope, { overrides: true });
    if (node.has("@context")) outer = this.withContexts(outer, node.get("@context"));
    const names = typesOf(outer, node);
    let inner = outer;
    for (const name of [...new Set(names)].sort()) {
      const definition = outer.terms.get(name);
      if (definition && definition.scope !== NO_SCOPE) inner = inner.extend(definition.scope, { propagates: false });
    }
    let subject = this.newBlank();
    if (node.has("id") && means(inner, "id", "@id")) {
      if (!isText(node.get("id"))) throw new OutsideError(msg("an absolute address (IRI) belongs here"), "id");
      subject = inner.expand(node.get("id"), false);
    }
    this.root ||= subject;
    for (const name of names) this.add(subject, `${RDF}type>`, typeOf(outer, name), graph);
    for (const [name, value] of node) {
      if (name === "@context" || ((name === "id" || name === "type") && means(inner, name, `@${name}`))) continue;
      this.path.push(name);
      try {
        this.addMember(inner, subject, name, value, graph, depth);
      } catch (error) {
        if (error instanceof OutsideError) error.path.unshift(name);
        throw error;
      }
      this.path.pop();
    }
    return subject;
  }

  withContexts(active, stated) {
    for (const url of Array.isArray(stated) ? stated : [stated]) for (const name of disputedBy(url)) this.disputed.add(name);
    return active.withContexts(stated);
  }

  addMember(active, subject, name, value, graph, depth) {
    const definition = active.terms.get(name);
    if (!definition || definition.iri.startsWith("@")) {
      if (name.startsWith("@")) throw new OutsideError(undefinedTerm()); // a word of JSON-LD, which may say anything
      this.unsigned ||= printable(this.path);
      return;
    }
    if (this.disputed.has(name)) this.doubts.push(name);
    const predicate = writeIri(definition.iri);
    // Somebody could move its end, or its status, from the top into an object inside that has the same id: the quads are the same.
    if (depth > 1 && subject === this.root && predicate.startsWith(OF_CREDENTIALS)) {
      throw new OutsideError(msg("said of the whole document inside it, where nobody looks for it"));
    }
    if (definition.type === "@json") this.add(subject, predicate, writeJson(value), graph);
    else if (definition.container === "@list") {
      if (value !== null) this.add(subject, predicate, this.addList(active, definition, value, graph, depth), graph);
    } else {
      for (const item of Array.isArray(value) ? value : [value]) {
        if (item !== null) this.add(subject, predicate, this.objectOf(active, definition, item, graph, depth), graph);
      }
    }
  }

  /** One value as N-Quads write it. */
  objectOf(active, definition, value, graph, depth) {
    if (Array.isArray(value)) throw new OutsideError(msg("an array in an array"));
    if (definition.container === "@graph") return this.addGraph(active, definition, value, depth);
    if (!isObject(value)) return write(active, definition, value);
    if (!value.has("@value")) return this.addNode(active, definition.scope, value, graph, depth + 1);
    const [written, tag] = writeValueObject(value, (text) => inside(active, definition).expand(text, true));
    if (tag) this.doubts.push(`@language ${tag}`);
    return written;
  }

  /** Add an object as a graph of its own, as a proof or a credential in a presentation is. */
  addGraph(active, definition, node, depth) {
    if (!isObject(node) || node.has("@value")) throw new OutsideError(msg("an object belongs here"));
    const [graph, before] = [this.newBlank(), this.quads.size];
    this.addNode(active, definition.scope, node, graph, depth + 1);
    if (this.quads.size === before) throw new OutsideError(msg("an object of which nothing is signed"));
    return graph;
  }

  addList(active, definition, value, graph, depth) {
    const items = (Array.isArray(value) ? value : [value]).filter((item) => item !== null);
    if (items.length > MOST_LIST_ITEMS) throw new OutsideError(msg("a list has at most {most} items", { most: MOST_LIST_ITEMS }));
    let rest = `${RDF}nil>`;
    for (const item of items.reverse()) {
      const link = this.newBlank();
      this.add(link, `${RDF}first>`, this.objectOf(active, definition, item, graph, depth), graph);
      this.add(link, `${RDF}rest>`, rest, graph);
      rest = link;
    }
    return rest;
  }
}

/** Text, a number or a truth value of a member, as its definition says. */
function write(active, definition, value) {
  const isAddress = definition.type.startsWith("@");
  if (!isText(value)) return writeNative(value, isAddress ? "" : definition.type);
  return isAddress ? inside(active, definition).expand(value, definition.type === "@vocab") : writeLiteral(value, definition.type);
}

const inside = (active, { scope }) => (scope === NO_SCOPE ? active : active.extend(scope, { overrides: true }));
const means = (active, name, keyword) => active.terms.get(name)?.iri === keyword;

function typesOf(active, node) {
  if (!node.has("type") || !means(active, "type", "@type")) return [];
  const value = node.get("type");
  const names = Array.isArray(value) ? value : [value];
  if (!names.every(isText)) throw new OutsideError(msg("a name, or a list of some, belongs here"), "type");
  return names;
}

function typeOf(active, name) {
  try {
    return active.expand(name, true);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    throw new OutsideError(msg("{name} is not a term of its contexts, so that nothing signs it", { name: ascii(firstOf(name, 60)) }), "type");
  }
}
