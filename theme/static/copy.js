/**
 * "Keep a copy": one HTML file with the credential, the issuer's keys, the status list of today and the verifier inside.
 * It opens without a network, and asks nobody: its own policy forbids every connection.
 */

import { fromBase64, toBase64 } from "./bytes.js";
import { award, credential } from "./verifier/addresses.js";
import { examine } from "./verifier/examination.js";
import { moment, msg } from "./verifier/message.js";
import { element } from "./verifier/page.js";

const MOST = 4 * 1024 * 1024;
const IMPORT = /(from|import\()\s*"\.\/(?:verifier\/)?([a-z_]+\.js)"/g;
const POLICY = "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

// The card of an award's page, pale: a copy says how the award stood on the day it was kept.
const STYLE =
  "body{font:100%/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1.25rem;color:#1b2230;background:#fcfbf8}" +
  "h1{font:600 2rem/1.2 Georgia,serif;margin:0}h1 bdi{display:block}#title{font-size:.7em;font-weight:500}.card{border:1px solid #e4e0d7;border-radius:.75rem;overflow:hidden;background:#fff}" +
  "#status{padding:1rem 1.25rem;background:#efece3;color:#55503f}#word{font:600 1.5rem/1.3 Georgia,serif;margin:0}#sentence{margin:0}" +
  "#status.is-good{background:#e3f3e9;color:#17603a}#status.is-bad{background:#f9e8e4;color:#85301f}.is-bad+.facts img{filter:grayscale(1);opacity:.6}" +
  ".facts{display:flex;gap:1rem;align-items:center;justify-content:space-between;padding:1.25rem}.facts p{margin:.25rem 0 0}.facts img{width:7rem;flex:none}" +
  "li{margin-block:.5rem}code{overflow-wrap:anywhere}:root{color-scheme:light}";

/** @param {{examined: import("./verifier/examination.js").Examination, site: import("./verifier/page.js").Site, reader: import("./verifier/message.js").Reader}} checked */
export async function keep({ site, reader, examined }) {
  const { award: id } = document.querySelector("#status").dataset;
  const html = await page(site, id, reader, examined);
  const link = element("a", { href: URL.createObjectURL(new Blob([html], { type: "text/html" })), download: `${id}.html` });
  link.click();
}

/** The whole file. */
async function page(site, id, reader, examined) {
  const kept = await documents(site, id);
  const modules = await sources(new URL("./kept.js", import.meta.url));
  const picture = await dataAddress(document.querySelector(".badge img")?.src);
  const { lang, dir } = document.documentElement;
  const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");
  // Named here: what stands inside a template is not found by those who collect the sentences.
  const [asOf, unchecked, today] = [
    msg("A kept copy. The issuer’s key and the status are as of {moment}.", { moment: moment(kept.at) }),
    msg("Not checked in your browser."),
    msg("How it stands today, with a network:"),
  ].map((message) => escaped(message.in(reader)));
  const { learner = "", achievement = "", issuerName = "" } = examined.facts;
  return `<!doctype html>
<html lang="${escaped(lang)}" dir="${escaped(dir)}" data-locale="${escaped(document.documentElement.dataset.locale)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(achievement)} · ${escaped(learner)}</title>
<style>${STYLE}</style>
<script type="importmap">${json({ imports: Object.fromEntries([...modules].map(([name, source]) => [`testamur/${name}`, `data:text/javascript;base64,${toBase64(source)}`])) })}</script>
</head><body>
<p>${asOf}</p>
<div class="card">
<section id="status" role="status"><p id="word">${unchecked}</p><p id="sentence"></p></section>
<div class="facts"><div><h1><bdi id="learner">${escaped(learner)}</bdi> <bdi id="title">${escaped(achievement)}</bdi></h1>
<p><bdi id="issuer">${escaped(issuerName)}</bdi></p></div>
${picture ? `<img alt="" src="${picture}">` : ""}</div>
</div>
<ol id="checks"></ol>
<p>${today} <a href="${escaped(award(site.base, id))}" rel="noopener noreferrer">${escaped(award(site.base, id))}</a></p>
<details><summary>JSON</summary><code id="credential">${escaped(new TextDecoder().decode(fromBase64(kept.documents[credential(site.base, id)])))}</code></details>
<script type="application/json" id="kept">${json({ ...kept, words: words(modules, reader) })}</script>
<script type="module">import "testamur/kept.js";</script>
</body></html>
`;
}

/** What a check asks for, as it is now, in base64. */
async function documents(site, id) {
  const found = {};
  const resolver = {
    async fetch(url, limit) {
      const data = await site.resolver.fetch(url, limit);
      found[url] = toBase64(data);
      return data;
    },
  };
  const at = Date.now();
  const address = credential(site.base, id);
  const data = await resolver.fetch(address, MOST);
  await examine(data, { resolver, now: at, trusted: site.trusted, address: award(site.base, id) });
  return { at, address, shown: award(site.base, id), trusted: site.trusted, documents: found };
}

/** A module and all that it imports, by name; their imports are made those of an import map. */
async function sources(entry) {
  const found = new Map();
  const waiting = [entry];
  while (waiting.length) {
    const url = waiting.pop();
    const name = url.pathname.split("/").at(-1);
    if (found.has(name)) continue;
    const source = await (await fetch(url)).text();
    found.set(name, new TextEncoder().encode(source.replace(IMPORT, '$1 "testamur/$2"')));
    for (const [specifier] of source.matchAll(IMPORT)) waiting.push(new URL(/"(.+)"/.exec(specifier)[1], url));
  }
  return found;
}

/** The sentences of the page's language that the kept modules may say. */
function words(modules, reader) {
  const texts = [...modules.values()].flatMap((source) => [...new TextDecoder().decode(source).matchAll(/(?:msg|usual)\(\s*"((?:[^"\\]|\\.)*)"/g)]);
  return Object.fromEntries(texts.map(([, text]) => [text, reader.text(text)]).filter(([text, said]) => text !== said));
}

async function dataAddress(address) {
  const answer = address ? await fetch(address).catch(() => null) : null;
  return answer?.ok ? `data:${answer.headers.get("content-type")};base64,${toBase64(new Uint8Array(await answer.arrayBuffer()))}` : "";
}

const escaped = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
