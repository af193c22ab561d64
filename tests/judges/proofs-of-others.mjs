// Signs and verifies as other issuers' software does: Digital Bazaar's eddsa-rdfc-2022, and Ed25519Signature2020 of the
// Digital Credentials Consortium, both with the JSON-LD library that they use.
// Standard input: {contexts: {url: document}, seed, controller, sign: [[suite, document]], verify: [document]}; the key is
// that of the seed, in hexadecimal digits. Standard output: {signed: [document], verified: [whether all its proofs are]}.
import './world.mjs';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {generate} from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalcredentials/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalcredentials/ed25519-verification-key-2020';
import jsigs from '@digitalcredentials/jsonld-signatures';

const {contexts, seed, controller, sign, verify} = JSON.parse(await text(process.stdin));
const bytes = Uint8Array.from(Buffer.from(seed, 'hex'));
const multikey = await generate({controller, seed: bytes});
const older = await Ed25519VerificationKey2020.generate({controller, seed: bytes});
const methods = new Map([[multikey.id, await older.export({publicKey: true, includeContext: true})]]);

async function documentLoader(url) {
  if(url === controller) {
    return {contextUrl: null, documentUrl: url, document: {
      '@context': 'https://w3id.org/security/v2', id: controller, assertionMethod: [...methods.keys()]
    }};
  }
  const document = contexts[url] ?? methods.get(url);
  if(!document) {
    throw new Error(`${url} is not part of this test`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

const suites = {
  'eddsa-rdfc-2022': () => new DataIntegrityProof({signer: multikey.signer(), cryptosuite, date: '2026-06-01T09:30:00Z'}),
  Ed25519Signature2020: () => new Ed25519Signature2020({key: older, date: '2026-06-01T09:30:00Z'})
};
const purpose = () => new jsigs.purposes.AssertionProofPurpose({controller: {
  '@context': 'https://w3id.org/security/v2', id: controller, assertionMethod: [...methods.keys()]
}});

const signed = [];
for(const [suite, document] of sign) {
  signed.push(await jsigs.sign(structuredClone(document), {suite: suites[suite](), purpose: purpose(), documentLoader}));
}
const verified = [];
for(const document of verify) {
  const suite = [new DataIntegrityProof({cryptosuite}), new Ed25519Signature2020()];
  const answer = await jsigs.verify(document, {suite, purpose: purpose(), documentLoader});
  verified.push(answer.verified && answer.results.every(one => one.verified));
}
process.stdout.write(JSON.stringify({signed, verified}));
