/** What settles a check that a page cannot make, since another host lets no page read what it publishes: a command, or files. */

import { COMMA, joined, msg } from "../verifier/message.js";
import { element } from "../verifier/page.js";

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;
const SAFE = /[^\p{L}\p{N}\p{P}\p{S} ]/gu;

/** @type {(result: import("./checking.js").Result, page: import("./result_words.js").Page) => HTMLElement} */
export function advice({ given, examined, forbidden }, { reader, site }) {
  const addresses = [...new Set(forbidden)];
  const hosts = joined([...new Set(addresses.map((address) => new URL(address).host))], COMMA);
  const made = element("div", { className: "advice" });
  const say = (words) => made.append(element("p", { textContent: words.in(reader) }));
  say(msg("Pages of other sites may not read what {hosts} publishes, so no browser can check this by itself. This command can:", { hosts }));
  const code = element("code", { textContent: commandFor(given, site) });
  const block = element("pre", { dir: "ltr" });
  block.append(code);
  made.append(block);
  say(
    examined
      ? msg("Or save what stands at these addresses yourself, and give it here together with the award, as files:")
      : msg("Or save what stands at this address yourself, and give the file here:"),
  );
  made.append(links(addresses));
  if (examined) {
    say(msg("Then the signature is checked by those files. That is worth as much as they are: whoever sent you the award must not be the one who sent you them."));
  }
  return made;
}

function links(addresses) {
  const list = element("ul");
  for (const address of addresses) {
    const item = element("li");
    item.append(element("a", { href: address, textContent: address, rel: "noopener noreferrer", target: "_blank", dir: "ltr" }));
    list.append(item);
  }
  return list;
}

/** The command for what was given, safe to paste into a shell. @type {(given: import("./given.js").Given, site: import("../verifier/page.js").Site) => string} */
export function commandFor(given, { trusted }) {
  const name = (given.text ?? (given.label || "credential.json")).replace(SAFE, "?");
  const file = given.text === undefined && name.startsWith("-") ? `./${name}` : name;
  return `testamur verify --trust ${trusted[0]} ${PLAIN.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`}`;
}
