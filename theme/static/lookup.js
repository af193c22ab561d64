/**
 * Finding an award by its id: the small form, and the page for addresses that are not there.
 * Every sentence stands in the page, hidden; this only chooses which is shown. Nothing leaves the browser.
 */

import { canonical } from "./verifier/award_id.js";
import { unwrapped } from "./verifier/award_links.js";
import { keepFile, keepText } from "./verify/handed_over.js";

const LONGEST_ID = 60; // characters of an award's id, however it is spaced

/** @type {(text: string) => string} The id in a link to an award page, or the text itself. */
function idIn(text) {
  return /\/awards\/([^/?#\s]+)/.exec(text)?.[1] ?? text;
}

/**
 * Whether a text is more than the id of an award, or the link to one of this registry: then the page that checks anything reads it.
 * @type {(text: string, base: string, root: string) => boolean}
 */
function isMore(text, base, root) {
  const link = unwrapped(text);
  if ([`${base}/`, new URL(root, location.href).href].some((own) => link.startsWith(own))) return false;
  return /[:{]/.test(link) || link.length > LONGEST_ID;
}

/** @type {(form: HTMLFormElement, hasRoom: boolean) => void} */
function goOn(form, hasRoom) {
  if (hasRoom) location.assign(`${form.dataset.root}verify/`);
  else say(form, "large");
}

/** @type {(place: Element, shown: string) => void} Show the sentence for one case and hide the others. */
function say(place, shown) {
  for (const sentence of place.querySelectorAll("[data-case]")) sentence.hidden = sentence.dataset.case !== shown;
}

for (const form of document.querySelectorAll("[data-lookup]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = form.elements.id.value;
    if (form.dataset.base && isMore(typed, form.dataset.base, form.dataset.root)) {
      goOn(form, keepText(typed));
      return;
    }
    try {
      const id = canonical(idIn(typed));
      say(form, "");
      location.assign(`${form.dataset.root}awards/${id}/`);
    } catch (error) {
      say(form, error.code);
      form.elements.id.focus();
    }
  });
  form.elements.file?.addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) goOn(form, await keepFile(file));
  });
}

const missing = document.querySelector("[data-missing]");
const asked = /\/awards\/([^/]+)/.exec(location.pathname)?.[1];
if (missing && asked) {
  for (const form of document.querySelectorAll("[data-lookup]")) form.elements.id.value = asked;
  try {
    const id = canonical(decodeURIComponent(asked));
    say(missing, id === asked ? "unknown" : "spelling");
    const suggestion = missing.querySelector("[data-suggestion]");
    suggestion.href = `${missing.dataset.root}awards/${id}/`;
    suggestion.textContent = id;
  } catch (error) {
    // A malformed percent sign is one more way to mistype an address.
    say(missing, error.code ?? "character");
  }
}
