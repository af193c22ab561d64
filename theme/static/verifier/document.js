/**
 * The check `document`: strict JSON, the shape of an Open Badges 3.0 credential, exact contexts, the right address.
 * Mirrors plugins/testamur/verification/document.py. Whatever is wrong with a document that is not a registry's own accuses nobody.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { CRYPTOSUITES, JCS } from "./data_integrity.js";
import * as dids from "./did.js";
import { sha256 } from "./digest.js";
import { DocumentError, VerificationError } from "./errors.js";
import { quoted, readInstant } from "./instants.js";
import { canonicalize } from "./jcs.js";
import * as kinds from "./kind.js";
import { Stopped, leave, refuse } from "./kind.js";
import { msg } from "./message.js";
import { isObject, isText, listed as listedIn, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

const MOST_PROOFS = 8;
const MOST_STATUS_ENTRIES = 4;
const PROOF = "DataIntegrityProof";
const ENDORSEMENTS = ["endorsement", "endorsementJwt"];
const NOT_EVALUATED = ["termsOfUse", "refreshService", "credentialSchema", ...ENDORSEMENTS];

/** @typedef {import("./shapes.js").JsonObject} JsonObject @typedef {import("./credential.js").Credential} Credential */

/**
 * The check, and the credential when it can be checked further. With `record`, a Comprehensive Learner Record is read, too; by other
 * `rules`, another kind.
 * @type {(data: Uint8Array, asked: {resolver?: import("./resolver.js").Resolver, trusted: string[], address?: string, record?: boolean, rules?: any}) => Promise<[import("./check.js").Check, Credential | null]>}
 */
export async function check(data, { resolver, trusted, address, record = false, rules = kinds }) {
  let credential;
  let own = false;
  let document;
  try {
    let token;
    [document, token] = data[0] === 0x7b ? [parse(data)] : (await import("./jwt.js")).open(data);
    own = isRegistry(issuerIn(document), trusted);
    credential = await read(document, own, record, token, rules);
  } catch (error) {
    if (!(error instanceof Stopped || error instanceof VerificationError)) throw error;
    const found = error instanceof Stopped ? error.check : failed("document", error.code, error.said);
    if (own && address === undefined) {
      return (await import("./registries.js")).judged(issuerIn(document), resolver, found, () => check(data, { trusted: [], record, rules }));
    }
    const answers = own || address !== undefined; // whoever shows it says that it is the institution's
    return [answers ? found : couldNotRun(found.name, found.code, found.detail), null];
  }
  // A genuine credential, copied to the page of another award, must not turn that page green.
  if (address !== undefined && credential.address !== address) {
    const detail = msg("this is the credential of {address}, shown at {shown}", { address: credential.address.slice(0, 200), shown: address.slice(0, 200) });
    return [failed("document", "address-mismatch", detail), null];
  }
  return [passed("document", said(credential)), credential];
}

/** What it is, and what of it was not evaluated. */
function said({ kind, endorsed, notEvaluated }) {
  const what =
    kind === "award" ? msg("an Open Badges 3.0 credential")
    : kind === "record" ? msg("a Comprehensive Learner Record 2.0")
    : msg("an Open Badges 3.0 endorsement of {endorsed}", { endorsed: quoted(endorsed, 200) });
  return notEvaluated.length ? msg("{what}; not evaluated: {left}", { what, left: notEvaluated.join(", ") }) : what;
}

async function read(document, own, record, token, rules) {
  if (!isObject(document)) refuse("not-a-credential", msg("the JSON is not an object"));
  if (token) document = token.checked(document, own);
  const [kind, names] = await rules.read(document, record);
  await kinds.checkInside(kind, document, own);
  const issuer = await issuerOf(document, own);
  rules.checkTypes(kind, names);
  await rules.checkContexts(kind, document.get("@context"), own, token);
  const address = textOf(document, "id");
  if (own && !address.startsWith("https://")) refuse("id", msg("its id is not an https address"));
  const [validFrom, validUntil] = await (rules.period ?? period)(document, own);
  rules.checkSubject(kind, document.get("credentialSubject"));
  const proofs = token ? token.proofs(issuer) : await proofsOf(document, issuer, own);
  const proof = proofs[0].document;
  return {
    kind,
    endorsed: kind === "endorsement" ? textOf(document.get("credentialSubject"), "id") : "",
    document,
    address,
    issuer,
    ...(own ? { called: dids.authorityOf(issuer) } : (await import("./stranger.js")).about(issuer, document)),
    registry: own,
    validFrom,
    validUntil,
    proof,
    proofs,
    digest: `sha256:${await sha256(canonical(document))}`,
    awarded: textOf(document, "awardedDate"),
    created: proof.has("created") ? readInstant(proof.get("created"), "created") : null,
    ...(await token?.secured()),
    statuses: statuses(document, own),
    method: textOf(proof, "verificationMethod"),
    methods: proofs.map((one) => textOf(one.document, "verificationMethod")),
    notEvaluated: notEvaluated(document),
  };
}

function notEvaluated(document) {
  const inside = [document.get("issuer"), document.get("credentialSubject").get("achievement")].filter(isObject);
  const endorsed = (name) => ENDORSEMENTS.includes(name) && inside.some((one) => one.has(name));
  return NOT_EVALUATED.filter((name) => document.has(name) || endorsed(name));
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
    return trusted.includes(issuer) && dids.baseOf(issuer) !== "";
  } catch (error) {
    if (error instanceof DocumentError) return false;
    throw error;
  }
}

/** Whom a document names as its issuer; "" where it names nobody. */
function issuerIn(document) {
  const issuer = isObject(document) ? document.get("issuer") : null;
  const name = isObject(issuer) ? issuer.get("id") : issuer;
  return isText(name) ? name : "";
}

async function issuerOf(document, own) {
  const name = issuerIn(document);
  if (!name) refuse("issuer", msg("it does not say who issued it"));
  if (!own) await (await import("./did_documents.js")).checkIssuer(name);
  return name;
}

export async function period(document, own) {
  const theirs = own ? null : await import("./contexts.js");
  const names = theirs?.periodOf(document.get("@context")) ?? ["validFrom", "validUntil"];
  const start = document.get(names[0]);
  const from = readInstant(start, names[0]);
  const last = theirs?.firstEnd(document, names) ?? names[1];
  const end = document.get(last);
  const until = document.has(last) ? readInstant(end, last) : null;
  if (until !== null && until < from) refuse("contradictory-dates", msg("it ends ({end}) before it begins ({start})", { end, start }));
  if (document.has("awardedDate")) readInstant(document.get("awardedDate"), "awardedDate");
  return [from, until];
}

function statuses(document, own) {
  const entries = document.has("credentialStatus") ? listedIn(document.get("credentialStatus")) : [];
  if (entries === null || !entries.every(isObject)) refuse("status-entry", msg("its status entry is not an object"));
  if (!entries.length && own) refuse("status-missing", msg("it has no status entry, and this issuer gives every award one"));
  if (entries.length > MOST_STATUS_ENTRIES) {
    leave("status-entry", msg("it has {number} status entries; at most {most} are read", { number: entries.length, most: MOST_STATUS_ENTRIES }));
  }
  return entries;
}

/** The proofs, first the one on which the verdict rests. @returns {Promise<import("./credential.js").NamedProof[]>} */
async function proofsOf(document, issuer, own) {
  const listed = listedIn(document.get("proof")) ?? [];
  if (!listed.length || !listed.every((one) => isObject(one) && one.size)) {
    refuse("proof-missing", msg("it has no proof: anyone could have written it"));
  }
  if (listed.length > MOST_PROOFS) refuse("proof-shape", msg("it has {number} proofs; at most {most} are read", { number: listed.length, most: MOST_PROOFS }));
  for (const one of listed) checkKind(one, own);
  return own ? nameOwn(listed) : (await import("./other_proofs.js")).nameAll(listed, issuer);
}

function checkKind(proof, own) {
  const type = proof.get("type");
  if (!isText(type) || (type === PROOF && !isText(proof.get("cryptosuite")))) {
    refuse("proof-shape", msg("a proof of it does not say of what kind it is"));
  }
  if (proof.has("previousProof")) refuse("proof-shape", msg("its proofs form a chain, which is not read here"));
  if (own && type !== PROOF) refuse("proof-shape", msg("a proof of the type {type} is none that this issuer gives", { type: quoted(type, 60) }));
}

/** Hold a registry to what it always does: one proof of each of its cryptosuites. */
function nameOwn(listed) {
  const proofs = listed.map((document) => ({ name: document.get("cryptosuite"), document }));
  const names = proofs.map(({ name }) => name);
  const twice = names.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) refuse("proof-shape", msg("it has two {suite} proofs", { suite: quoted(twice, 40) }));
  const suite = CRYPTOSUITES.find((one) => !names.includes(one));
  if (suite !== undefined) refuse("proof-missing", msg("its {suite} proof is missing, and this issuer always gives it", { suite }));
  const first = proofs[names.indexOf(JCS)];
  return [first, ...proofs.filter((one) => one !== first)];
}
