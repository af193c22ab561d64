/** What a sealed award says beside the facts of its card: read from the document that was checked, and shown as plain text. */

import { factList } from "./fact_list.js";
import { msg } from "./verifier/message.js";
import { element } from "./verifier/page.js";
import { isObject, isText, listed, objectOf, textOf } from "./verifier/shapes.js";

/** @type {(document: import("./verifier/shapes.js").JsonObject, reader: import("./verifier/message.js").Reader, isShown: boolean) => HTMLElement[]} */
export function details(document, reader, isShown) {
  const subject = objectOf(document, "credentialSubject");
  const achievement = objectOf(subject, "achievement");
  const parts = [
    section(msg("What it stands for"), text(textOf(achievement, "description")), reader),
    section(msg("What it asks for"), text(textOf(objectOf(achievement, "criteria"), "narrative")), reader),
  ];
  if (isShown) {
    parts.push(
      section(msg("Result"), resultsOf(subject, achievement, reader), reader),
      section(msg("Evidence"), evidenceOf(document), reader),
    );
  }
  return parts.filter(Boolean);
}

function section(heading, content, reader) {
  if (!content) return null;
  const made = element("section", { className: "prose" });
  made.append(element("h2", { textContent: heading.in(reader) }), content);
  return made;
}

const objects = (value) => (listed(value) ?? []).filter(isObject);

/** A text as it was written, with what is bold in it: nothing else of Markdown is live. */
function text(said) {
  if (!said) return null;
  const made = element("p", { className: "as-written", dir: "auto" });
  for (const [at, part] of said.split(/\*\*([^*\n]+)\*\*/).entries()) {
    made.append(at % 2 ? element("strong", { textContent: part }) : part);
  }
  return made;
}

function resultsOf(subject, achievement, reader) {
  const described = objects(achievement.get("resultDescription"));
  const rows = objects(subject.get("result")).map((result) => {
    const of = described.find((one) => one.get("id") === result.get("resultDescription")) ?? new Map();
    const level = objects(of.get("rubricCriterionLevel")).find((one) => one.get("id") === result.get("achievedLevel"));
    return [textOf(of, "name"), textOf(level ?? new Map(), "name") || textOf(result, "value") || textOf(result, "status")];
  });
  const named = rows.filter(([name, value]) => name && value);
  // Names of results are the institution's own words, and are not translated.
  return named.length ? factList(named.map(([name, value]) => [{ in: () => name }, value]), reader) : null;
}

function evidenceOf(document) {
  const list = element("ul");
  for (const item of objects(document.get("evidence"))) {
    const [id, name] = [textOf(item, "id"), textOf(item, "name")];
    const line = element("li");
    const isLink = isText(id) && id.startsWith("https://");
    line.append(isLink ? element("a", { href: id, rel: "noopener noreferrer nofollow", textContent: name || id }) : element("bdi", { textContent: name }));
    if (textOf(item, "description")) line.append(element("p", { textContent: textOf(item, "description") }));
    list.append(line);
  }
  return list.children.length ? list : null;
}
