// The judge of the Digital Credentials Consortium: verifier-core, which its wallet and its public verifier use.
// It looks at the first proof it knows, the validity window, the status list, and the official JSON Schema.
import {has, serve} from './world.mjs';
import {CachedResolver} from '@digitalcredentials/did-io';
import {verifyCredential} from '@digitalcredentials/verifier-core';

// It would remember a DID document for five seconds, and tests show it different ones.
CachedResolver.prototype.get = function({did, url, ...options}) {
  return this._methodForDid(did ?? url).get({did: did ?? url, ...options});
};

const STEPS = new Map([
  ['valid_signature', 'eddsa-rdfc-2022'],
  ['expiration', 'validity'],
  ['revocation_status', 'status'],
  ['schema_check', 'schema']
]);

// Without 1EdTech's schemas in its world, it cannot hold a document against them.
const SCHEMA = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

function demand(step, answer) {
  if(!step) {
    throw answer.error ?? new Error('was not checked');
  }
  const outcomes = step.results ? [].concat(step.results).map(one => one.result ?? {errors: one}) : [step];
  for(const {valid, error, errors} of outcomes) {
    if(valid !== true) {
      throw new Error(error?.message ?? (errors ? JSON.stringify(errors) : 'not valid'));
    }
  }
}

await serve(async (text, check) => {
  const credential = JSON.parse(text);
  const answer = await verifyCredential({credential, knownDIDRegistries: []});
  if(answer.errors) {
    await check('document', () => {
      throw new Error(answer.errors.map(error => error.message).join('; '));
    });
    return;
  }
  const taken = new Map([...answer.log, ...answer.additionalInformation].map(step => [step.id, step]));
  // A step that it left out is not in its log: that is not a pass.
  const hasSchema = has(SCHEMA) &&
    ['OpenBadgeCredential', 'EndorsementCredential'].some(type => credential.type.includes(type));
  const hasStatus = 'credentialStatus' in credential;
  for(const [step, name] of STEPS) {
    const due = {status: hasStatus, schema: hasSchema}[name] ?? true;
    if(due) {
      await check(name, () => demand(taken.get(step), answer));
    }
  }
});
