/**
 * The suites in which others make proofs: what each signs of a document. A fixed table; a document names a row, and chooses nothing else.
 * Mirrors plugins/testamur/proofs/suites/suite.py and signed_document.py.
 */

import { JCS, MEMBERS, RDFC, without } from "./data_integrity.js";
import { canonicalize } from "./jcs.js";
import { isText } from "./shapes.js";

/** @typedef {import("./shapes.js").JsonObject} JsonObject */
/** The canonical forms of a proof without its value, and of the document without its proofs. @typedef {[Uint8Array, Uint8Array]} Forms */
/**
 * `isRdf`: the meaning is signed, and not every character. `members`: what a proof may say. `digests`: the kinds of key that sign,
 * and the hash of each, as Web Cryptography calls it.
 * @typedef {{name: string, forms: (document: SignedDocument, proof: JsonObject, digest: string) => Promise<Forms>, isRdf: boolean,
 *   members: string[], digests: Record<string, string>}} Suite
 */

/** A document whose proofs are checked: each canonical form of it is worked out once. */
export class SignedDocument {
  #unsecured;
  #rdf = new Map();

  /** @param {JsonObject} document */
  constructor(document) {
    this.contexts = document.get("@context");
    /** Where it has the first member that no context of it defines, "" for none: as RDF, nothing signs it. */
    this.unsigned = "";
    this.#unsecured = without(document, "proof");
  }

  /** Its canonical N-Quads; DocumentError where it has none. @type {(digest: string) => Promise<Uint8Array>} */
  async asRdf(digest) {
    if (!this.#rdf.has(digest)) {
      const { signedPart } = await import("./to_rdf.js");
      this.#rdf.set(digest, await signedPart(this.#unsecured, digest).catch((error) => error));
    }
    const found = this.#rdf.get(digest);
    if (found instanceof Error) throw found;
    this.unsigned = found[1];
    return found[0];
  }

  /** Its canonical JSON, as if `contexts` were what it states. @type {(contexts: unknown) => Uint8Array} */
  asJson(contexts) {
    return canonicalize(contexts === undefined ? this.#unsecured : new Map([...this.#unsecured, ["@context", contexts]]));
  }

  /** What in it not all software signs alike as RDF, "" for nothing. @type {() => Promise<string>} */
  async doubt() {
    return (await import("./to_rdf.js")).doubt(this.#unsecured);
  }
}

/** @type {Suite["forms"]} */
async function rdfForms(document, proof, digest) {
  const { canonical } = await import("./to_rdf.js");
  // Read with the document's contexts: those of a proof's own choosing could give its words another meaning.
  const config = new Map([...without(proof, "proofValue"), ["@context", document.contexts]]);
  return [await canonical(config, digest), await document.asRdf(digest)];
}

/** @type {Suite["forms"]} */
async function jcsForms(document, proof) {
  // Contexts that were put behind those of the proof were not signed (3.3.2, step 4).
  return [canonicalize(without(proof, "proofValue")), document.asJson(proof.get("@context"))];
}

const ED25519 = { Ed25519: "SHA-256" };
/** The hash is that of the signature's own algorithm. */
const ECDSA = { "P-256": "SHA-256", "P-384": "SHA-384" };
const OLDER = "Ed25519Signature2020";
/** In the order in which a verdict rests on them: what covers every character comes first. @type {Suite[]} */
export const SUITES = [
  { name: JCS, forms: jcsForms, isRdf: false, members: MEMBERS, digests: ED25519 },
  { name: "ecdsa-jcs-2019", forms: jcsForms, isRdf: false, members: MEMBERS, digests: ECDSA },
  { name: RDFC, forms: rdfForms, isRdf: true, members: MEMBERS, digests: ED25519 },
  // What drafts of 2023 called eddsa-rdfc-2022, with the same steps.
  { name: "eddsa-2022", forms: rdfForms, isRdf: true, members: MEMBERS, digests: ED25519 },
  { name: "ecdsa-rdfc-2019", forms: rdfForms, isRdf: true, members: MEMBERS, digests: ECDSA },
  { name: OLDER, forms: rdfForms, isRdf: true, members: MEMBERS.filter((name) => name !== "cryptosuite"), digests: ED25519 },
];
const TYPES = [OLDER]; // the others are named in `cryptosuite`

/** The suite of a proof; undefined where it is not in the table. @type {(proof: JsonObject) => Suite | undefined} */
export function findSuite(proof) {
  const isNamed = proof.get("type") === "DataIntegrityProof";
  const name = proof.get(isNamed ? "cryptosuite" : "type");
  return isText(name) && TYPES.includes(name) !== isNamed ? SUITES.find((suite) => suite.name === name) : undefined;
}

/** What a proof signs: the hash of its configuration, then of the document. @type {(suite: Suite, document: SignedDocument, proof: JsonObject, keyKind: string) => Promise<Uint8Array>} */
export async function messageOf(suite, document, proof, keyKind) {
  const digest = suite.digests[keyKind];
  const hashes = (await suite.forms(document, proof, digest)).map((form) => crypto.subtle.digest(digest, form));
  return Uint8Array.from((await Promise.all(hashes)).flatMap((hash) => [...new Uint8Array(hash)]));
}
