/** SHA-256. */

/** @type {(data: Uint8Array) => Promise<string>} 64 hexadecimal digits. */
export async function sha256(data) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
