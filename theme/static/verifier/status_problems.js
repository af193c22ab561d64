/** What is wrong with a status entry, in a sentence. Fetched when something is. Mirrors a part of plugins/testamur/verification/status.py. */

import { NotUsable, VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import { msg } from "./message.js";

const PROBLEMS = {
  type: (entry) => new NotUsable(msg("a status entry of the type {kind} is not read here", { kind: quoted(entry.get("type"), 60) }), "status-not-supported"),
  purpose: (entry) => new NotUsable(msg("a status entry of the purpose {kind} is not read here", { kind: quoted(entry.get("statusPurpose"), 60) }), "status-purpose"),
  list: () => new VerificationError(msg("the status entry names no list"), "status-entry"),
  index: () => new VerificationError(msg("its index is not a decimal number in text"), "status-entry"),
  size: () => new NotUsable(msg("a status of more than one bit is not read here"), "status-not-supported"),
  // Of a registry's awards nobody but its own host is asked.
  host: () => new NotUsable(msg("the list lies at another host than the issuer"), "list-not-trusted"),
};

/** @type {(name: keyof typeof PROBLEMS, entry: import("./shapes.js").JsonObject) => Error} */
export const problemOf = (name, entry) => PROBLEMS[name](entry);
