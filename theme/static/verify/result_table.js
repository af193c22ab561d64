/** Many results: how many of each kind, then a line for each, the gravest first; every line opens what was found in full. */

import { msg } from "../verifier/message.js";
import { element } from "../verifier/page.js";
import { nameOf } from "./given.js";
import { icon } from "./icons.js";
import { card } from "./result_card.js";
import { compared, findingOf, gravity, headingOf, isGood, nameFits, wordsOf } from "./result_words.js";

/** @typedef {import("./checking.js").Result} Result */
/** @typedef {import("./result_words.js").Page} Page */
/** A result with its finding, and what to call that. @typedef {{result: Result, finding: string, heading: string, good: boolean}} Line */

/** @type {(results: Result[], page: Page) => HTMLElement[]} */
export function table(results, page) {
  const lines = results.map((result) => lineOf(result, page));
  // Those of one kind stay in the order in which they were given.
  lines.sort((one, other) => gravity(one.finding) - gravity(other.finding));
  const made = element("table", { className: "checked" });
  // Told apart from its looks: on a narrow screen each line is a card, and is still a line to who listens.
  made.role = "table";
  const names = results.some(({ given }) => given.name);
  const columns = [msg("Verdict"), ...(names ? [msg("Name in the list")] : []), msg("Awarded to"), msg("Achievement"), msg("What was found")];
  const [head, body] = [element("thead"), element("tbody")];
  for (const group of [head, body]) group.role = "rowgroup";
  head.append(row(columns.map((title) => cell("th", title.in(page.reader)))));
  body.append(...lines.map((line) => bodyRow(line, names, columns.length, page)));
  made.append(element("caption", { className: "unseen", textContent: msg("What was found, the gravest first").in(page.reader) }), head, body);
  return [tally(lines, page), made];
}

/** @returns {Line} */
function lineOf(result, page) {
  const good = Boolean(result.examined) && isGood(result, page) && nameFits(result) !== false;
  return { result, finding: findingOf(result), heading: headingOf(result, page).in(page.reader), good };
}

/** How many there are of each finding, in the order of the lines. @type {(lines: Line[], page: Page) => HTMLElement} */
function tally(lines, { reader }) {
  const counted = lines.filter(({ finding }) => finding !== "");
  const numbers = new Map();
  for (const { heading, ...line } of counted) numbers.set(heading, { ...line, number: (numbers.get(heading)?.number ?? 0) + 1 });
  const list = element("ul", { className: "tally" });
  for (const [heading, { finding, good, number }] of numbers) {
    const made = marked(element("li"), finding, good);
    made.append(icon(finding, good), element("strong", { textContent: String(number) }), " ", heading);
    list.append(made);
  }
  const title = element("h2", { textContent: msg("Checked: {number}", { number: counted.length }).in(reader), tabIndex: -1 });
  const box = element("div", { className: "summary-of-checks" });
  box.append(title, list);
  return box;
}

/** @type {(line: Line, names: boolean, columns: number, page: Page) => HTMLElement} */
function bodyRow({ result, finding, heading, good }, names, columns, page) {
  const { given, examined, place } = result;
  const { learner = "", achievement = "" } = examined?.facts ?? {};
  const made = marked(element("tr"), finding, good);
  made.classList.toggle("is-mismatch", nameFits(result) === false);
  const button = element("button", { type: "button", className: "finding" });
  button.append(icon(finding, good), element("span", { textContent: heading }));
  const label = nameOf(given);
  const called = cell("td", achievement && result.page ? linkTo(result.page, achievement) : achievement, "what");
  // A link says nothing more beside a title that leads there.
  if (!achievement || !label.includes("://")) called.append(source(result, label, place?.in(page.reader) ?? ""));
  made.append(
    ...row([
      cell("td", button, "verdict"),
      ...(names ? [cell("td", given.name ?? "", "listed")] : []),
      cell("td", learner, "who"),
      called,
      cell("td", [compared(result), wordsOf(result, page)[1]].filter(Boolean).map((words) => words.in(page.reader)).join(" · "), "found"),
    ]).children,
  );
  made.role = "row";
  unfold(button, made, () => card(result, page), columns);
  return made;
}

/** What was given, as a link where it leads somewhere. */
function source({ page }, label, place) {
  const made = element("p", { className: "given" });
  made.append(page ? linkTo(page, label) : element("bdi", { textContent: label }), ...(place ? [` · ${place}`] : []));
  return made;
}

function linkTo(address, words) {
  const made = element("a", { href: address, rel: "noopener noreferrer" });
  made.append(element("bdi", { textContent: words }));
  return made;
}

/** Let a button show and hide, below its row, what is made when it is first asked for. */
function unfold(button, above, make, columns) {
  let below = null;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    if (!below) {
      const inner = element("td", { colSpan: columns });
      inner.role = "cell";
      inner.append(make());
      below = row([inner]);
      below.className = "unfolded";
      below.id = `checked-${(numbered += 1)}`;
      below.hidden = true;
      above.after(below);
      button.setAttribute("aria-controls", below.id);
    }
    below.hidden = !below.hidden;
    button.setAttribute("aria-expanded", String(!below.hidden));
  });
}
let numbered = 0;

function row(cells) {
  const made = element("tr");
  made.role = "row";
  made.append(...cells);
  return made;
}

/** @type {(name: "th" | "td", content: string | HTMLElement, className?: string) => HTMLElement} */
function cell(name, content, className = "") {
  const made = element(name, { className: content === "" ? `${className} is-empty` : className });
  made.role = name === "th" ? "columnheader" : "cell";
  made.append(typeof content === "string" ? element("bdi", { textContent: content }) : content);
  return made;
}

/** @type {<T extends HTMLElement>(made: T, finding: string, good: boolean) => T} */
function marked(made, finding, good) {
  made.dataset.verdict = finding;
  made.classList.add(finding ? `is-${finding.toLowerCase().replaceAll(" ", "-")}` : "is-none");
  made.classList.toggle("is-green", good);
  return made;
}
