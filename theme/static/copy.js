/**
 * "Keep a copy": the award's bundle, one HTML file with all that its checks ask for as it is today, and the verifier (decision 27).
 * `testamur export` makes the same file, byte for byte, of the same site. Mirrors plugins/testamur/verification/bundle/collecting.py.
 */

import { award, credential, indexEntry, indexShard } from "./verifier/addresses.js";
import { Bundle, OPENING, credentialName, picture as pictureOf, write } from "./verifier/bundle.js";
import { examine } from "./verifier/examination.js";
import { canonicalize } from "./verifier/jcs.js";
import { element } from "./verifier/page.js";
import { Unavailable } from "./verifier/resolver.js";
import { isObject } from "./verifier/shapes.js";
import { parse } from "./verifier/strict_json.js";

const MOST = 4 * 1024 * 1024;
const PICTURE_BYTES = 256 * 1024;

/** @param {{site: import("./verifier/page.js").Site}} checked */
export async function keep({ site }) {
  const { award: id } = document.querySelector("[data-award]").dataset;
  const shell = await (await fetch(new URL(`bundles/${document.documentElement.lang}.txt`, import.meta.url))).text();
  const bundle = await collect(site, id);
  const html = shell.replace(OPENING, () => OPENING + write(bundle));
  element("a", { href: URL.createObjectURL(new Blob([html], { type: "text/html" })), download: `${id}.html` }).click();
}

/** The bundle of an award, as it is now. @type {(site: import("./verifier/page.js").Site, id: string) => Promise<Bundle>} */
async function collect({ base, resolver, trusted }, id) {
  const parts = new Map();
  const collecting = {
    async fetch(url, limit) {
      const data = await resolver.fetch(url, limit);
      if (url.startsWith(`${base}/`)) parts.set(url.slice(base.length + 1), data);
      return data;
    },
  };
  const data = await resolver.fetch(credential(base, id), MOST);
  const { document: signed } = await examine(data, { resolver: collecting, now: Date.now(), trusted, address: award(base, id) });
  parts.set(credentialName(id), data);
  const shard = (await indexShard(base, id)).slice(base.length + 1);
  if (parts.has(shard)) parts.set(shard, await ownEntry(parts.get(shard), id));
  const name = signed ? pictureOf(base, signed) : "";
  const picture = name && (await had(resolver, `${base}/${name}`));
  if (picture) parts.set(name, picture);
  return new Bundle(base, id, parts);
}

/** A shard of the index with the award's entry alone: the others are of people who have no part in this. */
async function ownEntry(shard, id) {
  const [entries, name] = [parse(shard), await indexEntry(id)];
  return canonicalize(new Map(isObject(entries) && entries.has(name) ? [[name, entries.get(name)]] : []));
}

/** The bytes at an address; null where it has none. */
async function had(resolver, url) {
  try {
    return await resolver.fetch(url, PICTURE_BYTES);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return null; // Nothing rests on it.
  }
}
