/** MD5 (RFC 1321), which browsers do not have: older badges name their recipients by it. It proves nothing. */

const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const SINES = Array.from({ length: 64 }, (_, at) => Math.floor(2 ** 32 * Math.abs(Math.sin(at + 1))) | 0);
// Of each round: how the words are mixed (3.4), and which word of the block is next.
const MIXED = [
  (x, y, z) => (x & y) | (~x & z),
  (x, y, z) => (x & z) | (y & ~z),
  (x, y, z) => x ^ y ^ z,
  (x, y, z) => y ^ (x | ~z),
];
const NEXT = [(at) => at, (at) => (5 * at + 1) % 16, (at) => (3 * at + 5) % 16, (at) => (7 * at) % 16];

/** @type {(data: Uint8Array) => string} 32 hexadecimal digits. */
export function md5(data) {
  const padded = new Uint8Array((Math.floor((data.length + 8) / 64) + 1) * 64);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (data.length * 8) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(data.length / 2 ** 29), true);
  let state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) state = mixed(state, view, block);
  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, at) => digest.setInt32(4 * at, word, true));
  return [...new Uint8Array(digest.buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function mixed(state, view, block) {
  let [a, b, c, d] = state;
  for (let at = 0; at < 64; at += 1) {
    const round = at >> 4;
    const sum = (a + MIXED[round](b, c, d) + SINES[at] + view.getInt32(block + 4 * NEXT[round](at), true)) | 0;
    const shift = SHIFTS[round][at % 4];
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  return [a, b, c, d].map((word, at) => (word + state[at]) | 0);
}
