/** Facts by name, as they are shown and printed. */

import { element } from "./verifier/page.js";

/** Facts by name, as a list; those that are not there are left out. @type {(rows: [import("./verifier/message.js").Message, string?][], reader: import("./verifier/message.js").Reader) => HTMLElement} */
export function factList(rows, reader) {
  const list = element("dl", { className: "facts" });
  for (const [name, value] of rows.filter(([, value]) => value)) {
    const row = element("div");
    const cell = element("dd");
    cell.append(element("bdi", { textContent: value }));
    row.append(element("dt", { textContent: name.in(reader) }), cell);
    list.append(row);
  }
  return list;
}
