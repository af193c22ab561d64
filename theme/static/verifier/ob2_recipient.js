/**
 * Whether an award was made to an e-mail address that the reader knows. Nothing is sent anywhere.
 * Mirrors plugins/testamur/verification/open_badges_2/recipient.py.
 */

import { sha256 } from "./digest.js";
import { md5 } from "./md5.js";
import { msg } from "./message.js";
import { isObject, listed, textOf } from "./shapes.js";

/** @typedef {{hashed: boolean, identity: string, salt: string}} Identity */

/** The e-mail address in a `recipient`; null if it names somebody otherwise, or is malformed. @type {(recipient: unknown) => Identity | null} */
export function identityIn(recipient) {
  if (!isObject(recipient) || recipient.get("type") !== "email") return null;
  const [hashed, identity] = [recipient.get("hashed"), textOf(recipient, "identity")];
  return typeof hashed === "boolean" && identity ? { hashed, identity, salt: textOf(recipient, "salt") } : null;
}

/** The same out of the `identifier` of a subject of Open Badges 3.0; null where not exactly one is there. @type {(subject: unknown) => Identity | null} */
export function identityOf(subject) {
  const given = isObject(subject) ? listed(subject.get("identifier")) ?? [] : [];
  const addresses = given.filter((one) => isObject(one) && ["emailAddress", "email"].includes(one.get("identityType")));
  if (addresses.length !== 1) return null;
  return identityIn(new Map([...addresses[0], ["type", "email"], ["identity", addresses[0].get("identityHash")]]));
}

/** Compare a recipient with an e-mail address, as it was typed and in small letters. @type {(identity: Identity | null, address: string) => Promise<{fits: boolean | null, said: import("./message.js").Message}>} */
export async function compare(identity, address) {
  if (!identity) return { fits: null, said: msg("It does not say to which e-mail address it was awarded.") };
  const [algorithm, digest] = parted(identity.identity);
  if (identity.hashed && !["sha256", "md5"].includes(algorithm)) {
    return { fits: null, said: msg("The e-mail address that it was awarded to is hashed in a way that is not read here.") };
  }
  const typed = address.trim();
  const fits = (await is(identity, algorithm, digest, typed)) || (await is(identity, algorithm, digest, typed.toLowerCase()));
  if (algorithm === "md5") {
    return fits
      ? { fits, said: msg("It was awarded to the e-mail address that was given. Its hash is MD5, which is weak: another address may have the same.") }
      : { fits, said: msg("It was awarded to another e-mail address than the one that was given. Its hash is MD5, which is weak: another address may have the same.") };
  }
  return { fits, said: fits ? msg("It was awarded to the e-mail address that was given.") : msg("It was awarded to another e-mail address than the one that was given.") };
}

function parted(text) {
  const mark = text.indexOf("$");
  return mark < 0 ? ["", ""] : [text.slice(0, mark), text.slice(mark + 1)];
}

async function is({ hashed, identity, salt }, algorithm, digest, address) {
  if (!hashed) return identity === address || identity === `mailto:${address}`;
  const data = new TextEncoder().encode(address + salt);
  return (algorithm === "md5" ? md5(data) : await sha256(data)) === digest.toLowerCase();
}
