/** Many results: a line each, and a file to keep. */

import { msg } from "../verifier/message.js";
import { element } from "../verifier/page.js";
import { compared, nameFits, verdictOf, wordsOf } from "./result_words.js";
import { writeCsv } from "./spreadsheet.js";

/** @typedef {import("./checking.js").Result} Result */
/** @typedef {import("./result_words.js").Page} Page */

const COLUMNS = [msg("Given"), msg("Name in the list"), msg("Verdict"), msg("Awarded to"), msg("Achievement"), msg("What was found"), msg("Names compared")];

/** @type {(results: Result[], page: Page) => HTMLElement} */
export function table(results, page) {
  const titles = COLUMNS.map((title) => title.in(page.reader));
  const rows = results.map((result) => cells(result, page));
  const [head, body] = [element("thead"), element("tbody")];
  head.append(line(titles, "th"));
  for (const [at, result] of results.entries()) {
    const made = line(rows[at], "td");
    made.dataset.verdict = verdictOf(result);
    made.classList.toggle("is-mismatch", nameFits(result) === false);
    body.append(made);
  }
  const made = element("table");
  made.append(head, body);
  const box = element("div", { className: "wide-table" });
  box.append(made, file([titles, ...rows], page));
  return box;
}

/** @type {(result: Result, page: Page) => string[]} */
function cells(result, page) {
  const [heading, sentence] = wordsOf(result, page).map((words) => words.in(page.reader));
  const { given, examined } = result;
  const { learner = "", achievement = "" } = examined?.facts ?? {};
  return [given.text ?? given.label, given.name ?? "", heading, learner, achievement, sentence, compared(result)?.in(page.reader) ?? ""];
}

function line(texts, kind) {
  const made = element("tr");
  for (const text of texts) {
    const cell = element(kind);
    cell.append(element("bdi", { textContent: text }));
    made.append(cell);
  }
  return made;
}

function file(rows, { reader }) {
  return element("a", {
    className: "button",
    download: "checked.csv",
    href: URL.createObjectURL(new Blob(["\ufeff", writeCsv(rows)], { type: "text/csv" })),
    textContent: msg("Save the results (CSV)").in(reader),
  });
}
