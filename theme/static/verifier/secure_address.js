/** The https address at which a document is asked for whose name says http. Mirrors plugins/testamur/verification/resolving/secure_address.py. */

/** @type {(address: string) => string} */
export const secured = (address) => (address.startsWith("http://") ? `https://${address.slice("http://".length)}` : address);
