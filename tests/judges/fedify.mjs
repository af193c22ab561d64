// The judge made of Fedify, with which social networks talk to each other. They sign posts with eddsa-jcs-2022, and it
// verifies such a proof of any document: purpose, key and signature, and neither time nor status. What it does not know
// of a proof it passes over: it makes what was signed anew, with the `@context` of the document.
// It knows no DIDs: the key is found here, by Digital Bazaar's resolver, among those the issuer uses for assertions.
import {serve} from './world.mjs';
import {DataIntegrityProof} from '@fedify/fedify/vocab';
import {driver as didWeb} from '@digitalbazaar/did-method-web';
import {verifyProof} from '@fedify/fedify/sig';

const JCS = 'eddsa-jcs-2022';
// Fedify brings this context. The proof's own are those of the document, and define its members alike.
const CONTEXT = 'https://w3id.org/security/data-integrity/v1';

const resolver = didWeb();

/** The key that the issuer lists for assertions under this name, as Fedify would find it at an address. */
async function assertionKey(issuer, id) {
  const {assertionMethod = []} = await resolver.get({did: issuer});
  if(!id.startsWith(`${issuer}#`) || !assertionMethod.includes(id)) {
    throw new Error(`${issuer} does not list ${id} for assertions`);
  }
  return {contextUrl: null, documentUrl: id, document: await resolver.get({url: id})};
}

async function verify(credential, proof) {
  const key = await assertionKey(credential.issuer.id ?? credential.issuer, proof.verificationMethod);
  const documentLoader = async () => key;
  const read = await DataIntegrityProof.fromJsonLd({...proof, '@context': CONTEXT}, {documentLoader});
  if(!await verifyProof(credential, read, {documentLoader})) {
    throw new Error('the proof does not verify');
  }
}

await serve(async (text, check) => {
  const credential = JSON.parse(text);
  const proofs = [credential.proof ?? []].flat().filter(proof => proof.cryptosuite === JCS);
  await check(JCS, async () => {
    if(!proofs.length) {
      throw new Error(`there is no proof of ${JCS}`);
    }
    await Promise.all(proofs.map(proof => verify(credential, proof)));
  });
});
