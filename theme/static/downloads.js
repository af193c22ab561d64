/**
 * In a compact registry awards have no picture files: their pages make them when they are asked for, the same bytes.
 * A badge is the achievement's shared picture with the credential baked in; the QR code is the page's own drawing.
 */

import { msg } from "./verifier/message.js";
import { element } from "./verifier/page.js";

/** @typedef {import("./verifier/message.js").Reader} Reader */

const TYPES = { png: "image/png", svg: "image/svg+xml" };

/**
 * Add to the list of downloads what this page can make.
 * @param {HTMLElement} list with data-art
 * @param {Reader} reader
 * @param {() => Promise<Reader>} wordy brings one with more words
 */
export function offer(list, reader, wordy) {
  const label = msg("Badge with the credential inside").in(reader);
  const made = [
    [label, "PNG", () => saveBadge("png")],
    [label, "SVG", () => saveBadge("svg")],
    [msg("QR code of this page").in(reader), "SVG", saveCode],
  ];
  for (const [words, kind, act] of made) {
    const item = element("li");
    item.dataset.kind = kind;
    item.append(button(words, act, wordy), " ", element("span", { className: "note", textContent: kind }));
    list.append(item);
  }
}

/** A button that makes a file; what went wrong is said behind it. @type {(words: string, act: () => void | Promise<void>, wordy: () => Promise<Reader>) => HTMLElement} */
export function button(words, act, wordy) {
  const made = element("button", { type: "button", textContent: words });
  const note = element("span", { className: "note" });
  note.setAttribute("role", "status");
  made.addEventListener("click", async () => {
    try {
      await act();
      note.remove();
    } catch (error) {
      note.textContent = msg("This could not be made: {reason}", { reason: error.message }).in(await wordy());
      made.parentElement.append(" ", note);
    }
  });
  return made;
}

/** Bake the credential into the achievement's picture, and save it. @param {"png" | "svg"} kind */
export async function saveBadge(kind) {
  const [{ bakePng, bakeSvg }, art, credential] = await Promise.all([
    import("./baking.js"),
    bytesAt(artAt(`-small.${kind}`)), // as awards carry it
    bytesAt(document.querySelector('link[rel="alternate"][type="application/vc"]').href),
  ]);
  save((kind === "png" ? bakePng : bakeSvg)(art, credential), `badge.${kind}`, TYPES[kind]);
}

/** Where the achievement's shared picture is. @param {"png" | "svg"} kind */
export const pictureAddress = (kind) => artAt(`.${kind}`);
const artAt = (rest) => new URL(document.querySelector("[data-art]").dataset.art + rest, document.baseURI).href;

function saveCode() {
  save(new XMLSerializer().serializeToString(document.querySelector(".qr svg")), "qr.svg", TYPES.svg);
}

async function bytesAt(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function save(data, name, type) {
  element("a", { href: URL.createObjectURL(new Blob([data], { type })), download: name }).click();
}
