/**
 * Documents of an issuer that a reader gives beside an award, since its host does not let this page read them (decision 6).
 * They answer for that host only where it answers and forbids, and never make a verdict: whoever sent the award could have sent
 * them too. What they show is said, with what it rests on. No DOM.
 */

import { couldNotRun } from "../verifier/check.js";
import { documentAddress } from "../verifier/did.js";
import { DocumentError } from "../verifier/errors.js";
import { COMMA, SEMICOLON, joined, msg } from "../verifier/message.js";
import { isObject, isText, listed, namesIn, textOf } from "../verifier/shapes.js";
import { parse } from "../verifier/strict_json.js";

const MOST = 4 * 1024 * 1024;
const LIST = "BitstringStatusListCredential";

/** A document, the address that it answers for, the name of its file, and whether it has keys. @typedef {{address: string, data: Uint8Array, name: string, keys: boolean}} Supplied */
/** @typedef {import("../verifier/examination.js").Examination} Examination */

/** The document of an issuer in a file: its DID document, or a status list; null of anything else. @type {(data: Uint8Array, name: string) => Supplied | null} */
export function suppliedIn(data, name) {
  try {
    const document = data.length <= MOST ? parse(data) : null;
    if (!isObject(document)) return null;
    const id = textOf(document, "id");
    if (namesIn(document.get("type")).includes(LIST)) return id.startsWith("https://") ? { address: id, data, name, keys: false } : null;
    const keys = ["verificationMethod", "assertionMethod"].some((member) => listed(document.get(member)));
    if (!keys || !id.startsWith("did:web:") || document.has("credentialSubject")) return null;
    return { address: documentAddress(id), data, name, keys };
  } catch (error) {
    if (error instanceof DocumentError) return null;
    throw error;
  }
}

/** What is said of such a file by itself. @type {(supplied: Supplied) => import("../verifier/message.js").Message} */
export const saidOf = ({ address }) =>
  msg("This is no award, but what an issuer publishes at {address}. It is used only for awards that are given with it, and only if that host does not let this page read it.", { address });

/**
 * An examination that rests on such files. Where keys are from one, it has no verdict. Lists are signed with the issuer's keys, and
 * can only be old: they take nothing back of what is said against an award, and make none good.
 * @type {(examined: Examination, used: Supplied[]) => Examination}
 */
export function vouched(examined, used) {
  const proof = examined.checks.find(({ name }) => name === "proof");
  if (proof.outcome === "could-not-run") return examined;
  const names = joined([...new Set(used.map(({ name }) => name))], COMMA);
  if (!used.some(({ keys }) => keys) && examined.verdict !== "VALID") {
    const note = msg("Its status is by a file that was given with it ({names}), which may be old.", { names });
    return { ...examined, sentence: joined([examined.sentence, note], " ") };
  }
  const addresses = [...new Set(used.map(({ address }) => address))].join(" ");
  const given = msg("it rests on a file that was given with it ({names}), not on what {addresses} answers", { names, addresses });
  const found = [proof, ...examined.checks.filter(({ name }) => name === "validity" || name === "status")].map(({ detail }) => detail);
  const sentence = msg(
    "Could not be checked: {given}. By that file: {found}. If you saved it from that address yourself, its host vouches for this; if somebody sent it to you, it proves nothing.",
    { given, found: joined(found, SEMICOLON) },
  );
  const checks = examined.checks.map((check) => (check.name === "issuer" ? couldNotRun("issuer", "given", given) : check));
  return { ...examined, checks, verdict: "INDETERMINATE", sentence, proven: null };
}
