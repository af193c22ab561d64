/** Narrowing a list of achievements that has several pages: the others are fetched once somebody narrows it. */

const form = document.querySelector("#filters");
const note = form.querySelector("[role=status]");
let begun = false;

/** @type {(address: string) => Promise<Document>} */
async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Put the cards of a later page below those of this one: its pages lie equally deep, so that links still lead there. */
function take(page) {
  for (const section of page.querySelectorAll("main > section")) {
    const name = section.getAttribute("aria-labelledby");
    const own = document.querySelector(`main > section[aria-labelledby="${CSS.escape(name)}"]`);
    if (own) own.querySelector(".cards").append(...section.querySelectorAll(".card"));
    else document.querySelector("#pages").before(section);
  }
}

async function begin() {
  if (begun) return;
  begun = true;
  try {
    for (const page of await Promise.all(JSON.parse(form.dataset.pages).map(read))) take(page);
  } catch {
    begun = false;
    note.textContent = note.dataset.unread;
    return;
  }
  document.querySelector("#pages").hidden = true;
  // It looks at the cards that are there when it begins, and then listens to the form itself.
  await import("./catalogue.js");
}

form.addEventListener("change", begin);
if (location.hash.length > 1) begin();
