// Runs the browser's verifier over tests/vectors, in Node or in a page; the answers are compared in Python.

/**
 * @param {string} verifier where its modules are
 * @param {{data: string, expected: any}[]} cases `data` in base64; `expected` with `documents`: what the web answers, in base64
 */
export async function run(verifier, cases) {
  const { examine } = await import(`${verifier}/examination.js`);
  const { examineWrapper } = await import(`${verifier}/wrapper.js`);
  const { extractOrLeave: extract } = await import(`${verifier}/baked.js`);
  const { Unavailable } = await import(`${verifier}/resolver.js`);
  const { msg } = await import(`${verifier}/message.js`);
  const answers = [];
  for (const { data, expected, documents } of cases) {
    const asked = [];
    const resolver = {
      async fetch(url, limit) {
        asked.push(url);
        if (!(url in documents)) throw new Unavailable(msg("{url} is not there", { url }));
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
      extract,
    };
    const wrapper = await examineWrapper(bytes(data), options);
    if (expected.kind) {
      const inner = [];
      for (const one of wrapper.credentials) inner.push(plain(await examine(one, options)));
      answers.push({ kind: wrapper.kind, ...plain(wrapper), inner, asked });
    } else answers.push({ isWrapper: wrapper !== null, ...plain(await examine(bytes(data), options)), asked });
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
const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

if (globalThis.process?.argv[2] === "--stdin") {
  const { readFileSync } = await import("node:fs");
  const { pathToFileURL } = await import("node:url");
  const cases = JSON.parse(readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(await run(pathToFileURL(process.argv[3]).href, cases)));
}
