"""Files that a change may add, and files that may change together (G-01, G-09, P-08, P-10)."""

import pytest

from testamur.records.changes import change_paths
from testamur.records.changes.change_paths import ChangedPath

AWARD = "credentials/awards/2026/a.yml"


def told(*paths, begins=False, **more):
    given = [ChangedPath(path=one) if isinstance(one, str) else one for one in paths]
    return list(change_paths.check(given, records="credentials", begins=begins, **more))


def codes(*paths, **more):
    return [one.code for one in told(*paths, **more)]


@pytest.mark.parametrize(
    "path",
    [
        "pelicanconf.py", "theme/templates/award.html", ".github/workflows/publish.yml", "plugins/testamur/a.py",
        "requirements.txt", "requirements-dev.lock", "pyproject.toml", ".github/CODEOWNERS", "CODEOWNERS",
        "conftest.py", "sitecustomize.py", "pip.conf", ".npmrc", "Makefile", ".gitattributes", ".gitignore",
        "theme/README.md", "records/awards/a.yml", "Credentials/issuer.yml", "credentials.yml", "content",
        "x.pth", ".ci/run", "../README.md", "../credentials/awards/a.yml",
    ],
)  # fmt: skip
def test_records_cannot_change_together_with_what_decides_about_them(path):
    (problem,) = told(AWARD, path)
    assert (problem.code, problem.file) == ("mixed-change", path)
    assert AWARD in problem.reason
    assert path in problem.reason
    assert "Split it" in problem.remedy
    assert codes(path) == []


@pytest.mark.parametrize(
    "path", ["content/pages/about.md", "content/logo.png", "docs/README.md", "README.md", "LICENSE"]
)
def test_prose_may_change_together_with_either(path):
    assert codes(AWARD, path) == []
    assert codes("theme/a.html", path) == []


def test_the_ledger_may_change_together_with_records():
    assert codes(AWARD, "ledger/entries.jsonl") == []


def test_a_new_registry_may_bring_records_and_settings_together():
    assert codes(AWARD, "pelicanconf.py", begins=True) == []


def test_a_long_list_of_paths_is_truncated():
    (problem,) = told(AWARD, *(f"theme/{number:03}.html" for number in range(500)))
    assert "theme/009.html and 490 more" in problem.reason


@pytest.mark.parametrize("path", [AWARD, "theme/static", "content/x.md", "output"])
def test_an_added_symbolic_link_is_refused_anywhere(path):
    assert codes(ChangedPath(path=path, after="120000")) == ["symlink"]
    assert codes(ChangedPath(path=path, before="100644", after="120000")) == ["symlink"]


def test_a_symbolic_link_cannot_be_changed_but_can_be_removed():
    assert codes(ChangedPath(path="theme/x", before="120000", after="120000")) == ["symlink"]
    assert codes(ChangedPath(path="theme/x", before="120000", after="")) == []


@pytest.mark.parametrize("path", [".gitmodules", "theme/.gitmodules", "credentials/.gitmodules"])
def test_a_list_of_submodules_is_refused(path):
    assert codes(path) == ["submodule"]
    assert codes(ChangedPath(path=path, before="100644", after="")) == []


def test_adding_or_updating_a_submodule_is_refused():
    assert codes(ChangedPath(path="theme", after="160000")) == ["submodule"]
    assert codes(ChangedPath(path="theme", before="160000", after="160000")) == ["submodule"]


def test_making_a_record_executable_is_refused():
    assert codes(ChangedPath(path=AWARD, after="100755")) == ["executable"]
    assert codes(ChangedPath(path=AWARD, before="100644", after="100755")) == ["executable"]
    assert codes(ChangedPath(path=AWARD, before="100755", after="100755")) == []
    assert codes(ChangedPath(path=".ci/run", after="100755")) == []


def test_a_git_lfs_pointer_in_place_of_a_record_is_refused():
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    assert codes(ChangedPath(path="credentials/images/logo.png", start=pointer)) == ["lfs-pointer"]


def test_files_that_attributes_alter_are_refused_in_one_problem_at_the_rules():
    (problem,) = told("a/.gitattributes", altered={AWARD: ("filter=lfs",), "x.png": ("ident", "filter=lfs")})
    assert (problem.code, problem.file, problem.value) == ("git-attributes", "a/.gitattributes", "filter=lfs, ident")
    assert f"{AWARD} (filter=lfs), x.png (ident, filter=lfs)" in problem.reason


def test_an_altered_file_is_named_itself_where_no_rules_changed():
    (problem,) = told(AWARD, altered={AWARD: ("filter=lfs",)})
    assert (problem.code, problem.file) == ("git-attributes", AWARD)


def test_rules_that_git_does_not_take_are_refused():
    (problem,) = told(".gitattributes", complaint="ignoring overly long attributes line 1")
    assert problem.code == "git-attributes"
    assert "overly long" in problem.reason


@pytest.mark.parametrize(
    ("path", "code"), [(".GitAttributes", "git-attributes"), ("a/.GITATTRIBUTES", "git-attributes"),
                       (".GitModules", "submodule")]
)  # fmt: skip
def test_names_that_only_some_machines_take_for_files_of_git_are_refused(path, code):
    assert codes(path) == [code]
    assert codes(ChangedPath(path=path, before="100644", after="")) == []


def test_a_hostile_path_is_shown_without_control_characters():
    (problem,) = told(ChangedPath(path="credentials/\x1b[2J\u202e\n::error::x", after="120000"))
    assert not set("\x1b\u202e\n") & set(problem.file)
    assert "\x1b" not in told(AWARD, "theme/\x1b")[0].reason
    assert told(AWARD, "theme/\udcff")[0].reason
