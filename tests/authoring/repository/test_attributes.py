"""What git's attributes do to the files of a change, asked of git in real repositories (G-09)."""

import pytest

from registries import FILES, FIRST, run
from repositories import commit, git, make_repository, write
from testamur.authoring.repository import base_revision

AWARD = f"credentials/awards/2026/{FIRST}.yml"
OLD = FILES[f"awards/2026/{FIRST}.yml"]
PICTURE = "credentials/images/logo.png"


def altered(folder):
    return dict(base_revision.read(folder / "credentials", "main").attributes.altered)


@pytest.fixture
def folder(tmp_path):
    make_repository(tmp_path / "registry", {"images/logo.png": "x"})
    return tmp_path / "registry"


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("*.yml filter=lfs diff=lfs", "filter=lfs"),
        ("*.yml filter", "filter"),
        ("*.yml working-tree-encoding=UTF-16", "working-tree-encoding=UTF-16"),
        ("*.yml ident", "ident"),
        ("*.yml export-subst", "export-subst"),
        ("*.yml text eol=crlf", "eol=crlf"),
        ("*.yml eol=crlf", "eol=crlf"),
        ("*.yml -diff", "-diff"),
        ("*.yml linguist-generated=true", "linguist-generated"),
        ("*.yml\tident", "ident"),
        ("*.yml\r\n*.yml ident\r", "ident"),
        ('"*.yml" ident', "ident"),
        ('"\\052.yml" ident', "ident"),
        ("*.y[m]l ident", "ident"),
        ("[attr]quiet filter=lfs\n*.yml quiet", "filter=lfs"),
        ("*.YML ident", "ident"),
        ("\f ident\n*.yml ident", "ident"),
        ("*.yml ident\n*.YML -ident", "ident"),
        ("\ufeff*.yml ident", "ident"),
        ("*.yml -ident\n*.yml ident", "ident"),
        ("# " + "x" * 70_000 + "\n*.yml ident", "ident"),
        ("a ident\n" * 10_000 + "*.yml ident", "ident"),
    ],
)
def test_attributes_that_alter_or_hide_records_are_found_however_they_are_written(folder, rules, said):
    write(folder, ".gitattributes", rules + "\n")
    assert altered(folder)[AWARD] == (said,)


def test_a_form_feed_in_a_pattern_hides_no_attribute(folder):
    name = "credentials/learners/l\f3.yml"
    write(folder, name, "name: Zed\n")
    write(folder, ".gitattributes", "credentials/learners/l\f3.yml filter=lfs\n")
    assert altered(folder) == {name: ("filter=lfs",)}


@pytest.mark.parametrize("at", ["credentials", "credentials/awards", "credentials/awards/2026"])
def test_attributes_of_subfolders_are_found(folder, at):
    write(folder, f"{at}/.gitattributes", f"{FIRST}.yml filter=lfs\n")
    assert altered(folder) == {AWARD: ("filter=lfs",)}


def test_files_outside_the_records_are_asked_about_too(folder):
    write(folder, "requirements.txt", "x")
    write(folder, ".gitattributes", "*.txt filter=lfs\n")
    assert altered(folder) == {"requirements.txt": ("filter=lfs",)}


@pytest.mark.parametrize("rule", ["*.png text", "*.PNG crlf"])
def test_a_picture_that_is_treated_as_text_is_found(folder, rule):
    write(folder, ".gitattributes", f"{rule}\n")
    assert list(altered(folder)) == [PICTURE]


@pytest.mark.parametrize(
    "rules",
    [
        "# no filter=x here\n* text=auto eol=lf\n*.png -filter\n",
        "* text=auto\n*.png binary\n*.yml text\n",
        "*.yml filter=lfs\n*.yml -filter\n*.YML -filter\n",
        "*.yml filter=lfs\n*.yml !filter\n*.YML !filter\n",
        "nowhere/* filter=lfs\n",
        "*.yml diff=astextplain merge=union whitespace=trailing-space\n",
        "*.yml linguist-generated=false\n",
    ],
)
def test_attributes_that_alter_nothing_are_accepted(folder, rules):
    write(folder, ".gitattributes", rules)
    assert altered(folder) == {}


def test_attributes_that_were_there_before_are_asked_of_what_changes_only(folder):
    git(folder, "checkout", "--quiet", "main")
    write(folder, ".gitattributes", "*.yml ident\n")
    commit(folder)
    write(folder, AWARD, OLD + "language: en\n")
    assert altered(folder) == {AWARD: ("ident",)}


def test_a_removed_record_is_not_asked_about(folder):
    git(folder, "checkout", "--quiet", "main")
    write(folder, ".gitattributes", "*.yml ident\n")
    commit(folder)
    write(folder, AWARD, None)
    assert altered(folder) == {}


def test_attributes_of_this_clone_count_and_hide_none_of_the_change(folder):
    write(folder, ".gitattributes", f"{FIRST}.yml filter=lfs\n")
    write(folder, ".git/info/attributes", "*.yml -filter\n*.png filter=lfs\n")
    assert altered(folder) == {AWARD: ("filter=lfs",), PICTURE: ("filter=lfs",)}


def test_attributes_of_this_machine_hide_none_and_do_not_count(folder, tmp_path, monkeypatch):
    write(tmp_path, "attributes", "*.yml -ident\n*.png ident\n")
    write(tmp_path, "config", f"[core]\nattributesFile = {tmp_path / 'attributes'}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    git(folder, "config", "core.attributesFile", str(tmp_path / "attributes"))
    write(folder, ".gitattributes", f"{FIRST}.yml ident\n*.png -ident\n")
    assert altered(folder) == {AWARD: ("ident",)}


def test_in_a_registry_in_a_subfolder_the_rules_above_it_count(tmp_path):
    folder = make_repository(tmp_path / "badges")
    (folder / ".git").rename(tmp_path / ".git")
    commit(tmp_path, "Move")
    git(tmp_path, "branch", "--force", "main")
    write(tmp_path, ".gitattributes", f"{FIRST}.yml filter=lfs\n")
    assert altered(folder) == {AWARD: ("filter=lfs",)}


@pytest.mark.parametrize("rules", ["*.yml " + "x" * 3_000 + " filter=lfs\n", "!*.yml filter=lfs\n"])
def test_rules_that_this_git_ignores_are_reported(folder, rules):
    write(folder, ".gitattributes", rules)
    found = base_revision.read(folder / "credentials", "main").attributes
    assert found.altered == {}
    assert "gnor" in found.complaint


def test_the_check_of_a_change_refuses_a_record_that_git_would_alter(folder):
    write(folder, ".gitattributes", "# " + "x" * 70_000 + "\n*.yml filter=lfs\n")
    done = run("check", "--base", "main", folder=folder)
    assert done.code == 1
    assert "[git-attributes]" in done.out
    assert f"{AWARD} (filter=lfs)" in done.out
