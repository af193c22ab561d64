/** One step of verification. Mirrors plugins/testamur/verification/check.py. */

/** @typedef {"document" | "issuer" | "proof" | "validity" | "status" | "edition"} Name */
/** @typedef {"passed" | "failed" | "could-not-run" | "not-applicable"} Outcome */
/**
 * `code` names the reason for machines; `verdict` is set when it failed.
 * @typedef {{name: Name, outcome: Outcome, detail: import("./message.js").Message, code: string, verdict: import("./verdict.js").Verdict | null, limit?: any}} Check
 */

/** @type {Name[]} */
export const NAMES = ["document", "issuer", "proof", "validity", "status", "edition"];

/** @returns {Check} */
const make = (name, outcome, detail, code = "", verdict = null) => ({ name, outcome, detail, code, verdict });

export const passed = (name, detail, code = "") => make(name, "passed", detail, code);
export const failed = (name, code, detail, verdict = "INVALID") => make(name, "failed", detail, code, verdict);
export const couldNotRun = (name, code, detail) => make(name, "could-not-run", detail, code);
export const notApplicable = (name, detail) => make(name, "not-applicable", detail);
