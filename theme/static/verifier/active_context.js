/**
 * What the terms of a document mean at one place in it, for contexts of the table alone.
 * Mirrors plugins/testamur/proofs/linked_data/active_context.py and vocabulary.py.
 */

import { msg } from "./message.js";
import { OutsideError, ascii, writeIri } from "./nquads.js";
import { firstOf, isText } from "./shapes.js";
import { VOCABULARY } from "./vocabulary.js";

/** What a term means: `type` is "@id", "@vocab", "@json" or a datatype; `container` "@list", "@graph" or "@set"; `scope` the number of the context inside. */
/** @typedef {{iri: string, type: string, container: string, scope: number, isPrefix: boolean}} Definition */

/** No context, and the one that takes all terms away. */
export const NO_SCOPE = -1;
const PRINTED = 120;
const MOST_CONTEXTS = 500; // of one document: an award has some twenty combinations of types

const whole = (text) => text.replace(/^(\d+):/, (_, number) => VOCABULARY.namespaces[number]);
const TERMS = VOCABULARY.terms.map(([iri, type = "", container = "", scope = NO_SCOPE, prefix = 0]) => ({
  iri: whole(String(iri)), type: whole(String(type)), container, scope, isPrefix: prefix === 1,
}));
const named = (numbers) => new Map(Object.entries(numbers).map(([name, number]) => [name, TERMS[number]]));
const SCOPES = VOCABULARY.scopes.map((row) => row && { isProtected: row[0] === 1, definitions: named(row[1]) });
const CONTEXTS = new Map(Object.entries(VOCABULARY.contexts));
const DISPUTED = new Map(Object.entries(VOCABULARY.disputed));

/** The terms that were published in two ways under an address. @type {(url: unknown) => string[]} */
export const disputedBy = (url) => DISPUTED.get(url) ?? [];

export class ActiveContext {
  #protected;
  #extended = new Map();
  #made;

  /** @param {Map<string, Definition>} terms @param {Set<string>} [isProtected] @param {{count: number}} [made] of one document together */
  constructor(terms, isProtected = new Set(), made = { count: 0 }) {
    this.terms = terms;
    this.#protected = isProtected;
    this.#made = made;
    /** What holds again in the objects inside. @type {ActiveContext | null} */
    this.previous = null;
  }

  /** What holds after an `@context`: an address, or a list of some. @type {(stated: unknown) => ActiveContext} */
  withContexts(stated) {
    let active = /** @type {ActiveContext} */ (this);
    for (const url of Array.isArray(stated) ? stated : [stated]) {
      const number = CONTEXTS.get(url);
      if (number === undefined) {
        const context = isText(url) ? ascii(firstOf(url, PRINTED)) : msg("one of the document's own");
        throw new OutsideError(msg("a context that is not known here: {context}", { context }), "@context");
      }
      active = active.extend(number);
    }
    return active;
  }

  /**
   * What holds after the context of a number. `overrides`: it is that of a member, and may change protected terms. Unless it
   * `propagates`, it is that of a type, and holds in the object itself and in none inside.
   * @type {(number: number, how?: {overrides?: boolean, propagates?: boolean}) => ActiveContext}
   */
  extend(number, { overrides = false, propagates = true } = {}) {
    const key = `${number} ${overrides} ${propagates}`;
    if (!this.#extended.has(key)) {
      this.#made.count += 1;
      if (this.#made.count > MOST_CONTEXTS) throw new OutsideError(msg("too many combinations of types and contexts"));
      const scope = SCOPES[number];
      const made = scope === null ? this.#cleared(overrides) : this.#withScope(scope, overrides);
      made.previous = propagates || this.previous ? this.previous : this;
      this.#extended.set(key, made);
    }
    return this.#extended.get(key);
  }

  #cleared(overrides) {
    if (this.#protected.size && !overrides) throw new OutsideError(msg("a context that takes protected terms away"), "@context");
    return new ActiveContext(new Map(), new Set(), this.#made);
  }

  #withScope(scope, overrides) {
    const [terms, isProtected] = [new Map(this.terms), new Set(this.#protected)];
    for (const [name, published] of scope.definitions) {
      const definition = this.#resolved(published);
      if (isProtected.has(name) && !overrides) {
        if (!isSame(terms.get(name), definition)) {
          throw new OutsideError(msg("two of its contexts give {name} different meanings", { name: `'${name}'` }), "@context");
        }
        continue;
      }
      terms.set(name, definition);
      if (scope.isProtected) isProtected.add(name);
      else isProtected.delete(name);
    }
    return new ActiveContext(terms, isProtected, this.#made);
  }

  /** A definition with the prefixes of contexts before its own: it may use one that its own does not define. */
  #resolved(definition) {
    const [iri, type] = [this.#withoutPrefix(definition.iri), this.#withoutPrefix(definition.type)];
    return iri === definition.iri && type === definition.type ? definition : { ...definition, iri, type };
  }

  /** An absolute IRI, as N-Quads write it. `isTerm`: the text may be a term, too. @type {(text: unknown, isTerm: boolean) => string} */
  expand(text, isTerm) {
    if (!isText(text)) return writeIri(text);
    const definition = isTerm ? this.terms.get(text) : undefined;
    return writeIri(definition ? definition.iri : this.#withoutPrefix(text));
  }

  #withoutPrefix(text) {
    const at = text.indexOf(":");
    if (at < 0 || text.startsWith("//", at + 1)) return text;
    const definition = this.terms.get(text.slice(0, at));
    return definition?.isPrefix ? definition.iri + text.slice(at + 1) : text;
  }
}

const isSame = (one, other) => ["iri", "type", "container", "scope", "isPrefix"].every((part) => one[part] === other[part]);

/** What holds before the first context of a document. */
export const nothingDefined = () => new ActiveContext(new Map());
