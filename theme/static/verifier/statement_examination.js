/**
 * Checks a statement code: whose signature it has, and by a key that was good. How the award stands, it cannot say, so its verdict is
 * never VALID. Mirrors plugins/testamur/verification/statement_codes/statement_examination.py. Where the keys were read earlier and kept, `asOf` says when.
 */

import * as addresses from "./addresses.js";
import * as sign1 from "./sign1.js";
import * as dids from "./did.js";
import { DocumentError, IndeterminateError, VerificationError } from "./errors.js";
import { WORDS } from "./headings.js";
import { isLater } from "./instants.js";
import { Keys, fetchJson, multikeyOf } from "./issuer.js";
import { joined, moment, msg } from "./message.js";
import * as multikey from "./multikey.js";
import { Unavailable } from "./resolver.js";
import { read } from "./statement_code.js";

/** @typedef {import("./message.js").Message} Message */
/** @typedef {"SIGNED" | "INVALID" | "SUPERSEDED" | "UNTRUSTED ISSUER" | "INDETERMINATE"} StatementVerdict */
/**
 * `statement` is what it says, once its signature fits; null before that. `address` is the award's page.
 * @typedef {{verdict: StatementVerdict, code: string, sentence: Message, statement: import("./statement_code.js").Statement | null, address: string}} StatementExamination
 */

const ACCUSING = ["signature", "key-compromised", "key-period", "key-published"];

/** @type {(data: Uint8Array, asked: {resolver: import("./resolver.js").Resolver, now: number, trusted: string[]}) => Promise<StatementExamination>} */
export async function examine(data, { resolver, now, trusted }) {
  let signed, statement;
  try {
    signed = sign1.read(data);
    statement = read(signed.payload);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return couldNot("unreadable", msg("this is no statement code, or it was altered"));
  }
  try {
    await checkSignature(signed, statement, await keysOf(statement.issuer, resolver));
  } catch (error) {
    if (error instanceof Unavailable) return couldNot("issuer-unreachable", msg("the issuer's keys could not be read: {reason}", { reason: error.said }));
    if (!(error instanceof VerificationError)) throw error;
    if (!ACCUSING.includes(error.code)) return couldNot(error.code, error.said);
    return refused(error.code, error.said);
  }
  if (isLater(statement.signedAt, now)) {
    return couldNot("clock", msg("it says that it was signed at {signed}, and it is {now}", { signed: moment(statement.signedAt), now: moment(now) }));
  }
  return standing(statement, now, trusted);
}

const because = (verdict, reasons) => msg("{words}: {reasons}.", { words: WORDS[verdict], reasons });
/** What is found where something that has to be known is not. @type {(code: string, reason: Message) => StatementExamination} */
export const couldNot = (code, reason) => result("INDETERMINATE", code, because("INDETERMINATE", reason));
/** What is found of a statement on which nobody may rely. @type {(code: string, reason: Message) => StatementExamination} */
export const refused = (code, reason) => result("INVALID", code, because("INVALID", reason));

/** @returns {StatementExamination} */
function result(verdict, code, sentence, statement = null) {
  const address = statement ? addresses.award(dids.baseOf(statement.issuer), statement.awardId) : "";
  return { verdict, code, sentence, statement, address };
}

/** The issuer's keys with their periods. */
async function keysOf(issuer, resolver) {
  const keys = new Keys(issuer, await fetchJson(resolver, dids.documentAddress(issuer)), multikeyOf);
  keys.learnPeriods(await fetchJson(resolver, addresses.keys(dids.baseOf(issuer))));
  return keys;
}

async function checkSignature(signed, statement, keys) {
  if (!(await multikey.isSupported())) {
    throw new IndeterminateError(msg("this browser cannot check Ed25519 signatures, or the page was not opened over https"), "browser");
  }
  const named = [];
  for (const [name, key] of listed(keys)) if (isSame(await sign1.kidOf(key), signed.kid)) named.push([name, key]);
  if (!named.length) throw new IndeterminateError(msg("its key is none of those that the issuer is known to have here"), "unknown-key");
  let fitting = "";
  for (const [name, key] of named) if (!fitting && (await sign1.isBy(signed, key))) fitting = name;
  if (!fitting) throw new VerificationError(msg("the signature does not fit what it says"), "signature");
  // Whoever has the key can date a statement at will, and nothing in a code shows that the log had it before.
  if (keys.isCutOff(fitting)) throw new IndeterminateError(msg("its key was lost since, and only the award's own page can say whether this was signed before"), "key-lost");
  keys.checkPeriod(fitting, statement.signedAt);
  keys.key(fitting);
}

/** The keys that an issuer lists anywhere, lost ones too, each with its name: a name holds the key itself. */
function listed(keys) {
  return keys.allNames.flatMap((name) => {
    try {
      return [[name, multikey.decode(name.slice(name.lastIndexOf("#") + 1))]];
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      return [];
    }
  });
}

function standing(statement, now, trusted) {
  const { issuer, validUntil } = statement;
  const host = dids.authorityOf(issuer);
  if (!trusted.includes(issuer)) {
    const reason = msg("{host} is not among the issuers that are trusted here", { host });
    return result("UNTRUSTED ISSUER", "unknown-issuer", because("UNTRUSTED ISSUER", reason), statement);
  }
  const sentence = msg("Signed by {host}; whether it still stands, only the network can say.", { host });
  if (validUntil === null || now <= validUntil) return result("SIGNED", "", sentence, statement);
  const ended = msg("Its validity ended on {date}.", { date: moment(validUntil) });
  return result("SIGNED", "ended", joined([sentence, ended], " "), statement);
}

const isSame = (one, other) => one.every((byte, at) => byte === other[at]);
