/**
 * The check `status` of an award that is no registry's known here: each entry by its kind, and of several the gravest.
 * Mirrors plugins/testamur/verification/status_kinds/status_of_others.py.
 */

import * as bitEntries from "./bit_entries.js";
import { couldNotRun } from "./check.js";
import { quoted } from "./instants.js";
import { ListReader } from "./list_credential.js";
import { SEMICOLON, joined, msg } from "./message.js";
import * as revocationList from "./revocation_list.js";
import { GRAVEST_FIRST } from "./verdict.js";

const BITS = ["BitstringStatusListEntry", "StatusList2021Entry"];

/**
 * The check of all status entries, at least one; what decides nothing is a Message, and told beside.
 * @param {import("./document.js").Credential} credential
 * @param {{resolver: import("./resolver.js").Resolver, now: number, seen: Map<string, number>}} asked
 * @returns {Promise<import("./check.js").Check>}
 */
export async function check(credential, { resolver, now, seen }) {
  const reader = new ListReader(credential, resolver, now, seen);
  const answers = [];
  for (const entry of credential.statuses) answers.push(await answer(entry, reader));
  const checks = answers.filter((one) => "outcome" in one);
  const notes = answers.filter((one) => !("outcome" in one));
  if (!checks.length) return beside(couldNotRun("status", "status-purpose", msg("no status entry of it says whether it was withdrawn")), notes);
  const gravity = (one) => GRAVEST_FIRST.indexOf(one.verdict);
  const [gravest] = checks.filter((one) => one.verdict !== null).sort((one, other) => gravity(one) - gravity(other));
  const left = gravest ?? checks.find((one) => one.outcome !== "passed");
  // Two entries of one purpose may point to one bit.
  const details = new Map(checks.map((one) => [String(one.detail), one.detail]));
  return beside(left ?? { ...checks[0], detail: joined([...details.values()], SEMICOLON) }, notes);
}

async function answer(entry, reader) {
  const kind = entry.get("type");
  if (BITS.includes(kind)) return bitEntries.answer(entry, reader);
  if (kind === "1EdTechRevocationList") return revocationList.check(entry, reader.credential, reader.resolver);
  return couldNotRun("status", "status-not-supported", msg("a status entry of the type {kind} is not read here", { kind: quoted(kind, 60) }));
}

const beside = (found, notes) => (notes.length ? { ...found, detail: joined([found.detail, ...notes], SEMICOLON) } : found);
