/**
 * A registry's site that is served from elsewhere than its address: by this device, before it is online or to look at it; or by
 * another host, as a copy; or a preview, whose address nobody has. What a page says there is never shown as if it were said at the address itself.
 */

import { PREVIEW_BASE } from "./addresses.js";
import { msg } from "./message.js";
import { WebResolver } from "./resolver.js";

// The addresses of the device itself (RFC 6890, RFC 6761, 6.3), and what a server that listens on all of its own calls them.
const LOOPBACK = /^https?:\/\/(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.[0-9]+){3}|0\.0\.0\.0|\[::1\])(?::[0-9]+)?\//;
const ANY = "//0.0.0.0";

/** Tell a site what follows from where it is served. @param {import("./page.js").Site} site */
export async function settle(site) {
  site.isLocal = LOOPBACK.test(site.root);
  // What `python -m http.server` prints is no name of the device to a browser, which checks signatures only at one (Secure Contexts,
  // 3.1): the same page has one.
  if (site.isLocal && site.root.includes(ANY) && globalThis.isSecureContext === false) {
    location.replace(location.href.replace(ANY, "//127.0.0.1"));
    await new Promise(() => {});
  }
  const isPreview = site.base === PREVIEW_BASE;
  // What is served here may be newer than what is online, or the first: nobody else is asked.
  if (site.isLocal || isPreview) site.resolver = new WebResolver({ from: site.base, to: site.root });
  site.isCopy = !site.isLocal && !isPreview;
  // A preview's verdicts say themselves what they are.
  if (!isPreview) site.elsewhere = site.isLocal ? notOnline : copy;
}

const notOnline = ({ base }, sentence) => [
  msg("Not online yet"),
  msg("This page is served by this device, and is not online. The files that are served here were checked, not those at {base}. As they are: {sentence}", { base, sentence }),
];

const copy = ({ base }, sentence) => [msg("A copy"), msg("This page is a copy of {base}. Of the award itself: {sentence}", { base, sentence })];
