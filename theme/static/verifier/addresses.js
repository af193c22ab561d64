/** Where a registry publishes what, from its `base`. Mirrors a part of plugins/testamur/credentials/addresses.py. */

import { sha256 } from "./digest.js";

export const PREVIEW_BASE = "https://preview.invalid";
const AWARD_ID = /^[0-9a-hjkmnp-tv-z]{4}(?:-[0-9a-hjkmnp-tv-z]{4}){3}$/;

/** Whether an id is in the one form that addresses have; its check character is not looked at. @type {(id: string) => boolean} */
export const isAwardId = (id) => AWARD_ID.test(id);

export const award = (base, awardId) => `${base}/awards/${awardId}/`;
export const credential = (base, awardId) => `${base}/awards/${awardId}/credential.json`;
export const keys = (base) => `${base}/issuer/keys.json`;

/** Under what name the verification index knows an award. @type {(awardId: string) => Promise<string>} */
export const indexEntry = (awardId) => sha256(new TextEncoder().encode(awardId));

/** @type {(base: string, awardId: string) => Promise<string>} */
export const indexShard = async (base, awardId) => `${base}/index/${(await indexEntry(awardId)).slice(0, 2)}.json`;

/** The award id in the address of an award's page; "" when it is not one of `base`. @type {(base: string, address: string) => string} */
export function awardIdOf(base, address) {
  const prefix = `${base}/awards/`;
  if (!address.startsWith(prefix) || !address.endsWith("/")) return "";
  const id = address.slice(prefix.length, -1);
  return id.includes("/") ? "" : id;
}
