/**
 * A sealed award, opened with the key of its link: what its folder would have answered had it not been sealed.
 * Mirrors plugins/testamur/verification/resolving/sealed_awards.py. No DOM.
 */

import { VerificationError } from "./errors.js";
import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";
import { LIMIT, openFile, readKey } from "./sealed_file.js";

const FILE = "award.sealed";
const PARTS = ["credential.json", "award.tlog-proof"];
const GONE = [404, 410];

/** What stands in a link in the place of a key, whole or not; "" where there is none. @type {(link: string) => string} */
export const keyIn = (link) => /#key=([^#]*)$/.exec(link)?.[1] ?? "";

/** Whether a host says that there is no such file. @type {(error: unknown) => boolean} */
export const isGone = (error) => error instanceof Unavailable && GONE.includes(error.status);

/**
 * What the file beside an award's page has in it, and a resolver that answers from it.
 * @type {(resolver: import("./resolver.js").Resolver, page: string, key: string) => Promise<{parts: Map<string, Uint8Array>, resolver: import("./resolver.js").Resolver}>}
 * @throws {Unavailable} if it cannot be had, and {VerificationError} if it does not open
 */
export async function open(resolver, page, key) {
  const made = readKey(key);
  const parts = await openFile(made, page.split("/").at(-2), await resolver.fetch(`${page}${FILE}`, LIMIT));
  return { parts, resolver: answering(resolver, page, parts) };
}

/** A resolver that answers for an award's folder from what was opened, and asks for everything else but pictures: they would tell the host what it is for. */
function answering(inner, page, parts) {
  return {
    async fetch(url, limit) {
      const name = url.startsWith(page) ? url.slice(page.length) : "";
      const isPicture = /\/achievements\/[^/]+\/badge\.\w+$/.test(url);
      // Once it is open, what it does not have is not to be had elsewhere.
      if (![FILE, ...PARTS].includes(name) && !isPicture) return inner.fetch(url, limit);
      const data = parts.get(name);
      if (data && data.length <= limit) return data;
      throw Object.assign(new Unavailable(msg("there is no {name} in the sealed award", { name })), { status: 404 });
    },
  };
}

/**
 * The same for a link that somebody gave, whose credential the host does not have: null where no sealed award lies there either.
 * @type {(resolver: import("./resolver.js").Resolver, page: string, key: string) => Promise<{data: Uint8Array, resolver: import("./resolver.js").Resolver} | null>}
 * @throws {Unavailable} if it cannot be opened, which is no verdict on anything
 */
export async function openGiven(resolver, page, key) {
  try {
    if (!key) {
      await resolver.fetch(`${page}${FILE}`, LIMIT);
      throw new Unavailable(msg("this award is sealed: give its whole link, with what stands after #"));
    }
    const opened = await open(resolver, page, key);
    return { data: await opened.resolver.fetch(`${page}${PARTS[0]}`, LIMIT), resolver: opened.resolver };
  } catch (error) {
    if (isGone(error)) return null;
    throw error instanceof VerificationError ? new Unavailable(error.said) : error;
  }
}
