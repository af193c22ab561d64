/**
 * An Assertion of Open Badges 2.0 whose shape was checked, with the values that the checks need, each read once.
 * Mirrors plugins/testamur/verification/open_badges_2/assertion.py.
 */

import { readInstant, quoted } from "./instants.js";
import { leave } from "./kind.js";
import { msg } from "./message.js";
import { identityIn } from "./ob2_recipient.js";
import { versionOf } from "./ob2_recognition.js";
import { leaveBlockcerts } from "./other_kinds.js";
import { isObject, isText, namesIn, textOf } from "./shapes.js";

const BADGE = msg("this is of Open Badges 2.0, but a description of a badge: nobody was awarded it; ask for the award itself, as a file or a link");
const ISSUER = msg("this is of Open Badges 2.0, but a description of an issuer: nobody was awarded it; ask for the award itself, as a file or a link");
const OTHERS = {
  BadgeClass: BADGE,
  Issuer: ISSUER,
  Profile: ISSUER,
  RevocationList: msg("this is of Open Badges 2.0, but a list of withdrawn awards; ask for the award itself, as a file or a link"),
  CryptographicKey: msg("this is of Open Badges 2.0, but a key; ask for the award itself, as a file or a link"),
  Endorsement: msg("this is of Open Badges 2.0, but an endorsement, not an award; ask for the award itself, as a file or a link"),
};
const [HOSTED, SIGNED] = [["HostedBadge", "hosted"], ["SignedBadge", "signed"]];

/**
 * `badge` is the address of its BadgeClass, or the BadgeClass itself; `creator` names the key of a signed one.
 * @typedef {import("./shapes.js").JsonObject} JsonObject
 * @typedef {{document: JsonObject, id: string, way: "hosted" | "signed", creator: string, badge: string | JsonObject, issued: number,
 *   expires: number | null, recipient: import("./ob2_recipient.js").Identity | null}} Assertion
 */

/** The Assertion; Stopped (and for a date VerificationError) if it is none that is read here. @type {(document: JsonObject) => Assertion} */
export function read(document) {
  if (!isObject(document)) leave("not-a-credential", msg("the JSON is not an object"));
  leaveBlockcerts(document.get("@context"));
  const version = versionOf(document);
  if (version !== "2.0") leave("not-supported", msg("this is an Open Badges {version} assertion; only 2.0 and 3.0 are checked here", { version }));
  const kinds = namesIn(document.get("type"));
  if (!kinds.includes("Assertion")) {
    const other = kinds.find((one) => isText(one) && Object.hasOwn(OTHERS, one));
    if (other) leave("no-credential", OTHERS[other]);
    leave("not-supported", msg("this is of Open Badges 2.0, but no award"));
  }
  // The names in it are read as Open Badges has them; a context written out could give them another meaning.
  if (!namesIn(document.get("@context")).every(isText)) leave("unknown-context", msg("it has a context of its own, so its words may mean something else"));
  const verification = document.has("verification") ? document.get("verification") : document.get("verify");
  const ways = isObject(verification) ? namesIn(verification.get("type")) : [];
  const isSigned = SIGNED.some((one) => ways.includes(one));
  if (isSigned === HOSTED.some((one) => ways.includes(one))) leave("verification", msg("it does not say whether it is to be looked up or is signed"));
  const badge = document.get("badge");
  if (!isText(badge) && !isObject(badge)) leave("badge", msg("it does not name the badge that was awarded, but {found}", { found: quoted(badge, 60) }));
  return {
    document,
    id: textOf(document, "id"),
    way: isSigned ? "signed" : "hosted",
    creator: textOf(verification, "creator"),
    badge,
    issued: readInstant(document.get("issuedOn"), "issuedOn"),
    expires: document.has("expires") ? readInstant(document.get("expires"), "expires") : null,
    recipient: identityIn(document.get("recipient")),
  };
}
