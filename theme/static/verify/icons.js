/** The sign beside a verdict, so that no verdict is told by its colour alone. */

const SVG = "http://www.w3.org/2000/svg";
const CIRCLE = "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5";
const TICK = `${CIRCLE}M7.75 12.25l3 3 5.5-6.25`;
const QUESTION = `${CIRCLE}M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.2`;
// As the card of an award has them.
const MINUS = `${CIRCLE}M7.5 12h9`;
const PAUSE = `${CIRCLE}M9.5 8v8M14.5 8v8`;
const EXCHANGE = `${CIRCLE}M7 9.5h9.5M14 7l2.5 2.5L14 12M17 14.5H7.5M10 12l-2.5 2.5L10 17`;
const CLOCK = `${CIRCLE}M12 7v5.25l3.5 2`;
const WARNING = "M12 3 22 20.5H2ZM12 9.5v5M12 17.5v.2";
const SHEET = "M6 2.75h8.5L19 7.5v13.75H6ZM9 12h7M9 16h7";
const ICONS = {
  INVALID: WARNING, "ANOTHER NAME": WARNING, REVOKED: MINUS, SUSPENDED: PAUSE, SUPERSEDED: EXCHANGE, EXPIRED: CLOCK, "NOT YET VALID": CLOCK, "": SHEET,
};

/** A tick is shown for green only. @type {(finding: string, isGood: boolean) => SVGElement} */
export function icon(finding, isGood) {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS(SVG, name));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", isGood ? TICK : ICONS[finding] ?? QUESTION);
  svg.append(path);
  return svg;
}
