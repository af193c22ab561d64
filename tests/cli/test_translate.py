import json

import pytest

from registries import ISSUER, VISIT, make_registry, run

PLACES = {"issuer.yml": ISSUER.replace("[en]", "[en, fr]")}


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, PLACES)
    return tmp_path


def exported(folder, *options):
    done = run("translate", "--export", "fr", *options, "--out", "fr.po", folder=folder)
    assert done.code == 0, done.err
    return (folder / "fr.po").read_text(encoding="utf-8")


def fill(folder, **texts):
    """Fill in translations by their sources."""
    path = folder / "fr.po"
    text = path.read_text(encoding="utf-8")
    for source, said in texts.items():
        old = f'msgid "{source.replace("_", " ")}"\nmsgstr ""\n'
        assert old in text
        text = text.replace(old, old.replace('msgstr ""', f'msgstr "{said}"'))
    path.write_text(text, encoding="utf-8")


def test_exported_texts_are_translated_and_imported_back(folder):
    text = exported(folder)
    assert 'msgctxt "achievements/visit.yml#criteria"\nmsgid "Come, and look."\nmsgstr ""\n' in text
    fill(folder, Harbour_Visit="Visite du port", Harbour_Institute="Institut du Port")
    done = run("translate", "--import", "fr.po", folder=folder)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("2 texts of 2 records written; 2 not translated.\n")
    written = (folder / "credentials/achievements/visit.yml").read_text()
    assert written == VISIT.replace("name: Harbour Visit\n", "name:\n  en: Harbour Visit\n  fr: Visite du port\n")
    again = run("translate", "--import", "fr.po", folder=folder)
    assert again.err == "0 texts of 0 records written; 2 there already; 2 not translated.\n"
    assert run("check", folder=folder).code == 0


def test_without_a_file_texts_are_exported_to_stdout(folder):
    done = run("translate", "--export", "fr", "--missing", folder=folder)
    assert done.out.startswith("# Harbour Institute: texts to translate into Français.\n")
    assert done.err == "4 texts, 0 translated.\n"


def test_nothing_is_written_unless_every_translation_is_valid(folder):
    before = (folder / "credentials/achievements/visit.yml").read_bytes()
    exported(folder)
    fill(folder, Harbour_Visit="Visite", Harbour_Institute="x" * 201)
    done = run("translate", "--import", "fr.po", folder=folder)
    assert done.code == 1
    assert "Nothing was written." in done.err
    assert (folder / "credentials/achievements/visit.yml").read_bytes() == before
    partly = run("translate", "--import", "fr.po", "--partial", folder=folder)
    assert partly.code == 1
    assert "1 text of 1 record written" in partly.err
    assert "fr: Visite" in (folder / "credentials/achievements/visit.yml").read_text()


def test_problems_are_available_as_json_with_lines_of_the_file(folder):
    text = exported(folder)
    fill(folder, Harbour_Visit="Visite\u202e")
    done = run("translate", "--import", "fr.po", "--json", folder=folder)
    found = json.loads(done.out)
    line = text[: text.index('msgid "Harbour Visit"')].count("\n") + 1
    assert [(one["code"], one["line"]) for one in found["problems"]] == [("bidi-control", line)]
    assert (found["language"], found["written"], found["empty"]) == ("fr", [], 3)


def test_the_translation_of_a_changed_text_is_reported_and_kept_as_fuzzy(folder):
    exported(folder)
    fill(folder, Harbour_Visit="Visite")
    path = folder / "credentials/achievements/visit.yml"
    path.write_text(VISIT.replace("Harbour Visit", "A Harbour Visit"))
    refused = run("translate", "--import", "fr.po", "--json", folder=folder)
    assert [one["code"] for one in json.loads(refused.out)["problems"]] == ["source-changed"]
    done = run("translate", "--export", "fr", "--previous", "fr.po", "--out", "again.po", folder=folder)
    assert done.err == "4 texts, 0 translated, 1 to look at again (fuzzy).\n"
    assert '#, fuzzy\nmsgctxt "achievements/visit.yml#name"' in (folder / "again.po").read_text()
    assert "1 fuzzy and left out" in run("translate", "--import", "again.po", folder=folder).err
    assert "1 text of 1 record" in run("translate", "--import", "again.po", "--fuzzy", folder=folder).err


def test_a_translator_s_work_is_never_overwritten(folder):
    exported(folder)
    fill(folder, Harbour_Visit="Visite")
    done = run("translate", "--export", "fr", "--out", "fr.po", folder=folder)
    assert (done.code, "choose another name with --out" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say either --export"),
        (("--export", "fr", "--import", "fr.po"), "say either --export"),
        (("--export", "de"), "de is none of the issuer's languages (en, fr)"),
        (("--export", "../../x"), "none of the issuer's languages"),
        (("--import", "none.po"), "No such file"),
        (("--import", "de.po"), "de is none of the issuer's languages"),
        (("--import", "nothing.po"), "there is none of the issuer's languages"),
        (("--export", "fr", "--previous", "bad.po"), "the file after --previous cannot be read"),
        (("--import", "large.po"), "more than 8,388,608 bytes"),
        (("--import", "credentials"), "is not a plain file"),
    ],
)
def test_an_impossible_translation_is_refused_with_a_reason(folder, arguments, said):
    (folder / "de.po").write_text('msgid ""\nmsgstr "Language: de\\n"\n')
    (folder / "nothing.po").write_bytes(b"")
    (folder / "bad.po").write_bytes(b"\xff\n")
    (folder / "large.po").write_bytes(b"#" * 9_000_000)
    done = run("translate", *arguments, folder=folder)
    assert done.code in {1, 2}
    assert said in done.err


def test_a_malformed_po_file_is_reported_line_by_line(folder):
    (folder / "fr.po").write_text("hello\x1b[31m\n")
    done = run("translate", "--import", "fr.po", folder=folder)
    assert done.code == 1
    assert "this is no line of a PO file" in done.err
    assert "\x1b" not in done.err


def test_check_summarises_missing_translations_in_one_line(folder):
    done = run("check", folder=folder)
    line = "fr: 4 texts of 2 records are not translated: testamur translate --export fr --missing."
    assert done.out.splitlines()[-1] == line
    found = json.loads(run("check", "--format", "json", folder=folder).out)["untranslated"]
    assert found == [
        {
            "language": "fr",
            "texts": 4,
            "fields": {"issuer.yml": ["name"], "achievements/visit.yml": ["name", "description", "criteria"]},
        }
    ]


def test_check_does_not_mention_translations_for_a_single_language(tmp_path):
    make_registry(tmp_path)
    assert "translated" not in run("check", folder=tmp_path).out
