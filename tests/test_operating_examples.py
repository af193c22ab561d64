"""The examples of docs/operating.md, typed as they stand there, do what the page says of them."""

import re
import shlex

import pytest

from paths import ROOT
from registries import VISIT, make_registry, run, value
from testamur.cli.main import COMMANDS
from testamur.github import forms

PAGE = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="#0b6e4f" d="M0 0h100v100H0z"/></svg>'
RESULT = "resultDescription:\n  - {id: project, name: Project, resultType: Percent, valueMax: 100}\n"
SLUGS = ["net-mending", "harbour-safety", "community-first-aid", "coastal-navigation", "quay-crew-certificate",
         "data-analysis-foundations"]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    achievements = {
        f"achievements/{slug}.yml": VISIT.replace("Harbour Visit", slug.replace("-", " ").title()) + RESULT
        for slug in SLUGS
    }
    make_registry(
        tmp_path,
        {**achievements, "pathways/first-steps.yml": "name: First steps\nsteps:\n  - achievement: visit\n"},
        languages="[en, fr]",
    )
    for name in ("net.svg", "harbour.svg"):
        (tmp_path / name).write_text(SVG)
    return tmp_path


def commands(section):
    """The commands in the boxes of a section, each as its words."""
    text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    lines = "\n".join(re.findall(r"```\n(.*?)```", text, re.DOTALL)).replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines if line.startswith("testamur ")]


def type_all(folder, section):
    """Type the commands of a section, one after another; return how many there were."""
    typed = commands(section)
    for words in typed:
        done = run(*words[1:], folder=folder)
        assert (done.code, words) == (0, words), done.err
    return len(typed)


def test_a_picture_of_your_own(folder):
    assert type_all(folder, "A picture of your own") == 1
    image = value(folder, "credentials/achievements/net-mending.yml")["image"]
    assert image == {"file": "images/net-mending.svg", "caption": "A net over a wave"}


def test_what_was_written_changed(folder):
    assert type_all(folder, "What was written, changed") == 3
    found = value(folder, "credentials/achievements/net-mending.yml")
    assert (found["workload"], found["validFor"]) == ({"hours": 40}, "P3Y")
    assert found["description"]["fr"] == "Remailler un filet."
    assert value(folder, "credentials/issuer.yml")["image"] == "images/logo.svg"


def test_a_pathway(folder):
    assert type_all(folder, "Pathways") == 1
    found = value(folder, "credentials/pathways/ready-for-the-quay.yml")
    assert found["steps"][1]["of"][2] == {"pathway": "first-steps"}
    assert found["ordered"] is True


def test_a_run_of_a_course(folder):
    assert type_all(folder, "Offerings and figures") == 1
    found = value(folder, "credentials/offerings/data-analysis-foundations-spring-2026.yml")
    assert (found["passed"], found["feedback"][0]["score"]) == (17, 4.3)


def test_other_languages(folder):
    issuer = folder / "credentials/issuer.yml"
    issuer.write_text(issuer.read_text().replace("languages: [en, fr]", "languages: [en]"))
    assert type_all(folder, "Other languages") == 3
    assert value(folder, "credentials/achievements/net-mending.yml")["name"]["fr"] == "Remaillage"
    assert "msgid" in (folder / "fr.po").read_text(encoding="utf-8")


def test_every_command_of_the_registrars_page_is_there():
    named = set(re.findall(r"`testamur ([a-z-]+)", (ROOT / "docs/registrar.md").read_text(encoding="utf-8")))
    assert len(named) > 15
    assert named - set(COMMANDS) == set()


def test_the_registrars_page_names_every_form_but_the_removal():
    text = (ROOT / "docs/registrar.md").read_text(encoding="utf-8")
    assert {form.id for form in forms.FORMS if f"**{form.name}**" not in text} == {"removal"}
