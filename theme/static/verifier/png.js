/**
 * The chunks of a PNG file: where each lies, what it holds, and everything that is wrong with them.
 * Mirrors plugins/testamur/pictures/png.py. Follows PNG (Third Edition), sections 5.2 to 5.6. Nothing is decompressed,
 * nothing is skipped: up to `IEND` every byte belongs to a chunk, and every chunk's checksum is compared. Never throws.
 */

import { msg } from "./message.js";

/** @typedef {{offset: number, kind: string, data: Uint8Array}} Chunk its place in the file, its four-letter type, its data */
/** @typedef {import("./message.js").Message} Message */
/** The chunks up to `IEND`, the flaws, and the bytes behind the end. @typedef {{chunks: Chunk[], flaws: Message[], trailing: Uint8Array}} Png */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const LONGEST_CHUNK = 2 ** 31 - 1;
const MOST_CHUNKS = 20_000;
const CRITICAL = ["IHDR", "PLTE", "IDAT", "IEND"];
const NOTHING = new Uint8Array();

/** The chunks of `data` as far as they can be told apart, and every flaw. @type {(data: Uint8Array) => Png} */
export function read(data) {
  const chunks = [];
  const flaws = [];
  const damaged = (flaw) => ({ chunks, flaws: [...flaws, ...misplaced(chunks), flaw], trailing: NOTHING });
  if (SIGNATURE.some((byte, at) => data[at] !== byte)) return damaged(msg("it does not start with the eight bytes of a PNG"));
  let position = SIGNATURE.length;
  while (chunks.at(-1)?.kind !== "IEND") {
    const flaw = unreadable(data, position, chunks.length);
    if (flaw) return damaged(flaw);
    const end = position + 8 + number(data, position);
    chunks.push({ offset: position, kind: latin1(data.subarray(position + 4, position + 8)), data: data.subarray(position + 8, end) });
    if (crc32(data.subarray(position + 4, end)) !== number(data, end)) {
      flaws.push(msg("the checksum of {chunk} is wrong", { chunk: named(chunks.at(-1)) }));
    }
    position = end + 4;
  }
  return { chunks, flaws: [...flaws, ...misplaced(chunks)], trailing: data.subarray(position) };
}

/** Each byte as the character of that number. @type {(data: Uint8Array) => string} */
export function latin1(data) {
  // NOTE: TextDecoder("latin1") is windows-1252, which reads 0x80 to 0x9F otherwise.
  const pieces = [];
  for (let at = 0; at < data.length; at += 8192) pieces.push(String.fromCharCode(...data.subarray(at, at + 8192)));
  return pieces.join("");
}

/** Why no chunk can be read at `position`, if so. @returns {Message | null} */
function unreadable(data, position, count) {
  if (position === data.length) return msg("the chunk IEND is missing: the file stops at byte {position}", { position });
  const kind = latin1(data.subarray(position + 4, position + 8));
  const length = number(data, position);
  if (kind.length === 4 && !/^[A-Za-z]{4}$/.test(kind)) {
    return msg("there is no chunk at byte {position}: {bytes} is not a type of chunk", { position, bytes: literal(kind) });
  }
  if (kind.length === 4 && length > LONGEST_CHUNK) return msg("the chunk {kind} at byte {position} claims {length} bytes", { kind, position, length });
  if (position + 12 + length > data.length) {
    if (kind.length === 4) return msg("the file is cut off inside the chunk {kind} at byte {position}", { kind, position });
    return msg("the file is cut off inside the chunk that starts at byte {position}", { position });
  }
  return count >= MOST_CHUNKS ? msg("it has more than {most} chunks", { most: "20,000" }) : null;
}

/** The flaws of order and number (5.6, table 7), and chunks that no decoder may ignore. @type {(chunks: Chunk[]) => Message[]} */
function misplaced(chunks) {
  const flaws = [];
  const kinds = chunks.map((chunk) => chunk.kind);
  const count = (kind) => kinds.filter((one) => one === kind).length;
  const [first, last, picture, pictures] = [chunks[0], chunks.at(-1), kinds.indexOf("IDAT"), count("IDAT")];
  if (first && (first.kind !== "IHDR" || first.data.length !== 13 || count("IHDR") > 1)) {
    flaws.push(msg("it does not start with one chunk IHDR of 13 bytes"));
  }
  if (last?.kind === "IEND" && (last.data.length || !pictures)) {
    flaws.push(msg("{chunk} is not empty, or comes before any IDAT", { chunk: named(last) }));
  }
  if (pictures && kinds.lastIndexOf("IDAT") - picture !== pictures - 1) flaws.push(msg("its IDAT chunks do not follow one another"));
  if (count("PLTE") > 1 || (pictures && kinds.indexOf("PLTE") > picture)) {
    flaws.push(msg("it has more than one palette, or has it after the picture"));
  }
  // 5.4: an upper-case first letter says that a decoder must know the chunk.
  const unknown = chunks.filter(({ kind }) => /^[A-Z]/.test(kind) && !CRITICAL.includes(kind));
  return [...flaws, ...unknown.map((chunk) => msg("{chunk} is not known to any decoder", { chunk: named(chunk) }))];
}

const named = ({ kind, offset }) => msg("the chunk {kind} at byte {offset}", { kind, offset });

/** Four bytes as a number, the greatest first; fewer at the end of the file. */
const number = (data, at) => data.subarray(at, at + 4).reduce((value, byte) => value * 256 + byte, 0);

/** Bytes as Python writes them, for a message. */
function literal(bytes) {
  const quote = bytes.includes("'") && !bytes.includes('"') ? '"' : "'";
  const short = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\", [quote]: `\\${quote}` };
  const hex = (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return `b${quote}${bytes.replace(/[^ -~]|[\\'"]/g, (byte) => short[byte] ?? (/[ -~]/.test(byte) ? byte : hex(byte)))}${quote}`;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** Annex D. @type {(data: Uint8Array) => number} */
export function crc32(data) {
  let crc = 0xffffffff;
  for (let at = 0; at < data.length; at++) crc = TABLE[(crc ^ data[at]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
