/**
 * Finding an award by its id: the small form, and the page for addresses that are not there.
 * Every sentence stands in the page, hidden; this only chooses which is shown. Nothing leaves the browser.
 */

import { canonical } from "./verifier/award_id.js";

/** @type {(text: string) => string} The id in a link to an award page, or the text itself. */
function idIn(text) {
  return /\/awards\/([^/?#\s]+)/.exec(text)?.[1] ?? text;
}

/** @type {(text: string) => string} What opens a sealed award, where its whole link was given. */
const keyIn = (text) => /#key=[\w-]+/.exec(text)?.[0] ?? "";

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
  const { base, root } = form.dataset;
  // Where more than ids may be given, what that takes is fetched once somebody turns to the form.
  const handingOver = () => import("./verify/handed_over.js");
  if (base) form.addEventListener("focusin", handingOver, { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = form.elements.id.value;
    if (base) {
      const { isMore, keepText } = await handingOver();
      if (isMore(typed, base, new URL(root, location.href).href)) {
        goOn(form, keepText(typed));
        return;
      }
    }
    try {
      const id = canonical(idIn(typed));
      say(form, "");
      location.assign(`${root}awards/${id}/${keyIn(typed)}`);
    } catch (error) {
      say(form, error.code);
      form.elements.id.focus();
    }
  });
  form.elements.file?.addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) goOn(form, await (await handingOver()).keepFile(file));
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
