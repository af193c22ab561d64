/** What can be kept of many results: a spreadsheet, in the order in which things were given, and a print. */

import { moment, msg } from "../verifier/message.js";
import { element } from "../verifier/page.js";
import { nameOf } from "./given.js";
import { compared, headingOf, wordsOf } from "./result_words.js";
import { writeCsv } from "./spreadsheet.js";

/** @typedef {import("./checking.js").Result} Result */
/** @typedef {import("./result_words.js").Page} Page */

const COLUMNS = [
  msg("Given"), msg("Name in the list"), msg("Verdict"), msg("Awarded to"), msg("Achievement"), msg("What was found"), msg("Names compared"),
  msg("Issuer"), msg("Checked"),
];

/** A line with the moment of the check, and the ways to keep what was found. @type {(results: Result[], page: Page, now: number) => HTMLElement} */
export function keeping(results, page, now) {
  const { reader } = page;
  const made = element("div", { className: "keeping" });
  const print = element("button", { type: "button", className: "plain", textContent: msg("Print the results").in(reader) });
  print.addEventListener("click", () => {
    document.body.dataset.printing = "results";
    addEventListener("afterprint", () => delete document.body.dataset.printing, { once: true });
    globalThis.print();
  });
  const ways = element("p", { className: "ways" });
  ways.append(file(results, page, now), print);
  made.append(element("p", { className: "note", textContent: msg("Checked in your browser: {moment}.", { moment: moment(now) }).in(reader) }), ways);
  return made;
}

function file(results, page, now) {
  const { reader } = page;
  const rows = [COLUMNS.map((title) => title.in(reader)), ...results.map((result) => cells(result, page, now))];
  return element("a", {
    className: "button",
    download: "checked.csv",
    href: URL.createObjectURL(new Blob(["\ufeff", writeCsv(rows)], { type: "text/csv" })),
    textContent: msg("Save the results (CSV)").in(reader),
  });
}

/** @type {(result: Result, page: Page, now: number) => string[]} */
function cells(result, page, now) {
  const { given, examined } = result;
  const { learner = "", achievement = "", issuer = "" } = examined?.facts ?? {};
  const said = (words) => words?.in(page.reader) ?? "";
  return [
    nameOf(given), given.name ?? "", said(headingOf(result, page)), learner, achievement, said(wordsOf(result, page)[1]),
    said(compared(result)), issuer, new Date(now).toISOString(),
  ];
}
