/**
 * Which `@context` a document of another issuer may state: every published edition of the vocabularies.
 * Mirrors plugins/testamur/verification/reading/contexts.py. Fetched when such a document is met: a registry's own state exactly ours.
 */

import { msg } from "./message.js";
import { isText, namesIn } from "./shapes.js";
import { quoted, readInstant } from "./instants.js";

const V1 = "https://www.w3.org/2018/credentials/v1";
const V2 = "https://www.w3.org/ns/credentials/v2";
const BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/";
const RECORDS = "https://purl.imsglobal.org/spec/clr/v2p0/";
const OF_BADGES = ["context", "context-3.0.1", "context-3.0.2", "context-3.0.3"].map((name) => `${BADGES}${name}.json`);
const OF_RECORDS = ["context", "context-2.0.1"].map((name) => `${RECORDS}${name}.json`);
// What only adds words: of 1EdTech's extensions, of proofs and keys, of status entries.
const BESIDE = [
  `${BADGES}extensions.json`,
  "https://w3id.org/security/data-integrity/v1",
  "https://w3id.org/security/data-integrity/v2",
  "https://w3id.org/security/multikey/v1",
  "https://w3id.org/security/suites/ed25519-2020/v1",
  "https://w3id.org/security/suites/jws-2020/v1",
  "https://w3id.org/vc/status-list/2021/v1",
  "https://www.w3.org/ns/credentials/status/v1",
];
const KNOWN = [...OF_BADGES, ...OF_RECORDS, ...BESIDE];
// Of drafts: read of tokens alone, whose signature is of their bytes.
const DRAFTS_OF_BADGES = [
  "https://imsglobal.github.io/openbadges-specification/context.json",
  "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
];
const DRAFTS_OF_RECORDS = ["https://dc.imsglobal.org/draft/clr/v2p0/context"];
const BLOCKCERTS = /^https:\/\/(?:w3id\.org\/blockcerts|www\.blockcerts\.org)\//;

/** Whether contexts are of Blockcerts, which wraps badges of several versions. @type {(contexts: unknown) => boolean} */
export const ofBlockcerts = (contexts) => namesIn(contexts).some((one) => isText(one) && BLOCKCERTS.test(one));

/** What about the contexts is not known here; null where they are. @type {(contexts: unknown, kind: string, token?: boolean) => import("./message.js").Message | null} */
export function unknownIn(contexts, kind, token = false) {
  const listed = Array.isArray(contexts) ? contexts : [contexts];
  if (!listed.every(isText)) return msg("it has a context of its own");
  if (listed[0] !== V2 && listed[0] !== V1) return msg("its first context is not that of Verifiable Credentials");
  const [ofBadges, ofRecords] = token ? [DRAFTS_OF_BADGES, DRAFTS_OF_RECORDS] : [[], []];
  const other = listed.slice(1).find((one) => ![...KNOWN, ...ofBadges, ...ofRecords].includes(one));
  if (other !== undefined) return msg("its context {context} is not known here", { context: quoted(other, 120) });
  if (kind === "list") return null;
  const wanted = [...OF_RECORDS, ...ofRecords, ...(kind === "record" ? [] : [...OF_BADGES, ...ofBadges])];
  if (listed.some((one) => wanted.includes(one))) return null;
  return kind === "record" ? msg("it has no context of Comprehensive Learner Record 2.0") : msg("it has no context of Open Badges 3.0");
}

/** The names of the members with the period: Verifiable Credentials 1.1 has others; the last is the end's in the other data model. @type {(contexts: string | string[]) => string[]} */
export const periodOf = (contexts) =>
  contexts.includes(V1) ? ["issuanceDate", "expirationDate", "validUntil"] : ["validFrom", "validUntil", "expirationDate"];

/**
 * Which of the names of `periodOf` has the end that counts, the earlier: who signs as JSON may mix the two data models.
 * @type {(document: import("./shapes.js").JsonObject, names: string[]) => string | undefined}
 */
export function firstEnd(document, [, ...names]) {
  const ends = names.filter((name) => document.has(name)).map((name) => [readInstant(document.get(name), name), name]);
  return ends.reduce((least, one) => (one[0] < least[0] ? one : least), ends[0] ?? [])[1];
}

/** Whether a document inside another states contexts that are known here. @type {(contexts: unknown) => boolean} */
export const isKnown = (contexts) => unknownIn(contexts, "endorsement") === null;
