/**
 * Whether a document may be asked for at an address: over https, and at no host inside a network, as far as its name tells. A hostile
 * credential names the addresses. Mirrors what plugins/testamur/verification/resolving/web.py can see without looking hosts up.
 * `resolver.js` asks for it where another host is meant: what this page's own host publishes is asked wherever it is served.
 */

import { msg } from "./message.js";
import { Unavailable } from "./resolver.js";

// RFC 6761, RFC 6762, RFC 8375, and ICANN's name for private use; a number is the end of an IPv4 address, however it is written.
const INSIDE = /^(?:localhost|local|internal|arpa|[0-9]+)$/;

/** Throw Unavailable where it may not. @type {(address: string, asked: string) => void} */
export function checkHost(address, asked) {
  if (URL.canParse(asked)) {
    const { protocol, hostname, username, password } = new URL(asked);
    const labels = hostname.replace(/\.$/, "").split(".");
    if (protocol === "https:" && !username && !password && labels.length > 1 && !hostname.startsWith("[") && !INSIDE.test(labels.at(-1))) return;
  }
  throw new Unavailable(msg("{url} could not be reached", { url: address.slice(0, 200) }));
}
