/**
 * What a credential is once its shape was checked: types only, so that nobody needs to fetch it. Mirrors
 * plugins/testamur/verification/credential.py. Instants are in milliseconds.
 */

/** @typedef {import("./shapes.js").JsonObject} JsonObject */

/** One proof, how its kind is called, and its suite, if it is one that is checked. @typedef {{name: string, document: JsonObject, suite?: import("./suites.js").Suite}} NamedProof */

/**
 * `endorsed` is the id of what an endorsement is about. `proofs` are all of it, `proof` is the first of them, on which the verdict
 * rests; of a token, one that names its key and nothing else, and `token` has the rest.
 * @typedef {{kind: import("./kind.js").Kind, endorsed: string, document: JsonObject, digest: string, address: string, issuer: string,
 *   called: string, registry: boolean, validFrom: number, validUntil: number | null, awarded: string, created: number | null,
 *   statuses: JsonObject[], proof: JsonObject, method: string, proofs: NamedProof[], methods: string[], notEvaluated: string[],
 *   token?: import("./jwt_token.js").Token}} Credential
 */

export {};
