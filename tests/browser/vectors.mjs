// Runs the browser's verifier over tests/vectors and mutants, in Node or in a page; the answers are compared in Python.

/**
 * Says of each case what it is as a wrapper, if it is one, with what is in it; and what it is by itself.
 * @param {string} verifier where its modules are
 * @param {{cases: {data: string, expected: any, documents: Record<string, string>, web?: string}[], webs?: Record<string, Record<string, string>>}} asked
 *   `documents`: what the web answers, before what `webs` has under the name `web`; like `data`, in base64
 */
export async function run(verifier, { cases, webs = {} }) {
  const { examine } = await import(`${verifier}/examination.js`);
  const { examineWrapper } = await import(`${verifier}/wrapper.js`);
  const { extractOrLeave: extract } = await import(`${verifier}/baked.js`);
  const { Unavailable } = await import(`${verifier}/resolver.js`);
  const { readList, withKnown, withKnownWrapper } = await import(`${verifier}/known_issuers.js`);
  const { msg } = await import(`${verifier}/message.js`);
  const answers = [];
  for (const { data, expected, documents: own, web = "" } of cases) {
    const asked = [];
    const documents = { ...webs[web], ...own };
    const resolver = {
      async fetch(url, limit) {
        asked.push(url);
        if (expected.gone?.includes(url)) throw Object.assign(new Unavailable(msg("{url} answered {status}", { url, status: 410 })), { status: 410 });
        if (!Object.hasOwn(documents, url)) throw Object.assign(new Unavailable(msg("{url} is not there", { url })), { status: 404 });
        const found = bytes(documents[url]);
        if (found.length > limit) throw new Unavailable(msg("{url} is larger than {limit} bytes", { url, limit }));
        return found;
      },
    };
    const options = {
      resolver,
      now: Date.parse(expected.now),
      trusted: expected.trusted,
      address: expected.address,
      seen: new Map(Object.entries(expected.seen ?? {}).map(([url, signed]) => [url, Date.parse(signed)])),
      logs: () => new Map(Object.entries(expected.logs ?? {}).map(([name, seen]) => [name, bytes(seen)])),
      extract,
    };
    const list = async () => readList(new TextEncoder().encode(JSON.stringify(expected.known)));
    const recognised = (found, add = withKnown) => (expected.known && found ? add(found, list, options.now) : found);
    const wrapper = await recognised(await examineWrapper(bytes(data), options), withKnownWrapper);
    const inner = [];
    for (const one of wrapper?.credentials ?? []) inner.push(plain(await recognised(await examine(one, { ...options, address: undefined }))));
    const examined = plain(await recognised(await examine(bytes(data), options)));
    answers.push({ wrapper: wrapper && { kind: wrapper.kind, ...plain(wrapper), inner }, ...examined, asked });
  }
  return answers;
}

const plain = ({ verdict, sentence, preview, digest, facts, checks }) => ({
  verdict,
  sentence: String(sentence),
  preview: preview ?? null,
  digest: digest ?? null,
  facts,
  checks: checks.map(({ name, outcome, code, detail }) => ({ name, outcome, code, detail: String(detail) })),
});
const bytes = (base64) =>
  globalThis.Buffer ? new Uint8Array(Buffer.from(base64, "base64")) : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

if (globalThis.process?.argv[2] === "--stdin") {
  const { readFileSync } = await import("node:fs");
  const { pathToFileURL } = await import("node:url");
  const cases = JSON.parse(readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(await run(pathToFileURL(process.argv[3]).href, cases)));
}
