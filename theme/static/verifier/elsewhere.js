/**
 * A registry's site that is served from elsewhere than its address: by this device, before it is online or to look at it; or by
 * another host, as a copy; or a preview, whose address nobody has. What a page says there is never shown as if it were said at the address itself.
 */

import { PREVIEW_BASE } from "./addresses.js";
import { isDay } from "./instants.js";
import { day, msg } from "./message.js";
import { WebResolver } from "./resolver.js";
import { isObject, isText } from "./shapes.js";
import { parse } from "./strict_json.js";

// The addresses of the device itself (RFC 6890, RFC 6761, 6.3), and what a server that listens on all of its own calls them.
const LOOPBACK = /^https?:\/\/(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.[0-9]+){3}|0\.0\.0\.0|\[::1\])(?::[0-9]+)?\//;
const ANY = "//0.0.0.0";
const MOST_BYTES = 4096;
const MOST_NAME = 200;

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
  if (!isPreview) site.elsewhere = site.isLocal ? notOnline : copyBy(await mirrorNote(site));
}

/**
 * Who says to keep this copy, and since when; null where nobody does. A claim, which gives nothing authority. Mirrors
 * plugins/testamur/verification/resolving/mirror_notes.py.
 * @type {(site: import("./page.js").Site) => Promise<{keeper: string, since: string} | null>}
 */
async function mirrorNote({ base, root, resolver }) {
  try {
    const note = parse(await resolver.fetch(`${root}mirror.json`, MOST_BYTES));
    if (!isObject(note) || note.get("mirror") !== "testamur-mirror/1" || note.get("of") !== base || `${note.get("at")}/` !== root) return null;
    const [keeper, since] = [note.get("keeper"), note.get("since")];
    return isText(keeper) && keeper !== "" && [...keeper].length <= MOST_NAME && isDay(since) ? { keeper, since } : null;
  } catch {
    return null;
  }
}

const notOnline = ({ base }, sentence) => [
  msg("Not online yet"),
  msg("This page is served by this device, and is not online. The files that are served here were checked, not those at {base}. As they are: {sentence}", { base, sentence }),
];

const copyBy = (note) => ({ base }, sentence) => [
  msg("A copy"),
  note
    ? msg("This page is a copy of {base}, kept by {keeper} since {day}. Of the award itself: {sentence}", { base, keeper: note.keeper, day: day(note.since), sentence })
    : msg("This page is a copy of {base}. Of the award itself: {sentence}", { base, sentence }),
];
