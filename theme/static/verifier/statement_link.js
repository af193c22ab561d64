/** The signed statement in the address of a statement code. Mirrors a part of plugins/testamur/credentials/statement_codes/statement_code.py. */

const ADDRESS = /^https:\/\/[^\s#]{1,250}\/verify\/#([A-Z2-7]{80,700})$/;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The signed statement in the address of a code; null where the text is no such address. @type {(text: string) => Uint8Array | null} */
export function signedIn(text) {
  const [, letters = ""] = ADDRESS.exec(text.trim()) ?? [];
  const bits = [...letters].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const whole = bits.length - (bits.length % 8);
  // One spelling for one statement: whole letters, and what is left of the last one is zero.
  if (!letters || bits.length - whole >= 5 || bits.slice(whole).includes("1")) return null;
  return Uint8Array.from(bits.slice(0, whole).match(/.{8}/g), (byte) => parseInt(byte, 2));
}
