/**
 * The documents that an Assertion leads to: its own at its address, the BadgeClass, the issuer's Profile.
 * Mirrors plugins/testamur/verification/open_badges_2/linked.py.
 */

import { VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { secured } from "./secure_address.js";
import { firstOf, isObject, isText, namesIn, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

/** @typedef {import("./shapes.js").JsonObject} JsonObject */
/** @typedef {import("./resolver.js").Resolver} Resolver */

const LIMIT = 1024 * 1024; // bytes; a BadgeClass may hold its picture
const BADGES = ["BadgeClass"];
const PROFILES = ["Issuer", "Profile"];
// The same in both languages, whose parsers of addresses differ: a host, a port, and where it ends.
const HOST = /^https?:\/\/([a-z0-9.-]{1,253}(?::[0-9]{1,5})?)(?:[/?#][^]*)?$/i;
// What clients take for another place than it reads: `https://issuer.example/awards/../users/7` is not below `awards/`.
const MISLEADING = /[\x00-\x20\x7f\\]|%5c|(?:\/|%2f)(?:\.|%2e){1,2}(?:[/?#]|%2f|$)/i;

/** The host, with its port, that answers for an address, in small letters; "" if it is no web address. @type {(address: string) => string} */
export const hostOf = (address) => (MISLEADING.test(address) ? "" : (HOST.exec(address)?.[1].toLowerCase() ?? ""));
/** @type {(one: string, other: string) => boolean} */
export const isSame = (one, other) => secured(one) === secured(other);

/** The document at an address, one of these types; Unavailable says why there is none. @type {(resolver: Resolver, address: string, kinds: string[]) => Promise<JsonObject>} */
export async function fetchDocument(resolver, address, kinds) {
  if (!hostOf(address)) throw new Unavailable(msg("{address} is not a web address", { address: quoted(address, 200) }));
  const asked = firstOf(address, 200);
  let document;
  try {
    document = parse(await resolver.fetch(secured(address), LIMIT), LIMIT);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new Unavailable(msg("{address}: {reason}", { address: asked, reason: error.said }));
  }
  if (!isObject(document)) throw new Unavailable(msg("{address} has no document of Open Badges 2.0", { address: asked }));
  check(document, address, asked, kinds);
  return document;
}

/** Whether it is of one of these types, and calls itself by its address; a BadgeClass or a Profile by any of the host. */
function check(document, address, asked, kinds) {
  const names = namesIn(document.get("type"));
  if (!kinds.some((kind) => names.includes(kind))) throw new Unavailable(msg("{address} has no {kind} of Open Badges 2.0", { address: asked, kind: kinds[0] }));
  const name = textOf(document, "id");
  if (kinds === BADGES || kinds === PROFILES ? hostOf(name) === hostOf(address) : isSame(name, address)) return;
  throw new Unavailable(msg("{address} has a document that calls itself {name}", { address: asked, name: quoted(name, 200) }));
}

/** The BadgeClass of an Assertion; one that is written out in it is as good as the Assertion. @type {(resolver: Resolver, badge: string | JsonObject) => Promise<JsonObject>} */
export async function badgeOf(resolver, badge) {
  if (isText(badge)) return fetchDocument(resolver, badge, BADGES);
  if (!namesIn(badge.get("type")).includes("BadgeClass")) throw new Unavailable(msg("it holds no BadgeClass of Open Badges 2.0"));
  return badge;
}

/** The Profile of a BadgeClass's issuer, always as its own address has it, which is then its `id`: no other host speaks for it. @type {(resolver: Resolver, badge: JsonObject) => Promise<JsonObject>} */
export async function profileOf(resolver, badge) {
  const issuer = badge.get("issuer");
  const address = isObject(issuer) ? textOf(issuer, "id") : issuer;
  if (!isText(address) || !address) throw new Unavailable(msg("the badge does not say whose it is"));
  return new Map([...(await fetchDocument(resolver, address, PROFILES)), ["id", address]]);
}
