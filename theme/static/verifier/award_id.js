/**
 * Award ids: 15 random characters and a check character, in four groups of four.
 * Mirrors plugins/testamur/text/award_id.py. No DOM, no network.
 */

export const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** What a person typed is not an award id; `code` says how: `character`, `length` or `check`. */
export class AwardIdError extends Error {
  /** @param {"character" | "length" | "check"} code */
  constructor(code) {
    super(`award id: ${code}`);
    this.code = code;
  }
}

/** @type {(body: string) => string} The check character of the 15 characters in `body`. */
export function checkCharacter(body) {
  let total = 0;
  [...body].reverse().forEach((character, place) => {
    const value = ALPHABET.indexOf(character) * (place % 2 === 0 ? 2 : 1);
    total += Math.floor(value / 32) + (value % 32);
  });
  return ALPHABET[(32 - (total % 32)) % 32];
}

/**
 * The canonical form of an id as a person typed it: any case, `o` for 0, `i` and `l` for 1, hyphens optional.
 * @type {(typed: string) => string}
 * @throws {AwardIdError}
 */
export function canonical(typed) {
  const characters = typed.trim().toLowerCase().replace(/[- ]/g, "").replace(/o/g, "0").replace(/[il]/g, "1");
  if ([...characters].some((character) => !ALPHABET.includes(character))) throw new AwardIdError("character");
  if (characters.length !== 16) throw new AwardIdError("length");
  if (checkCharacter(characters.slice(0, 15)) !== characters[15]) throw new AwardIdError("check");
  return characters.match(/.{4}/g).join("-");
}
