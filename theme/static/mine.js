/** The learner's own steps, on the award's page when its address ends in #mine: filled with what the award says. */

import { element } from "./verifier/page.js";
import { isObject, objectOf, textOf } from "./verifier/shapes.js";
import { parse } from "./verifier/strict_json.js";

/**
 * Show what can be done with the award, under the award itself: first four acts, and folded below them how each is done.
 * @param {HTMLElement} place with a link to where the steps are written, without anybody's facts
 * @param {() => Promise<import("./verifier/message.js").Reader>} wordy
 */
export async function show(place, wordy) {
  const answer = await fetch(place.querySelector("a").href).catch(() => null);
  if (!answer?.ok) return; // The link to the steps stays.
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [actions, steps, style] = ["#actions", "#steps", 'link[href$="mine.css"]'].map((name) => page.querySelector(name));
  document.head.append(element("link", { rel: "stylesheet", href: new URL(style.getAttribute("href"), answer.url).href }));
  const known = await facts();
  if (document.querySelector("[data-art]")) await makeBadge(steps, known, wordy);
  const folded = element("details");
  folded.append(element("summary", { textContent: place.querySelector("a").textContent }), document.adoptNode(steps));
  place.append(document.adoptNode(actions), folded);
  fill(place, known);
  place.querySelector(":scope > p:not(#actions)")?.remove();
  actions.hidden = false;
  for (const button of place.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button, document.getElementById(button.dataset.copy).textContent));
  }
  listen(actions, "[data-copy-link]", ({ target }) => copy(target, known.page));
  listen(actions, "[data-print]", () => print());
  listen(actions, "[data-keep]", keepCopy);
}

const listen = (within, name, act) => within.querySelector(name).addEventListener("click", act);

/** A copy that opens without a network, where the check has made one possible; else the signed award is downloaded. */
function keepCopy(event) {
  const keep = document.querySelector("#keep");
  if (!keep || keep.hidden) return;
  event.preventDefault();
  keep.querySelector("button").click();
}

/** What the signed credential says; the page's own words are not asked. */
async function facts() {
  const address = document.querySelector('link[rel="alternate"][type="application/vc"]').href;
  const answer = await fetch(address, { cache: "no-store" });
  const read = parse(new Uint8Array(await answer.arrayBuffer()));
  const said = isObject(read) ? read : new Map();
  const page = textOf(said, "id");
  return {
    title: textOf(objectOf(objectOf(said, "credentialSubject"), "achievement"), "name"),
    institution: textOf(objectOf(said, "issuer"), "name"),
    page,
    id: page.split("/").at(-2) ?? "",
    issued: textOf(said, "awardedDate").slice(0, 10),
    expires: textOf(said, "validUntil").slice(0, 10),
    badge: new URL("badge.png", address).href,
    picture: new URL("badge.svg", address).href,
    credential: new URL("credential.json", address).href,
  };
}

/** In a compact registry the badge with the credential inside is made here, and other sites show the achievement's picture. */
async function makeBadge(steps, known, wordy) {
  const { button, pictureAddress, saveBadge } = await import("./downloads.js");
  known.picture = pictureAddress("svg");
  for (const link of steps.querySelectorAll('[data-href="badge"]')) {
    const made = button(link.textContent, () => saveBadge("png"), wordy);
    made.className = "plain";
    link.replaceWith(made);
  }
}

function fill(steps, known) {
  for (const node of steps.querySelectorAll("[data-value]")) {
    const value = known[node.dataset.value];
    if (value) node.textContent = value;
    else node.closest("[data-optional]")?.remove();
  }
  for (const node of steps.querySelectorAll("[data-href]")) node.href = known[node.dataset.href];
  for (const node of steps.querySelectorAll("[data-subject]")) node.href = node.href.replace("ID", encodeURIComponent(known.id));
  for (const link of steps.querySelectorAll("[data-linkedin]")) link.href = linkedInAddress(link, known);
  const snippet = steps.querySelector("[data-snippet]");
  if (snippet) snippet.textContent = `<a href="${escaped(known.page)}"><img src="${escaped(known.picture)}" alt="${escaped(`${known.title}, ${known.institution}`)}" width="200" height="200"></a>`;
}

/** LinkedIn's "Add to profile" form, filled as far as it lets itself be filled. */
function linkedInAddress({ dataset }, known) {
  const [year, month] = known.issued.split("-");
  const [endYear, endMonth] = known.expires.split("-");
  const values = {
    startTask: "CERTIFICATION_NAME",
    name: known.title,
    ...(dataset.linkedin ? { organizationId: dataset.linkedin } : { organizationName: known.institution }),
    issueYear: year,
    issueMonth: Number(month) || undefined,
    expirationYear: endYear || undefined,
    expirationMonth: Number(endMonth) || undefined,
    certUrl: known.page,
    certId: known.id,
  };
  return `https://www.linkedin.com/profile/add?${new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined))}`;
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.dataset.done = "true";
  } catch {
    prompt(button.textContent, text); // where a browser lets no page copy, its reader can
  }
}

const escaped = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
