/** Reading a QR code with the camera. Only links to awards of this site are followed, and statement codes checked; others are shown. */

import { readLink } from "../verifier/award_links.js";
import { msg } from "../verifier/message.js";
import { signedIn } from "../verifier/statement_link.js";
import { qrReader } from "./qr_reading.js";

/** @type {(place: HTMLElement, base: string, reader: import("../verifier/message.js").Reader) => Promise<string>} "" when none was read. */
export async function scan(place, base, reader) {
  const video = place.querySelector("video");
  const note = place.querySelector("p");
  const read = await qrReader();
  if (!read) {
    place.hidden = false;
    note.textContent = msg("This browser cannot read QR codes, and this site does not have what would. Use your phone’s own camera: it opens the award’s page.").in(reader);
    return "";
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    place.hidden = false;
    note.textContent = msg("The camera cannot be used here. Use your phone’s own camera: it opens the award’s page.").in(reader);
    return "";
  }
  place.hidden = false;
  video.srcObject = stream;
  await video.play();
  const stopped = new Promise((resolve) => place.querySelector("button").addEventListener("click", () => resolve(""), { once: true }));
  const found = await Promise.race([stopped, look(read, video, base, note, reader)]);
  video.srcObject = null;
  for (const track of stream.getTracks()) track.stop();
  place.hidden = Boolean(found);
  return found;
}

async function look(read, video, base, note, reader) {
  while (video.srcObject) {
    for (const text of video.paused ? [] : await read(video)) {
      if (text.length < 1000 && (readLink(text, base) || signedIn(text))) return text;
      const host = URL.canParse(text) ? new URL(text).host : "";
      note.textContent = host
        ? msg("This code leads to {host}, not to this registry. It was not opened.", { host }).in(reader)
        : msg("This code is not a link. It was not opened.").in(reader);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return "";
}
