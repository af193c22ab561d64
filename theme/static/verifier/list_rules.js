/** What a list of statuses has to be, in place of what kind.js asks of an award. Mirrors a part of plugins/testamur/verification/kind.py. */

import { periodOf, unknownIn } from "./contexts.js";
import * as documents from "./document.js";
import { refuse } from "./kind.js";
import { leaveKnown } from "./other_kinds.js";
import { msg } from "./message.js";
import { firstOf, isObject, isText, listed, namesIn } from "./shapes.js";

const TYPES = ["VerifiableCredential", "BitstringStatusListCredential", "StatusList2021Credential"];

export async function read(document) {
  const names = namesIn(document.get("type"));
  if (!names.every(isText)) refuse("type", msg("its type is not a list of names"));
  leaveKnown(names.filter((name) => !TYPES.includes(name)));
  if (!names.includes("VerifiableCredential") || !names.some((name) => TYPES.indexOf(name) > 0)) refuse("type", msg("it is not a status list"));
  return ["list", names];
}

/** Of a list some say only when it was signed: Verifiable Credentials 2.0, 4.9, leaves it open. */
export function period(document) {
  const [start] = periodOf(document.get("@context"));
  if (document.has(start)) return documents.period(document, false);
  const [proof] = listed(document.get("proof")) ?? [];
  return documents.period(new Map([...document, [start, isObject(proof) ? proof.get("created") : undefined]]), false);
}

export function checkTypes(kind, names) {
  if (names.every((name) => TYPES.includes(name))) return;
  refuse("type", msg("it says that it is more than a credential: {types}", { types: firstOf(names.join(", "), 120) }));
}

export function checkContexts(kind, stated) {
  const unknown = unknownIn(stated, kind);
  if (unknown) refuse("unknown-context", msg("{unknown}, so its words may mean something else", { unknown }));
}

export function checkSubject(kind, subject) {
  if (!isObject(subject)) refuse("subject", msg("it is not about exactly one list"));
}
