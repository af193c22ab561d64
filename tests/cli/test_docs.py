"""`testamur docs`: every page can be found and read with the command alone."""

import click
import pytest

from paths import ROOT
from registries import run
from testamur.authoring.repository import scaffold
from testamur.authoring.repository.scaffold import Institution
from testamur.cli.commands.registry import docs
from testamur.github import repository_files

DOCS = ROOT / "docs"
PAGES = docs.pages(DOCS)


def test_every_page_is_listed_with_its_description():
    done = run("docs")
    assert done.code == 0
    assert {page.path for page in PAGES.values()} == set(DOCS.rglob("*.md")) - {DOCS / "README.md"}
    for name, page in PAGES.items():
        assert f"{name} " in done.out
        assert page.about in done.out
    assert done.out.splitlines()[1].startswith("operating ")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_shown_unchanged(name):
    done = run("docs", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.rstrip("\n") == PAGES[name].path.read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("op", "# Operating a registry"),
        ("Operating.md", "# Operating a registry"),
        ("docs/formats.md", "# Formats"),
        ("0004", "# 4. The ledger"),
        ("decisions/0004-a-transaction-instead-of-healing.md", "# 4. The ledger"),
    ],
)
def test_a_page_is_found_by_variants_of_its_name(asked, title):
    assert run("docs", asked).out.startswith(title)


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("oprating", "Did you mean testamur docs operating?"),
        ("decisions", "testamur docs lists them."),
        ("../../etc/passwd", "testamur docs lists them."),
        ("\x1b[2J", "testamur docs lists them."),
        (" ", "testamur docs lists them."),
    ],
)
def test_an_unknown_page_is_refused_in_one_clear_line(asked, hint):
    done = run("docs", asked)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("testamur: there is no page ")
    assert done.err.endswith(f"{hint}\n")
    assert "\x1b" not in done.err


def test_on_a_terminal_a_page_is_shown_in_the_pager(monkeypatch):
    paged = []
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    assert run("docs", "formats").out == ""
    assert paged == [(DOCS / "formats.md").read_text(encoding="utf-8")]


def test_the_readme_of_a_new_repository_mentions_the_docs_command():
    harbour = Institution(
        name="Harbour Institute", base="https://badges.harbour.example", country="IE", contact="a@harbour.example"
    )
    readme = scaffold.files(harbour, repository_files)["README.md"]
    assert "`testamur docs operating`" in readme
    assert "operating" in PAGES


def test_a_page_that_was_left_out_is_not_listed(tmp_path):
    (tmp_path / "README.md").write_text("- [Here](here.md): is\n- [Gone](gone.md): is not\n")
    (tmp_path / "here.md").write_text("# Here\n")
    assert list(docs.pages(tmp_path)) == ["here"]
