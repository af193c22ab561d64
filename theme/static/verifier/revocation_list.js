/**
 * 1EdTech's revocation list: the ids of withdrawn credentials, in plain JSON at an address that the issuer has signed.
 * Mirrors plugins/testamur/verification/status_kinds/revocation_list.py.
 */

import { couldNotRun, failed, passed } from "./check.js";
import { VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { secured } from "./secure_address.js";
import { firstOf, isObject, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

const LIMIT = 4 * 1024 * 1024; // bytes
const LISTED = ["revokedCredential", "revokedCredentials"]; // the schema's name, and the one in the specification's text
const notAList = () => new VerificationError(msg("it is not a list of withdrawn awards"), "list-malformed");

/**
 * The check of an entry of the type `1EdTechRevocationList`.
 * @type {(entry: import("./shapes.js").JsonObject, credential: import("./document.js").Credential, resolver: import("./resolver.js").Resolver) => Promise<import("./check.js").Check>}
 */
export async function check(entry, credential, resolver) {
  const address = secured(textOf(entry, "id"));
  if (!address.startsWith("https://")) {
    return couldNotRun("status", "status-entry", msg("the status entry is wrong: {reason}", { reason: msg("the status entry names no list") }));
  }
  if (!credential.address) return couldNotRun("status", "status-entry", msg("it has no id, and the issuer's list names withdrawn awards by theirs"));
  let revoked;
  try {
    const listed = parse(await resolver.fetch(address, LIMIT), LIMIT);
    const found = entriesOf(listed, credential.issuer).filter((one) => one.get("id") === credential.address);
    revoked = found.filter(isRevoked);
  } catch (error) {
    if (!(error instanceof Unavailable || error instanceof VerificationError)) throw error;
    const code = error instanceof Unavailable ? error.code || "list-unreachable" : error.code === "list-not-trusted" ? error.code : "list-malformed";
    return couldNotRun("status", code, msg("the status list could not be read: {reason}", { reason: error.said }));
  }
  const values = { address: firstOf(address, 200) };
  if (!revoked.length) return passed("status", msg("not withdrawn, as the unsigned list at {address} says", values));
  const reason = textOf(revoked[0], "revocationReason");
  const detail = reason
    ? msg("withdrawn ({reason}), as the unsigned list at {address} says", { ...values, reason: quoted(reason, 200) })
    : msg("withdrawn, as the unsigned list at {address} says", values);
  return failed("status", "revoked", detail, "REVOKED");
}

/** The entries of a list that names no other issuer. */
function entriesOf(listed, issuer) {
  if (!isObject(listed)) throw notAList();
  const named = listed.has("issuer") ? listed.get("issuer") : issuer;
  if ((isObject(named) ? named.get("id") : named) !== issuer) throw new VerificationError(msg("it is the list of another issuer"), "list-not-trusted");
  // Without any list in it, it may be the answer of a host that has none.
  const names = LISTED.filter((name) => listed.has(name));
  const entries = names.flatMap((name) => listed.get(name));
  // One that names nothing may be meant for this award.
  if (!names.length || !entries.every((one) => isObject(one) && textOf(one, "id"))) throw notAList();
  return entries;
}

function isRevoked(entry) {
  const revoked = entry.has("revoked") ? entry.get("revoked") : true;
  if (typeof revoked !== "boolean") throw new VerificationError(msg("it does not say whether the award was withdrawn"), "list-malformed");
  return revoked;
}
