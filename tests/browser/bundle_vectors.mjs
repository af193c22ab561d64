// Runs the browser's reader of bundles over tests/vectors/bundles, in Node or in a page; the answers are compared in Python.

/** @param {string} verifier where its modules are @param {{data: string, now: string, anchor: any}[]} cases `data` in base64 */
export async function run(verifier, cases) {
  const { find, write } = await import(`${verifier}/bundle.js`);
  const { examineBundle, unread } = await import(`${verifier}/bundle_examining.js`);
  const { VerificationError } = await import(`${verifier}/errors.js`);
  const { parse } = await import(`${verifier}/strict_json.js`);
  const { msg } = await import(`${verifier}/message.js`);
  const answers = [];
  for (const { data, now, anchor } of cases) {
    let examined;
    let written = "";
    try {
      const bundle = find(bytes(data));
      written = write(bundle);
      examined = await examineBundle(bundle, { anchor: anchor && known(anchor, parse, msg), now: Date.parse(now) });
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      examined = await unread(error);
    }
    answers.push({ ...plain(examined), written });
  }
  return answers;
}

const known = ({ words, document, logKey, seen, root }, parse, msg) => ({
  words: msg(words),
  document: document && parse(new TextEncoder().encode(JSON.stringify(document))),
  logKey,
  root,
  seen: seen && bytes(seen),
});

const plain = ({ verdict, sentence, preview, digest, facts, checks }) => ({
  verdict,
  sentence: String(sentence),
  preview,
  digest,
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
