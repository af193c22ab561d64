/** What encoding a text is in that is not in UTF-8, by its first bytes. Mirrors plugins/testamur/text/encodings.py. */

// A mark, or two plain characters with the zeros that these encodings have beside them.
const UTF_32 = /^(?:\xff\xfe\0\0|\0\0\xfe\xff|(?:[\t\n\r -~]\0\0\0){2}|(?:\0\0\0[\t\n\r -~]){2})/;
const UTF_16 = /^(?:\xff\xfe|\xfe\xff|(?:[\t\n\r -~]\0){2}|(?:\0[\t\n\r -~]){2})/;

/** "UTF-16" or "UTF-32" for a text that is in it, marked as such or not; "" for everything else. @type {(data: Uint8Array) => string} */
export function other(data) {
  const start = String.fromCharCode(...data.subarray(0, 8));
  // UTF-32 first: its mark may begin with that of UTF-16.
  if (UTF_32.test(start)) return "UTF-32";
  return UTF_16.test(start) ? "UTF-16" : "";
}
