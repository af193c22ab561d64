/**
 * The check `document`: strict JSON, the shape of an Open Badges 3.0 credential, exact contexts, the right address.
 * Mirrors plugins/testamur/verification/document.py. A stranger's document of a kind that is not read here is not accused.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { JCS } from "./data_integrity.js";
import * as dids from "./did.js";
import { sha256 } from "./digest.js";
import { DocumentError, VerificationError } from "./errors.js";
import { quoted, readInstant } from "./instants.js";
import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { isObject, parse } from "./strict_json.js";

export const CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];
const MOST_PROOFS = 8;
const MOST_STATUS_ENTRIES = 4;
const PROOF = "DataIntegrityProof";
const TYPES = ["VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"];
const OTHER_KINDS = {
  VerifiablePresentation: msg("this is a presentation that wraps credentials: check each of them by itself"),
  EndorsementCredential: msg("this is an endorsement, not an award"),
  ClrCredential: msg("this is a Comprehensive Learner Record, not a single award"),
  BitstringStatusListCredential: msg("this is a status list, not an award"),
  Assertion: msg("this is an Open Badges 2.0 assertion; only 3.0 is checked here"),
  Achievement: msg("this is a description of an achievement: nobody was awarded it"),
};
const NOT_EVALUATED = ["termsOfUse", "refreshService", "credentialSchema", "endorsement", "endorsementJwt"];

/**
 * A credential whose shape was checked, and what it says that later checks need. Instants are in milliseconds.
 * @typedef {{document: Record<string, any>, digest: string, address: string, issuer: string, registry: boolean, validFrom: number,
 *   validUntil: number | null, awarded: string, created: number | null, statuses: any[], proof: Record<string, any>, method: string,
 *   methods: string[], notEvaluated: string[]}} Credential
 */

class Stopped extends Error {
  constructor(check) {
    super(String(check.detail));
    this.check = check;
  }
}

const refuse = (code, detail) => {
  throw new Stopped(failed("document", code, detail));
};
const leave = (code, detail) => {
  throw new Stopped(couldNotRun("document", code, detail));
};

/**
 * The check, and the credential when it can be checked further. Never throws for what is in `data`.
 * @type {(data: Uint8Array, asked: {trusted: string[], address?: string}) => Promise<[import("./check.js").Check, Credential | null]>}
 */
export async function check(data, { trusted, address }) {
  let credential;
  try {
    credential = await read(parse(data), trusted);
  } catch (error) {
    if (error instanceof Stopped) return [error.check, null];
    if (error instanceof VerificationError) return [failed("document", error.code, error.said), null];
    throw error;
  }
  if (address !== undefined && credential.address !== address) {
    const detail = msg("this is the credential of {address}, shown at {shown}", { address: credential.address.slice(0, 200), shown: address.slice(0, 200) });
    return [failed("document", "address-mismatch", detail), null];
  }
  const left = credential.notEvaluated.join(", ");
  const detail = left ? msg("an Open Badges 3.0 credential; not evaluated: {left}", { left }) : msg("an Open Badges 3.0 credential");
  return [passed("document", detail), credential];
}

async function read(document, trusted) {
  if (!isObject(document)) refuse("not-a-credential", msg("the JSON is not an object"));
  checkInside(document, true);
  const names = kinds(document);
  const issuer = issuerOf(document);
  const own = isRegistry(issuer, trusted);
  if (!names.every((name) => TYPES.includes(name))) {
    (own ? refuse : leave)("type", msg("it says that it is more than a credential: {types}", { types: names.join(", ").slice(0, 120) }));
  }
  checkContext(document["@context"], own);
  const address = document.id;
  if (typeof address !== "string" || !address.startsWith("https://")) refuse("id", msg("its id is not an https address"));
  const [validFrom, validUntil] = period(document);
  const subject = document.credentialSubject;
  if (!isObject(subject) || !isObject(subject.achievement)) {
    refuse("subject", msg("it is not about exactly one subject and what it achieved"));
  }
  const proofs = proofsOf(document, own);
  const proof = proofs.get(JCS);
  return {
    document,
    address,
    issuer,
    registry: own,
    validFrom,
    validUntil,
    proof,
    digest: `sha256:${await sha256(canonical(document))}`,
    awarded: String(document.awardedDate ?? ""),
    created: "created" in proof ? readInstant(proof.created, "created") : null,
    statuses: statuses(document, own),
    method: String(proof.verificationMethod ?? ""),
    methods: [...proofs.values()].map((one) => String(one.verificationMethod ?? "")),
    notEvaluated: NOT_EVALUATED.filter((name) => name in document),
  };
}

function canonical(document) {
  try {
    return canonicalize(document);
  } catch (error) {
    throw error instanceof DocumentError ? new VerificationError(error.said, "not-json") : error;
  }
}

/** Whether an issuer is trusted and its site is laid out as ours. */
function isRegistry(issuer, trusted) {
  try {
    return trusted.includes(issuer) && Boolean(dids.baseOf(issuer));
  } catch {
    return false;
  }
}

/** The names of its type, when it is the kind of document that is checked here. */
function kinds({ type }) {
  const names = typeof type === "string" ? [type] : Array.isArray(type) ? type : [];
  if (!names.every((name) => typeof name === "string")) refuse("type", msg("its type is not a list of names"));
  const other = names.find((name) => Object.hasOwn(OTHER_KINDS, name));
  if (other) leave("not-supported", OTHER_KINDS[other]);
  if (!names.includes("VerifiableCredential") || !names.some((name) => name === TYPES[1] || name === TYPES[2])) {
    refuse("type", msg("it is not an Open Badges 3.0 credential"));
  }
  return names;
}

function issuerOf({ issuer }) {
  const name = isObject(issuer) ? issuer.id : issuer;
  if (typeof name !== "string") refuse("issuer", msg("it does not say who issued it"));
  if (!name.startsWith("did:web:")) {
    leave("issuer-not-supported", msg("its issuer {issuer} is not a did:web, the only kind read here", { issuer: quoted(name, 80) }));
  }
  try {
    dids.documentAddress(name);
  } catch {
    refuse("issuer", msg("its issuer {issuer} is not a well-formed did:web", { issuer: quoted(name, 80) }));
  }
  return name;
}

/** Ask for exactly our contexts: a proof may verify with others, under which the words mean other things. */
function checkContext(contexts, own) {
  if (JSON.stringify(contexts) === JSON.stringify(CONTEXT)) return;
  const others = Array.isArray(contexts) && contexts[0] === CONTEXT[0] ? contexts.slice(1) : [];
  if (!own && others.length && others.every((one) => typeof one === "string" && one.startsWith("https://"))) {
    leave("unknown-context", msg("its contexts are not exactly those of Verifiable Credentials 2.0 and Open Badges 3.0.3, so its words may mean something else"));
  }
  refuse("unknown-context", msg("its contexts are not exactly those of Verifiable Credentials 2.0 and Open Badges 3.0.3"));
}

function period(document) {
  const from = readInstant(document.validFrom, "validFrom");
  const until = "validUntil" in document ? readInstant(document.validUntil, "validUntil") : null;
  if (until !== null && until < from) {
    refuse("contradictory-dates", msg("it ends ({end}) before it begins ({start})", { end: document.validUntil, start: document.validFrom }));
  }
  if ("awardedDate" in document) readInstant(document.awardedDate, "awardedDate");
  return [from, until];
}

function statuses({ credentialStatus: status = [] }, own) {
  const entries = isObject(status) ? [status] : status;
  if (!Array.isArray(entries) || !entries.every(isObject)) refuse("status-entry", msg("its status entry is not an object"));
  if (!entries.length && own) refuse("status-missing", msg("it has no status entry, and this issuer gives every award one"));
  if (entries.length > MOST_STATUS_ENTRIES) {
    leave("status-entry", msg("it has {number} status entries; at most {most} are read", { number: entries.length, most: MOST_STATUS_ENTRIES }));
  }
  return entries;
}

/** Refuse contexts inside, which would change what the words around them mean, and names that mislead JavaScript. */
function checkInside(value, top = false) {
  if (Array.isArray(value)) value.forEach((item) => checkInside(item));
  else if (isObject(value)) {
    if (Object.hasOwn(value, "@context") && !top) refuse("unknown-context", msg("a context inside it changes what its words mean"));
    if (Object.hasOwn(value, "__proto__")) refuse("unknown-member", msg("it has a member called __proto__, which no credential has"));
    // A proof repeats the document's contexts, and is compared with them when it is checked.
    for (const [name, item] of Object.entries(value)) if (!(top && (name === "@context" || name === "proof"))) checkInside(item);
  }
}

/** Its proofs, by their cryptosuites. @returns {Map<string, Record<string, any>>} */
function proofsOf({ proof }, own) {
  const listed = isObject(proof) ? [proof] : proof;
  if (!Array.isArray(listed) || !listed.length || !listed.every((one) => isObject(one) && Object.keys(one).length)) {
    refuse("proof-missing", msg("it has no proof: anyone could have written it"));
  }
  const stop = own ? refuse : leave;
  if (listed.length > MOST_PROOFS) stop("proof-shape", msg("it has {number} proofs; at most {most} are read", { number: listed.length, most: MOST_PROOFS }));
  const found = new Map();
  for (const one of listed) {
    const suite = suiteOf(one, own, stop);
    if (found.has(suite)) stop("proof-shape", msg("it has two {suite} proofs", { suite: quoted(suite, 40) }));
    found.set(suite, one);
  }
  if (!found.has(JCS)) {
    if (own) refuse("proof-missing", msg("its eddsa-jcs-2022 proof is missing, and this issuer always gives it"));
    leave("proof-not-supported", msg("it has no eddsa-jcs-2022 proof, which this check rests on, but {suites}", { suites: [...found.keys()].join(", ").slice(0, 120) }));
  }
  return found;
}

/** The cryptosuite of a proof; of one of an older kind, which only strangers use, its type. */
function suiteOf(proof, own, stop) {
  const { type, cryptosuite } = proof;
  if (typeof type !== "string" || (type === PROOF && typeof cryptosuite !== "string")) {
    refuse("proof-shape", msg("a proof of it does not say of what kind it is"));
  }
  if ("previousProof" in proof) stop("proof-shape", msg("its proofs form a chain, which is not read here"));
  if (type === PROOF) return cryptosuite;
  if (own) refuse("proof-shape", msg("a proof of the type {type} is none that this issuer gives", { type: quoted(type, 60) }));
  return `a proof of the type ${type}`;
}
