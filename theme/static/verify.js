/** The page "Check an award": files, links, ids, pasted text, a camera, and many at once. Nothing given here leaves the browser. */

import { extractOrLeave } from "./verifier/baked.js";
import { fromBase } from "./verifier/did.js";
import { examine } from "./verifier/examination.js";
import { msg } from "./verifier/message.js";
import { Site, element, factList, isGreen, lines, lists, words } from "./verifier/page.js";
import { HEADINGS, readerOf } from "./verifier/reader.js";
import { Unavailable, WebResolver } from "./verifier/resolver.js";
import { SubjectError, subjectOf } from "./verifier/subject.js";
import { MOST_ROWS, isSameName, readCsv, subjectsIn, writeCsv } from "./verifier/table.js";
import { examineWrapper } from "./verifier/wrapper.js";

const MOST = 10 * 1024 * 1024;
const SAMPLES = "https://samples.invalid";
const SAMPLES_AT = Date.UTC(2026, 10, 1, 12);
const AT_ONCE = 4;
const MOST_CARDS = 20; // of the credentials in a wrapper; more of them are a table
const WRAPPERS = { ClrCredential: msg("A learner record"), VerifiablePresentation: msg("A presentation") };

const place = document.querySelector("#desk");
const site = new Site(place);
const reader = await readerOf(document.documentElement.dataset.locale, site.root);
const results = document.querySelector("#results");
const progress = document.querySelector("#progress");
const input = document.querySelector("#subject");

/** Asks for each address once: a hundred awards of one issuer share its keys and its lists. */
class Remembering {
  #answers = new Map();
  constructor(inner) {
    this.inner = inner;
  }
  fetch(url, limit) {
    if (!this.#answers.has(url)) this.#answers.set(url, this.inner.fetch(url, limit));
    return this.#answers.get(url);
  }
}

/** One thing to check. @typedef {{label: string, name?: string, text?: string, data?: Uint8Array, sample?: boolean}} Given */

/** What is found about one thing; about a wrapper, and then about each credential in it. @type {(given: Given, resolver: object) => Promise<object[]>} */
async function check(given, resolver) {
  const now = given.sample ? SAMPLES_AT : Date.now();
  try {
    const subject = given.data ? { data: given.data } : subjectOf(given.text, site.base);
    const asked = given.sample ? new WebResolver({ from: "https:/", to: `${site.root}theme/samples/` }) : resolver;
    const data = subject.data ?? (await asked.fetch(subject.address, MOST));
    const trusted = given.sample ? [fromBase(SAMPLES)] : site.trusted;
    const seen = given.sample ? new Map() : lists.read();
    const options = { resolver: asked, now, trusted, seen, extract: extractOrLeave };
    // At an award's page, nothing but the credential of that award is looked for.
    const wrapper = subject.shown === undefined ? await examineWrapper(data, options) : null;
    const found = wrapper
      ? [{ given, wrapper }, ...(await inside(given, wrapper.credentials, options))]
      : [{ given, examined: await examine(data, { ...options, address: subject.shown }), page: subject.page }];
    if (!given.sample && !site.isPreview) lists.write(seen);
    return found;
  } catch (error) {
    if (!(error instanceof SubjectError || error instanceof Unavailable)) throw error;
    return [{ given, unread: msg("Could not be checked: {reason}.", { reason: error.said }) }];
  }
}

/** What is found about each credential of a wrapper, judged by itself. */
async function inside(given, credentials, options) {
  const found = [];
  for (const [at, credential] of credentials.entries()) {
    const label = `${given.text ?? given.label} (${at + 1}/${credentials.length})`;
    const place = msg("Credential {at} of {all}", { at: at + 1, all: credentials.length });
    found.push({ given: { label, data: credential }, place, examined: await examine(credential, options) });
  }
  return found;
}

/** Check everything, a few at a time, in the order given. */
async function checkAll(everything) {
  const resolver = new Remembering(site.resolver);
  const found = new Array(everything.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < everything.length) {
      const at = next++;
      found[at] = await check(everything[at], resolver);
      progress.textContent = msg("{done} of {all} checked", { done: (done += 1), all: everything.length }).in(reader);
    }
  };
  results.replaceChildren();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  progress.textContent = "";
  const all = found.flat();
  if (found.length > 1) results.append(table(all));
  else if (all.length > MOST_CARDS) results.append(card(all[0]), table(all.slice(1)));
  else results.append(...all.map(card));
  results.tabIndex = -1;
  results.focus();
}

const textOf = (message) => message.in(reader);
const verdictOf = ({ examined, wrapper }) => (wrapper ? wrapper.verdict ?? "" : examined?.verdict ?? "INDETERMINATE");
const shownWords = ({ examined, wrapper, given, unread }) => {
  if (wrapper) return [wrapper.verdict ? HEADINGS[wrapper.verdict] : WRAPPERS[wrapper.kind], wrapper.sentence];
  if (!examined) return [HEADINGS.INDETERMINATE, unread];
  const [heading, sentence] = given.sample ? [HEADINGS[examined.verdict], examined.proven ?? examined.sentence] : words(examined, site);
  return given.sample ? [msg("Sample: {heading}", { heading }), sentence] : [heading, sentence];
};

/** A result in full. */
function card(result) {
  const made = element("article", { className: "result" });
  const { given, examined, wrapper } = result;
  if (wrapper) return wrapperCard(result);
  if (!examined) {
    made.append(element("h2", { textContent: textOf(HEADINGS.INDETERMINATE) }), element("p", { textContent: textOf(result.unread) }));
    return made;
  }
  const [heading, sentence] = shownWords(result);
  const green = given.sample ? examined.verdict === "VALID" : isGreen(examined, site);
  made.className = `result is-verdict is-${examined.verdict.toLowerCase().replaceAll(" ", "-")}${green ? " is-green" : ""}`;
  made.dataset.verdict = examined.verdict;
  if (result.place) made.append(element("p", { className: "note", textContent: textOf(result.place) }));
  made.append(element("h2", { textContent: textOf(heading) }), element("p", { className: "sentence", textContent: textOf(sentence) }));
  const comparison = compared(result);
  if (comparison) made.append(element("p", { className: "note", textContent: textOf(comparison) }));
  made.append(facts(result), checks(examined));
  if (result.page) made.append(link(result.page, msg("The award’s page")));
  if (given.data && given.label && /\.(png|svg)$/i.test(given.label)) {
    made.append(element("p", { className: "note", textContent: textOf(msg("Only the credential inside the picture was checked. The picture itself proves nothing: compare it with the one on the award’s page.")) }));
  }
  const save = element("button", { type: "button", textContent: textOf(msg("Save this check")) });
  save.addEventListener("click", async () => (await import("./record.js")).print({ examined, site, reader, now: given.sample ? SAMPLES_AT : Date.now() }));
  made.append(save);
  return made;
}

/** What wraps credentials is never green: it says no more than who put them together. */
function wrapperCard(result) {
  const { verdict, checks: list } = result.wrapper;
  const [heading, sentence] = shownWords(result).map(textOf);
  const made = element("article", { className: verdict ? `result is-verdict is-${verdict.toLowerCase().replaceAll(" ", "-")}` : "result" });
  made.dataset.verdict = verdict ?? "";
  made.dataset.wrapper = result.wrapper.kind;
  made.append(element("h2", { textContent: heading }), element("p", { className: "sentence", textContent: sentence }));
  if (list.length) made.append(facts({ examined: result.wrapper }), checks(result.wrapper));
  return made;
}

function facts({ examined }) {
  const said = examined.facts;
  // The identifier before the name: a name is what an issuer chose to call itself.
  return factList(
    [
      [msg("Issuer"), said.issuer],
      [msg("It calls itself"), said.issuerName],
      [msg("Awarded to"), said.learner],
      [msg("Achievement"), said.achievement],
      [msg("Awarded"), said.awardedDate],
      [msg("Valid until"), said.validUntil],
      [msg("It endorses"), said.endorsed],
      [msg("What it says"), said.comment],
    ],
    reader,
  );
}

function checks(examined) {
  const made = element("ol", { className: "checks" });
  made.append(...lines(examined, reader));
  return made;
}

function link(address, words) {
  const made = element("p");
  made.append(element("a", { href: address, textContent: textOf(words), rel: "noopener noreferrer" }));
  return made;
}

/** What is to be said of the name that was given beside a link; null where none was. */
function compared({ given, examined }) {
  if (!given.name || !examined?.facts.learner) return null;
  const values = { given: given.name, said: examined.facts.learner };
  return isSameName(given.name, examined.facts.learner)
    ? msg("The name fits: {said}", values)
    : msg("The name differs: the list says {given}, the credential {said}", values);
}

const resultRow = (result) => [
  result.given.text ?? result.given.label,
  result.given.name ?? "",
  textOf(shownWords(result)[0]),
  result.examined?.facts.learner ?? "",
  result.examined?.facts.achievement ?? "",
  textOf(shownWords(result)[1]),
  result.examined ? (compared(result) ? textOf(compared(result)) : "") : "",
];

/** Many results: a line each, and a file to keep. */
function table(found) {
  const box = element("div", { className: "wide-table" });
  const made = element("table");
  const head = [msg("Given"), msg("Name in the list"), msg("Verdict"), msg("Awarded to"), msg("Achievement"), msg("What was found"), msg("Names compared")].map(textOf);
  const row = (cells, kind) => {
    const line = element("tr");
    line.append(
      ...cells.map((text) => {
        const cell = element(kind);
        cell.append(element("bdi", { textContent: text }));
        return cell;
      }),
    );
    return line;
  };
  const top = element("thead");
  top.append(row(head, "th"));
  const body = element("tbody");
  for (const result of found) {
    const line = row(resultRow(result), "td");
    line.dataset.verdict = verdictOf(result);
    const differs = result.given.name && result.examined?.facts.learner && !isSameName(result.given.name, result.examined.facts.learner);
    line.classList.toggle("is-mismatch", Boolean(differs));
    body.append(line);
  }
  made.append(top, body);
  const keep = element("a", {
    className: "button",
    download: "checked.csv",
    href: URL.createObjectURL(new Blob(["\ufeff", writeCsv([head, ...found.map(resultRow)])], { type: "text/csv" })),
    textContent: textOf(msg("Save the results (CSV)")),
  });
  box.append(made, keep);
  return box;
}

const isSubject = (text) => {
  try {
    return !("data" in subjectOf(text, site.base));
  } catch {
    return false;
  }
};

/** What was typed or pasted: one credential, or links and ids, one a line or in a table. */
function given(text) {
  if (text.trim().startsWith("{")) return [{ label: "", data: new TextEncoder().encode(text.trim()) }];
  const rows = text.trim().split(/\r?\n/).length > 1 ? readCsv(text) : [[text.trim()]];
  if (rows.length === 1 && rows[0].length === 1) return [{ label: text.trim(), text: text.trim() }];
  return subjectsIn(rows, isSubject).map((one) => ({ label: one.text, ...one }));
}

async function fromFiles(files) {
  const found = [];
  for (const file of [...files].slice(0, MOST_ROWS)) {
    if (/\.csv$|\.tsv$/i.test(file.name) && file.size <= MOST) found.push(...given(await file.text()));
    // One byte more than is read says that a file is too large, without reading all of it.
    else found.push({ label: file.name, data: new Uint8Array(await file.slice(0, MOST + 1).arrayBuffer()) });
  }
  return found;
}

async function start(everything) {
  const asked = await everything;
  if (!asked.length) progress.textContent = msg("No link and no award id was found there.").in(reader);
  else if (asked.length > MOST_ROWS) progress.textContent = msg("At most {most} can be checked at once.", { most: MOST_ROWS }).in(reader);
  else await checkAll(asked);
}

place.dataset.ready = "true";
place.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.value.trim()) start(given(input.value));
  else input.focus();
});
const files = document.querySelector("#file");
files.addEventListener("change", () => start(fromFiles(files.files)));
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    if (kind === "drop" && event.dataTransfer.files.length) start(fromFiles(event.dataTransfer.files));
    else if (kind === "drop") start(given(event.dataTransfer.getData("text/plain")));
  });
}
for (const sample of document.querySelectorAll("[data-sample]")) {
  sample.addEventListener("click", (event) => {
    event.preventDefault();
    const label = sample.dataset.sample;
    start(new WebResolver().fetch(sample.href, MOST).then((data) => [{ label, data, sample: true }]));
  });
}

const camera = document.querySelector("#camera");
if ("BarcodeDetector" in globalThis && navigator.mediaDevices) {
  camera.hidden = false;
  camera.addEventListener("click", async () => {
    const { scan } = await import("./camera.js");
    const read = await scan(document.querySelector("#scanner"), site.base, reader);
    if (read) start(given((input.value = read)));
  });
}
