/** The largest checkpoint of each log that this browser has seen, so that no host can take a part of it back. */

const PREFIX = "testamur:log:";
const MOST = 128 * 1024; // letters: as many as a note may have that is read (log_note.js), or a host could have it forgotten

/** By the names of logs, as a Map has them. @type {{get: (name: string) => Uint8Array | undefined, set: (name: string, note: Uint8Array) => void}} */
export const logs = {
  get(name) {
    try {
      const kept = localStorage.getItem(PREFIX + name);
      return kept ? new TextEncoder().encode(kept) : undefined;
    } catch {
      return undefined;
    }
  },
  set(name, note) {
    try {
      const text = new TextDecoder().decode(note);
      if (text.length <= MOST) localStorage.setItem(PREFIX + name, text);
    } catch {
      // A browser that remembers nothing can still check.
    }
  },
};
