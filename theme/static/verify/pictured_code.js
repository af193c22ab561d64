/** The QR code in a picture that somebody gave: a photo of a certificate, a screenshot of a slide. */

import { qrReader } from "./qr_reading.js";

const MOST_PIXELS = 50_000_000; // a picture of more is not unpacked
const MOST_LETTERS = 1000; // a statement code has some 600
const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

/** Its text; "" where there is no code, or no picture that is read here. @type {(data: Uint8Array) => Promise<string>} */
export async function codeIn(data) {
  const [wide, high] = sizeOf(data);
  if (!(wide * high > 0) || wide * high > MOST_PIXELS) return "";
  const read = await qrReader({ picture: true });
  if (!read) return "";
  let bitmap;
  try {
    bitmap = await createImageBitmap(new Blob([data]));
  } catch {
    return ""; // a damaged one
  }
  const [text = ""] = await read(bitmap);
  bitmap.close();
  return text.length < MOST_LETTERS ? text : "";
}

/** Width and height of a PNG or a JPEG, as its header has them, before anything is unpacked. @type {(data: Uint8Array) => [number, number]} */
function sizeOf(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const begins = (mark) => mark.every((byte, at) => data[at] === byte);
  if (begins(PNG) && data.length > 24) return [view.getUint32(16), view.getUint32(20)];
  if (!begins(JPEG)) return [0, 0];
  for (let at = 2; at + 9 < data.length && data[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = data[at + 1];
    // A start of frame (ITU-T T.81, B.2.2) has the size; DHT, JPG and DAC lie between these markers.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return [view.getUint16(at + 7), view.getUint16(at + 5)];
  }
  return [0, 0];
}
