/** What the verifier raises on purpose. Mirrors a part of plugins/testamur/errors.py. */

/** A document outside what is read here; `said` is its sentence (a text, or a Message that can be translated). */
export class DocumentError extends Error {
  /** @param {string | import("./message.js").Message} said @param {string} [code] */
  constructor(said, code = "") {
    super(String(said));
    this.said = said;
    this.code = code;
  }
}

/** A credential must not be trusted; `code` names the reason for machines. */
export class VerificationError extends DocumentError {}

/** It could not be checked. */
export class IndeterminateError extends VerificationError {}

/** A list of statuses that is no answer. */
export class NotUsable extends Error {
  constructor(said, code) {
    super(String(said));
    this.said = said;
    this.code = code;
  }
}
