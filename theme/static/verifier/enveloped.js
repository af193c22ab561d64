/**
 * The token in an `EnvelopedVerifiableCredential` (Verifiable Credentials 2.0, 4.13). Mirrors plugins/testamur/verification/jwt/enveloped.py.
 * What such a document says beside the token is signed by nobody, so one that says more is not read.
 */

import { VerificationError } from "./errors.js";
import { quoted } from "./instants.js";
import { looksLikeOne } from "./jws.js";
import { msg } from "./message.js";
import { isObject, namesIn, textOf } from "./shapes.js";
import { parse } from "./strict_json.js";

const MARK = "EnvelopedVerifiable";
const TYPES = ["EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"];
const MEMBERS = ["@context", "id", "type"];
const MEDIA_TYPES = ["vc+jwt", "vp+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "jwt"].map((kind) => `application/${kind}`);

/** The token in the JSON of an enveloped document; any other file as it is. @type {(data: Uint8Array) => Uint8Array} */
export function opened(data) {
  if (!new TextDecoder("latin1").decode(data).includes(MARK)) return data;
  let document;
  try {
    document = parse(data);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return data; // the check `document` says what is wrong with it
  }
  return tokenIn(document) ?? data;
}

/** @type {(document: unknown) => Uint8Array | null} */
function tokenIn(document) {
  if (!isObject(document) || !namesIn(document.get("type")).some((name) => TYPES.includes(name))) return null;
  if (![...document.keys()].every((name) => MEMBERS.includes(name))) refuse(msg("it is an enveloped credential that says more beside the envelope"));
  const id = textOf(document, "id");
  const [, scheme = "", rest = ""] = /^([^:]*):([^]*)$/.exec(id) ?? [];
  const [, mediaType = "", token = ""] = /^([^,]*),([^]*)$/.exec(rest) ?? [];
  if (scheme.toLowerCase() !== "data" || !MEDIA_TYPES.includes(mediaType.toLowerCase())) {
    refuse(msg("it is an enveloped credential of the kind {kind}; application/vc+jwt is read here", { kind: quoted(rest.includes(",") ? mediaType : id, 60) }));
  }
  if (!looksLikeOne(token)) refuse(msg("it is an enveloped credential without a token in it"));
  return new TextEncoder().encode(token);
}

/** @type {(detail: import("./message.js").Message) => never} */
function refuse(detail) {
  throw new VerificationError(detail, "enveloped");
}
