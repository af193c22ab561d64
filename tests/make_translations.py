"""Makes the catalogues of sentences from what the site and the command say, and updates each language.

`theme/translations/` has those of the site (`messages.pot`, `testamur.po`), `plugins/testamur/translations/` those of
the command (`command.pot`, `command.po`). Run it after changing a sentence: new ones are left empty in every `.po`,
for translators to fill in. With --check it compares, as a test does. Nothing is compiled: `.po` files are read as they
are.
"""

import ast
import io
import sys
from pathlib import Path

from babel.messages import extract
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "plugins"))  # where Testamur is not installed

from testamur.credentials.words import LANGUAGES  # noqa: E402 — found only now
from testamur.github import forms  # noqa: E402
from testamur.github.record_forms import spoken_forms  # noqa: E402
from testamur.publishing.words import texts  # noqa: E402

THEME = ROOT / "theme"
FOLDER = THEME / "translations"
TEMPLATES = {"trimmed": "true", "silent": "false"}
KEYWORDS = {**extract.DEFAULT_KEYWORDS, "msg": None, "usual": None}
ENGINE = ROOT / "plugins" / "testamur"
COMMAND_FOLDER = ENGINE / "translations"
LITERALS = {"msg": 1, "counted": 2}  # with how many of them each function of text/languages/messages.py is called


def catalogue():
    """Return every sentence of the interface with its places."""
    found = Catalog(project="testamur", fuzzy=False, header_comment="# The sentences of Testamur's interface.")
    for path in sorted(THEME.glob("templates/**/*.html")):
        _add(found, path, "jinja2", TEMPLATES)
    for path in sorted(THEME.glob("static/**/*.js")):
        _add(found, path, "javascript", {"template_string": "false"})
    for table, words in texts.TABLES.items():
        for text in words.values():
            found.add(
                text,
                locations=[("texts.py", 0)],
                auto_comments=[f"table: {table}"],
                context=texts.CONTEXTS.get(table),
            )
    return found


def command_catalogue():
    """Return every sentence that the command says in the language of its registrar, with its places."""
    found = Catalog(project="testamur", fuzzy=False)
    for path in sorted(ENGINE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in LITERALS:
                literals = tuple(text.value for text in call.args[: LITERALS[call.func.id]])
                place = path.relative_to(ENGINE).as_posix(), 0
                found.add(literals if len(literals) > 1 else literals[0], locations=[place])
    for form in forms.FORMS:
        for text in spoken_forms.texts_of(form):
            found.add(text, locations=[("github/forms.py", 0)])
    return found


def _add(found, path, method, options):
    with path.open("rb") as file:
        for _line, message, comments, context in extract.extract(
            method, file, KEYWORDS, (), options, strip_comment_tags=True
        ):
            found.add(
                message, locations=[(path.relative_to(THEME).as_posix(), 0)], auto_comments=comments, context=context
            )


def text_of(found, plurals=""):
    written = io.BytesIO()
    write_po(written, found, sort_output=False, include_lineno=False, omit_header=True, width=0)
    # Each catalogue states its own plural rule: Babel's tables change with its versions.
    header = "Content-Type: text/plain; charset=utf-8", *([f"Plural-Forms: {plurals}"] if plurals else [])
    lines = ['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in header), "", ""]
    return "\n".join(lines).encode() + written.getvalue()


def updated(language, template, path):
    known = Catalog(locale=language)
    if path.is_file():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    known.update(template, no_fuzzy_matching=True)
    known.obsolete.clear()
    return text_of(known, known.plural_forms)


def make():
    made = {}
    for folder, name, domain, template in (
        (FOLDER, "messages", "testamur", catalogue()),
        (COMMAND_FOLDER, "command", "command", command_catalogue()),
    ):
        made[folder / f"{name}.pot"] = text_of(template)
        for language in LANGUAGES:
            if language != "en":
                path = folder / language / "LC_MESSAGES" / f"{domain}.po"
                made[path] = updated(language, template, path)
    return made


def differing():
    return sorted(str(path) for path, data in make().items() if not path.is_file() or path.read_bytes() != data)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(differing()) or 0)
    for path, data in make().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
