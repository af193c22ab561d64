/** Spreadsheets of awards to check: reading their CSV, comparing names, writing the results. No DOM, no network. */

export const MOST_ROWS = 500;
const NAME_HEADER = /^(name|full name|learner|holder|nom|nom complet|name der person|nombre|nombre completo|الاسم)$/i;
const LINK = /^https:\/\//i;

/** The cells of a CSV text (RFC 4180), separated by commas, semicolons or tabs. @type {(text: string) => string[][]} */
export function readCsv(text) {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const separator = [",", ";", "\t"].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best));
  const rows = [[""]];
  let quoted = false;
  const body = text.replace(/^\ufeff/, "");
  for (let at = 0; at < body.length; at += 1) {
    const character = body[at];
    const row = rows.at(-1);
    if (quoted && character === '"' && body[at + 1] === '"') row[row.length - 1] += body[(at += 1)];
    else if (character === '"' && (quoted || row.at(-1) === "")) quoted = !quoted;
    else if (!quoted && character === separator) row.push("");
    else if (!quoted && (character === "\n" || character === "\r")) {
      if (character === "\r" && body[at + 1] === "\n") at += 1;
      rows.push([""]);
    } else row[row.length - 1] += character;
  }
  return rows.filter((row) => row.some((cell) => cell.trim()));
}

/**
 * The awards that a table names, each with the name beside it, where there is such a column. A row that names none stays,
 * so that nobody believes it checked; a first one that does not is a header.
 * @type {(rows: string[][], isSubject: (cell: string) => boolean) => {text: string, name: string}[]}
 */
export function subjectsIn(rows, isSubject) {
  const [header = []] = rows;
  const column = header.findIndex((cell) => NAME_HEADER.test(cell.trim()));
  // The address of an award of others may end in anything: it is meant where a row has no other link.
  const onlyLink = (row) => {
    const links = row.filter((cell) => LINK.test(cell.trim()));
    return links.length === 1 ? links[0] : undefined;
  };
  const found = (row) => row.find((cell) => isSubject(cell.trim())) ?? onlyLink(row);
  const body = rows.length > 1 && header.length > 1 && !found(header) ? rows.slice(1) : rows;
  return body.map((row) => ({ text: (found(row) ?? row[0]).trim(), name: column < 0 ? "" : (row[column] ?? "").trim() }));
}

/** Whether two names are the same but for case, accents' spelling and spaces. @type {(one: string, other: string) => boolean} */
export const isSameName = (one, other) => plain(one) === plain(other);
const plain = (name) => name.normalize("NFC").toLocaleLowerCase("und").replace(/\s+/g, " ").trim();

/** A table as CSV; a cell that a spreadsheet would run as a formula is made text. @type {(rows: string[][]) => string} */
export const writeCsv = (rows) => `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
