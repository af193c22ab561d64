/** Instants as credentials write them: RFC 3339 with a zone. Mirrors plugins/testamur/verification/reading/instants.py. */

import { VerificationError } from "./errors.js";
import { canonicalize } from "./jcs.js";
import { msg } from "./message.js";
import { firstOf, isText } from "./shapes.js";

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
/** How far the clocks of an issuer and a verifier may differ, in milliseconds. */
export const GRACE = 5 * 60 * 1000;

// Without what languages read otherwise: a 24th hour, a 60th second, the zone -00:00.
const INSTANT =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,9}))?(?:Z|(?!-00:00)([+-])(0[0-9]|1[0-4]):([0-5][0-9]))$/;

/** @type {(text: unknown, member: string) => number} Milliseconds since 1970; VerificationError names the `member`. */
export function readInstant(text, member) {
  const parts = isText(text) ? INSTANT.exec(text) : null;
  const at = parts ? utc(parts) : NaN;
  if (!Number.isNaN(at)) return at;
  const found = text === undefined || text === null ? msg("is missing") : msg("is {value}", { value: quoted(text, 60) });
  throw new VerificationError(
    msg("{member} {found}, not an instant with a zone, such as 2026-05-14T12:00:00Z", { member, found }),
    "date",
  );
}

function utc([, year, month, dayOfMonth, hour, minute, second, fraction = "", sign, zoneHours, zoneMinutes]) {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(dayOfMonth));
  if (Number(year) < 1 || date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(dayOfMonth)) return NaN;
  date.setUTCHours(Number(hour), Number(minute) - (sign ? Number(sign + 1) * (zoneHours * 60 + Number(zoneMinutes)) : 0), Number(second));
  // In UTC, too, it must lie in a year of the calendar.
  const inUtc = date.getUTCFullYear();
  return inUtc < 1 || inUtc > 9999 ? NaN : date.getTime() + Number(fraction.padEnd(6, "0").slice(0, 6)) / 1000;
}

/** @type {(moment: number, now: number) => boolean} Whether it is yet to come, by more than two clocks may differ. */
export const isLater = (moment, now) => moment - now > GRACE;

/** Whether a value is a day of the calendar, `2026-05-14`. @type {(value: unknown) => value is string} */
export const isDay = (value) => isText(value) && DAY.test(value) && !Number.isNaN(utc(/** @type {any} */ (INSTANT.exec(`${value}T00:00:00Z`))));

/** What a stranger wrote between quotes, cut to a length; "nothing" where it is null, or not there. @type {(value: unknown, most: number) => string | import("./message.js").Message} */
export function quoted(value, most) {
  if (value === undefined || value === null) return msg("nothing");
  const text = isText(value) ? value : new TextDecoder().decode(canonicalize(value));
  return `'${firstOf(text, most)}'`;
}
