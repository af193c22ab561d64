/**
 * Why a document could not be fetched by a page: its host does not answer, or forbids pages of other hosts to read it (the Fetch
 * standard, "CORS protocol"). A browser tells a page only that it failed; what it can be asked is whether there is an answer at all.
 */

import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";

const SECONDS = 5;

/** @type {(address: string, asked: string) => Promise<Unavailable>} `asked` is where the document of this address was looked for. */
export async function unreachable(address, asked) {
  const url = address.slice(0, 200);
  if (!(await answers(asked))) return new Unavailable(msg("{url} could not be reached", { url }));
  const said = msg("{host} answers, but does not let pages of other sites read {url}; the command testamur verify can", { host: new URL(asked).host, url });
  return Object.assign(new Unavailable(said, "cross-origin"), { url: address });
}

/** Whether another host answers, whatever it says: nothing of the answer can be read. */
async function answers(address) {
  if (!URL.canParse(address) || new URL(address).origin === location.origin) return false;
  // Without a name and without cookies, as before; forwarding has to be followed, for this kind of request knows nothing else. It
  // leads nowhere that the document could not have named itself.
  const signal = AbortSignal.timeout(SECONDS * 1000);
  try {
    await fetch(address, { mode: "no-cors", cache: "no-store", credentials: "omit", redirect: "follow", referrerPolicy: "no-referrer", signal });
    return true;
  } catch {
    return false;
  }
}
