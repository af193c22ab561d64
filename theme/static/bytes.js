/** Bytes as base64, for what has to travel inside a page. */

/** @type {(bytes: Uint8Array) => string} */
export const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** @type {(text: string) => Uint8Array} */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
