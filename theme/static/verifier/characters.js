/**
 * Text made harmless to show. Mirrors a part of plugins/testamur/text/characters.py, without the names of most
 * characters: what Python shows as `<U+202E RIGHT-TO-LEFT OVERRIDE>` is `<U+202E>` here.
 */

// The characters that have no name of their own, as far as they need one.
const NAMES = { 0: "NULL", 7: "BELL", 8: "BACKSPACE", 13: "CARRIAGE RETURN", 27: "ESCAPE", 127: "DELETE", 133: "NEXT LINE", 173: "SOFT HYPHEN" };
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff]$/;
// Controls, formatting, private and unassigned characters, separators of lines, what takes part in no picture of the
// text, and digits in costume.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}\uff10-\uff19\u{1d7ce}-\u{1d7ff}]/u;
const COMMAND = /^([ \t\r\n]*:)(?=:)|(?<=#)(?=#\[)/g;
const [MOST_MARKS, MOST_SHARED] = [8, 4]; // on one letter
const MARK = /[\p{Mn}\p{Me}]/u;
const MARKS = /[\p{Mn}\p{Me}]/gu;
const ON_A_LETTER = /[\p{M}\u200c\u200d]/u;
// Of marks, those that any script may use, which Unicode calls COMBINING …
const SHARED = /[\u0300-\u0489\u1ab0-\u1aff\u1dc0-\u20ff\u2de0-\u2dff\u3099-\ua69f\ua8e0-\ua8f1\ufe20-\ufe2f\u{10376}-\u{1037a}\u{1133b}\u{11366}-\u{11374}\u{1d242}-\u{1d244}\u{1e000}-\u{1e02a}\u{1e08f}]/u;
const WORD_OR_SIGN = /[\p{L}\p{M}\p{N}]+|./gsu;
const LATIN = /(?![\uff21-\uff5a])\p{Script=Latin}/u;
// Letters of other alphabets that could pass for Latin ones.
const ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\uff21-\uff5a\u{1d400}-\u{1d7cb}]/u;
// Those of them that most type faces draw as Latin ones.
const DOUBLES = /[аеорсухіјѕһԁԛԝАВЕКМНОРСТХЅІЈԚԜοΑΒΕΖΗΙΚΜΝΟΡΤΥΧνօսհ]/gu;

/** `text` as one line, in which what cannot be seen, or could pass for something else, is named. @type {(text: string, limit?: number) => string} */
export function harmless(text, limit = 80) {
  const start = [...stripped(text).slice(0, 4 * limit + 4)].slice(0, 2 * limit + 2).join("");
  const line = start.replaceAll("\r\n", "\n").replace(COMMAND, "$1\u200a");
  const others = line.replace(DOUBLES, "");
  const suspects = LATIN.test(others) && !ALIKE.test(others) ? line.match(DOUBLES) ?? [] : [];
  const piles = piledMarks([...line]);
  let at = 0;
  const pieces = line.match(WORD_OR_SIGN)?.flatMap((word) => {
    const mixed = LATIN.test(word);
    return [...word].map((character) => show(character, piles.has(at++) || (mixed && ALIKE.test(character)) || suspects.includes(character)));
  });
  const shown = [];
  let length = 0;
  for (const piece of pieces ?? []) {
    shown.push(piece);
    length += piece.length;
    if (length <= limit) continue;
    while (length > limit - 1) length -= shown.pop().length;
    return [...shown, "…"].join("").trim();
  }
  return shown.join("").trim();
}

/** `text` without the white space of XML and JSON around it. @type {(text: string) => string} */
export function stripped(text) {
  // NOTE: a regular expression for the end would take quadratic time over long white space within.
  let [start, end] = [0, text.length];
  while (start < end && " \t\r\n".includes(text[start])) start += 1;
  while (end > start && " \t\r\n".includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** Where marks stand on letters that have as many as any writing needs already. @type {(letters: string[]) => Set<number>} */
function piledMarks(letters) {
  const found = new Set();
  let [marks, shared] = [0, 0];
  for (const [at, letter] of letters.entries()) {
    if (!ON_A_LETTER.test(letter)) [marks, shared] = [0, 0];
    // A letter that is made of another one and a mark counts as these, however it is spelt.
    for (const one of letter.normalize("NFD").match(MARKS) ?? []) {
      marks += 1;
      shared += Number(SHARED.test(one));
    }
    if (MARK.test(letter) && (marks > MOST_MARKS || shared > MOST_SHARED)) found.add(at);
  }
  return found;
}

function show(character, isSuspect) {
  if (character === "\n") return "⏎";
  if (character === "\t") return " ";
  return !PLAIN.test(character) && (isSuspect || HIDDEN.test(character)) ? named(character) : character;
}

function named(character) {
  const code = character.codePointAt(0);
  const name = NAMES[code] ?? (code < 160 ? "CONTROL" : "");
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}${name && ` ${name}`}>`;
}
