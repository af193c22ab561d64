/** How a page's reader is spoken to: the words of its language, and dates as its readers write them. */

const LETTER = /\p{L}/u;

/** @type {(language: string, words?: Record<string, string>) => import("./message.js").Reader} */
export function reader(language, words = {}) {
  // Digits and hours as the page has them: Intl would write Egypt's own digits beside it, and "12:00 PM UTC".
  const options = { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" };
  const days = new Intl.DateTimeFormat(language, options);
  const moments = new Intl.DateTimeFormat(language, { ...options, timeStyle: "short", hourCycle: "h23" });
  // French has an ordinal for the first day of a month, which CLDR's patterns leave out.
  const ordinal = (date) => (language.split("-")[0] === "fr" ? date.replace(/^1(?= )/, "1er") : date);
  return {
    // Sentences that a command line says as well have its apostrophe; pages have one kind.
    text: (english) => (Object.hasOwn(words, english) ? words[english] : english.replaceAll("'", "’")),
    has: (english) => language.split("-")[0] === "en" || Object.hasOwn(words, english) || !LETTER.test(english.replace(/\{\w+\}/g, "")),
    day: (iso) => ordinal(days.format(new Date(`${iso}T00:00:00Z`))),
    moment: (ms) => `${ordinal(moments.format(new Date(ms)))} UTC`,
  };
}

/**
 * The same, once the words of the page's language have been fetched, and those of `parts` with them; English has none.
 * @type {(language: string, root: string, ...parts: string[]) => Promise<import("./message.js").Reader>}
 */
export async function readerOf(language, root, ...parts) {
  const [name] = language.split("-");
  const names = name === "en" ? [] : [name, ...parts.map((part) => `${name}-${part}`)];
  return reader(language, Object.assign({}, ...(await Promise.all(names.map((one) => wordsAt(`${root}theme/words/${one}.json`))))));
}

/**
 * `reader`, if it has the words of all these messages; else what `more` brings.
 * @type {(reader: import("./message.js").Reader, messages: import("./message.js").Message[], more: () => Promise<import("./message.js").Reader>) => Promise<import("./message.js").Reader>}
 */
export async function completed(reader, messages, more) {
  let isComplete = true;
  const probe = { ...reader, text: (english) => ((isComplete &&= reader.has(english)), english) };
  for (const message of messages) message.in(probe);
  return isComplete ? reader : more();
}

async function wordsAt(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}
