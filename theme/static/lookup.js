/**
 * Finding an award by its id: the small form, and the page for addresses that are not there.
 * Every sentence stands in the page, hidden; this only chooses which is shown. Nothing leaves the browser.
 */

import { canonical } from "./verifier/award_id.js";

/** @type {(text: string) => string} The id in a link to an award page, or the text itself. */
function idIn(text) {
  return /\/awards\/([^/?#\s]+)/.exec(text)?.[1] ?? text;
}

/** @type {(place: Element, shown: string) => void} Show the sentence for one case and hide the others. */
function say(place, shown) {
  for (const sentence of place.querySelectorAll("[data-case]")) sentence.hidden = sentence.dataset.case !== shown;
}

for (const form of document.querySelectorAll("[data-lookup]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      const id = canonical(idIn(form.elements.id.value));
      say(form, "");
      location.assign(`${form.dataset.root}awards/${id}/`);
    } catch (error) {
      say(form, error.code);
      form.elements.id.focus();
    }
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
