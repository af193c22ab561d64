/**
 * Of what kind a document is, and the shape that this kind has: its types, its contexts, its subject.
 * Mirrors plugins/testamur/verification/kind.py. Contexts inside are not read, but for ours, of an embedded endorsement.
 */

import { couldNotRun, failed } from "./check.js";
import { msg } from "./message.js";
import { isListOf, isObject, isText, namesIn, textOf } from "./shapes.js";

/** @typedef {"award" | "endorsement" | "record"} Kind */

export const CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];
const RECORD_CONTEXT = [CONTEXT[0], "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", CONTEXT[1]];
const CONTEXTS = { award: CONTEXT, endorsement: CONTEXT, record: RECORD_CONTEXT };
const TYPES = {
  award: ["VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"],
  endorsement: ["VerifiableCredential", "EndorsementCredential"],
  record: ["VerifiableCredential", "ClrCredential"],
};
const NOT_EXACTLY = {
  badge: msg("its contexts are not exactly those of Verifiable Credentials 2.0 and Open Badges 3.0.3"),
  record: msg("its contexts are not exactly those of Verifiable Credentials 2.0, Comprehensive Learner Record 2.0.1 and Open Badges 3.0.3"),
};
const SUBJECTS = {
  award: [(subject) => isObject(subject.get("achievement")), msg("it does not have exactly one subject with an achievement")],
  endorsement: [(subject) => textOf(subject, "id") !== "", msg("it does not say what exactly is endorsed")],
  record: [(subject) => subject.has("verifiableCredential"), msg("it is not about exactly one subject and the credentials that it has")],
};
// Where a registry's own documents have endorsements inside; others have them wherever Open Badges 3.0 allows it.
const ENDORSED = [["issuer", "endorsement"], ["credentialSubject", "achievement", "endorsement"]];
const BY_ITSELF = ["credentialSubject", "verifiableCredential"]; // what a record holds is judged by itself

/** The reading of a document ended; `check` says why. */
export class Stopped extends Error {
  constructor(check) {
    super(String(check.detail));
    this.check = check;
  }
}

/** The document is wrong. @returns {never} */
export const refuse = (code, detail) => {
  throw new Stopped(failed("document", code, detail));
};
/** The document is not of a form that is read here. @returns {never} */
export const leave = (code, detail) => {
  throw new Stopped(couldNotRun("document", code, detail));
};

/** The kind and the names of the type, when it is one that is checked; with `record`, a learner record is. @returns {Promise<[Kind, string[]]>} */
export async function read(document, record) {
  const names = namesIn(document.get("type"));
  if (!names.every(isText)) refuse("type", msg("its type is not a list of names"));
  const kind = record && names.includes("ClrCredential") ? "record" : names.includes("EndorsementCredential") ? "endorsement" : "award";
  const others = names.filter((name) => !TYPES[kind].includes(name));
  const fits = names.includes("VerifiableCredential") && names.some((name) => TYPES[kind].indexOf(name) > 0);
  if (others.length || !fits) (await import("./other_kinds.js")).leaveOthers(document, names, others, fits);
  return [kind, names];
}

/** Refuse types beside those of the kind. */
export function checkTypes(kind, names) {
  if (names.every((name) => TYPES[kind].includes(name))) return;
  refuse("type", msg("it says that it is more than a credential: {types}", { types: names.join(", ").slice(0, 120) }));
}

/** Ask for known contexts, of a registry for exactly ours: with others a proof may verify, and the words mislead. */
export async function checkContexts(kind, stated, own, token) {
  if (isListOf(stated, CONTEXTS[kind])) return;
  if (own) refuse("unknown-context", NOT_EXACTLY[kind] ?? NOT_EXACTLY.badge);
  const unknown = (await import("./contexts.js")).unknownIn(stated, kind, Boolean(token));
  if (unknown) refuse("unknown-context", msg("{unknown}, so its words may mean something else", { unknown }));
}

/** Refuse a subject that is not of the kind's shape. */
export function checkSubject(kind, subject) {
  const [fits, problem] = SUBJECTS[kind];
  if (!isObject(subject) || !fits(subject)) refuse("subject", problem);
}

/** Refuse contexts inside, which would change what the words around them mean, and names that mislead JavaScript. */
export async function checkInside(kind, document, own) {
  await walk(document, [], async (value, path) => (kind === "record" && begins(path, BY_ITSELF)) || mayState(value, path, own));
}

async function walk(value, path, allowed) {
  if (Array.isArray(value)) for (const item of value) await walk(item, path, allowed);
  else if (isObject(value)) {
    if (path.length && value.has("@context") && !(await allowed(value, path))) {
      refuse("unknown-context", msg("a context inside it changes what its words mean"));
    }
    if (value.has("__proto__")) refuse("unknown-member", msg("it has a member called __proto__, which no credential has"));
    for (const [name, item] of value) {
      // A proof repeats the document's contexts, and is compared with them when it is checked.
      if (name !== "@context" && (path.length || name !== "proof")) await walk(item, [...path, name], allowed);
    }
  }
}

/** Whether an object may state contexts: known ones, as an embedded endorsement or as a proof of one. */
async function mayState(value, path, own) {
  const stated = value.get("@context");
  if (!isListOf(stated, CONTEXT) && (own || !(await import("./contexts.js")).isKnown(stated))) return false;
  const kinds = value.get("type");
  const endorses = Array.isArray(kinds) && kinds.includes("EndorsementCredential");
  const place = path.at(-1) === "proof" ? path.slice(0, -1) : path;
  if (place.at(-1) !== "endorsement" || (own && !ENDORSED.some((one) => isListOf(place, one)))) return false;
  return endorses || place !== path;
}

const begins = (path, start) => start.every((name, at) => path[at] === name);
