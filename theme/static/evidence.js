/** Saves both checkpoints of a log that has two histories: whoever reads them sees that one key signed both. Fetched where there are two. */

import { hex } from "./verifier/log_merkle.js";
import { msg } from "./verifier/message.js";
import { element } from "./verifier/page.js";

const DIGITS = 16;

/** A button that saves both notes, as the command does: under the same names. @type {(notes: Uint8Array[], reader: import("./verifier/message.js").Reader) => HTMLElement} */
export function evidenceButton(notes, reader) {
  const button = element("button", { type: "button", className: "evidence", textContent: msg("Save both notes as evidence").in(reader) });
  button.addEventListener("click", async () => {
    const digest = await crypto.subtle.digest("SHA-256", await new Blob(notes).arrayBuffer());
    const stem = hex(new Uint8Array(digest)).slice(0, DIGITS);
    for (const [at, note] of notes.entries()) {
      const href = URL.createObjectURL(new Blob([note], { type: "text/plain" }));
      element("a", { href, download: `two-histories-${stem}-${"ab"[at]}.txt` }).click();
    }
  });
  return button;
}
