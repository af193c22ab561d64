// What jsonld.js and rdf-canonize, on which most issuers' software rests, make of documents: canonical N-Quads.
// Standard input: {contexts: {url: document}, documents}. Standard output: for each, the text, null where it is refused,
// or "too much" where it would take too long.
import {page} from './world.mjs';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import jsonld from 'jsonld';

const {contexts, documents} = JSON.parse(await text(process.stdin));

async function documentLoader(url) {
  return {contextUrl: null, documentUrl: url, document: contexts[url] ?? JSON.parse(page(url))};
}

const answers = [];
for(const document of documents) {
  try {
    answers.push(await jsonld.canonize(document, {
      algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader, safe: true
    }));
  } catch(error) {
    answers.push(/deep iterations/.test(error.message) ? 'too much' : null);
  }
}
process.stdout.write(JSON.stringify(answers));
