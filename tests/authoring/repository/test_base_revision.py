"""What differs between a base revision and the working tree, read from real repositories."""

import os

import pytest

from registries import FILES, FIRST
from repositories import commit, git, make_repository, write
from testamur.authoring.repository import base_revision
from testamur.errors import UsageError
from testamur.records.changes.change_paths import ChangedPath

AWARD = f"credentials/awards/2026/{FIRST}.yml"
OLD = FILES[f"awards/2026/{FIRST}.yml"]


def read(folder, revision="main"):
    return base_revision.read(folder / "credentials", revision)


def changed(folder, revision="main"):
    return [(one.path, one.before, one.after) for one in read(folder, revision).changed]


def test_an_unchanged_repository_has_no_changed_paths(tmp_path):
    assert read(make_repository(tmp_path)).changed == ()


@pytest.mark.parametrize("committed", [True, False])
def test_committed_and_uncommitted_changes_both_count(tmp_path, committed):
    make_repository(tmp_path)
    write(tmp_path, AWARD, OLD + "language: en\n")
    write(tmp_path, "credentials/learners/l-3.yml", "name: Zed\n")
    write(tmp_path, "credentials/learners/l-2.yml", None)
    if committed:
        commit(tmp_path)
    found = read(tmp_path)
    assert [(one.path, one.before, one.after) for one in found.changed] == [
        (AWARD, "100644", "100644"),
        ("credentials/learners/l-2.yml", "100644", ""),
        ("credentials/learners/l-3.yml", "", "100644"),
    ]
    assert found.contents == {AWARD: OLD.encode(), "credentials/learners/l-2.yml": FILES["learners/l-2.yml"].encode()}


def test_changes_merged_by_others_in_the_meantime_do_not_count(tmp_path):
    make_repository(tmp_path)
    write(tmp_path, "credentials/learners/l-3.yml", "name: Zed\n")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    write(tmp_path, "credentials/learners/l-4.yml", "name: Yan\n")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "change")
    assert changed(tmp_path) == [("credentials/learners/l-3.yml", "", "100644")]


def test_a_touched_file_with_the_same_bytes_is_unchanged(tmp_path):
    make_repository(tmp_path)
    os.utime(tmp_path / AWARD, (1, 1))
    assert changed(tmp_path) == []


def test_a_checkout_with_other_line_ends_is_unchanged(tmp_path):
    make_repository(tmp_path)
    write(tmp_path, AWARD, OLD.replace("\n", "\r\n"))
    assert changed(tmp_path) == []


def test_ignored_files_do_not_count_as_changes_but_ignored_records_do(tmp_path):
    make_repository(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    write(tmp_path, ".gitignore", "output/\nl-3.yml\n")
    commit(tmp_path)
    write(tmp_path, "output/index.html", "x")
    write(tmp_path, "credentials/learners/l-3.yml", "name: Zed\n")
    assert changed(tmp_path) == [("credentials/learners/l-3.yml", "", "100644")]


@pytest.mark.parametrize("renames", ["true", "false", "copies"])
def test_a_renamed_record_is_one_removed_and_one_added_however_git_looks_for_renames(tmp_path, renames):  # S-13
    make_repository(tmp_path)
    git(tmp_path, "config", "diff.renames", renames)
    git(tmp_path, "mv", AWARD, "credentials/awards/x.yml")
    expected = [(AWARD, "100644", ""), ("credentials/awards/x.yml", "", "100644")]
    assert changed(tmp_path) == expected
    commit(tmp_path)
    assert changed(tmp_path) == expected


def test_links_submodules_and_executables_are_recognised_by_their_modes(tmp_path):  # G-09
    make_repository(tmp_path)
    (tmp_path / "theme").symlink_to("/etc")
    (tmp_path / AWARD).chmod(0o755)
    head = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    git(tmp_path, "add", "theme", AWARD)
    assert changed(tmp_path) == [
        (AWARD, "100644", "100755"),
        ("sub", "", "160000"),
        ("theme", "", "120000"),
    ]


def test_the_target_of_a_link_is_not_read(tmp_path):
    make_repository(tmp_path)
    write(tmp_path, "../canary", "CANARY")
    (tmp_path / "credentials" / "learners" / "l-3.yml").symlink_to("../../../canary")
    (one,) = read(tmp_path).changed
    assert (one.after, one.start) == ("120000", b"")


def test_a_file_name_that_is_not_utf_8_is_reported_and_never_reaches_a_shell(tmp_path):
    make_repository(tmp_path)
    name = os.fsdecode(b"content/\xff$(touch pwned)\n.md")
    write(tmp_path, name, "x")
    assert read(tmp_path).changed == (ChangedPath(path=name, before="", after="100644", start=b"x"),)
    assert not (tmp_path / "pwned").exists()


def test_for_a_registry_in_a_subfolder_paths_are_relative_to_that_folder(tmp_path):
    folder = make_repository(tmp_path / "badges")
    (folder / ".git").rename(tmp_path / ".git")
    commit(tmp_path, "Move")
    git(tmp_path, "branch", "--force", "main")
    write(folder, AWARD, OLD + "language: en\n")
    write(tmp_path, AWARD, "another registry's")
    found = read(folder)
    assert [one.path for one in found.changed] == [f"../{AWARD}", AWARD]
    assert set(found.contents) == {AWARD}


def test_a_blob_larger_than_the_limit_for_records_is_left_out(tmp_path):
    make_repository(tmp_path, {"learners/l-9.yml": "name: A\n#" + "x" * 300_000})
    write(tmp_path, "credentials/learners/l-9.yml", "name: A\n")
    found = read(tmp_path)
    assert [one.path for one in found.changed] == ["credentials/learners/l-9.yml"]
    assert found.contents == {}


def test_programs_named_in_git_configuration_do_not_run(tmp_path):
    make_repository(tmp_path)
    write(tmp_path, ".gitattributes", "* filter=evil diff=evil\n")
    write(tmp_path, "spy", "#!/bin/sh\ntouch pwned\ncat\n").chmod(0o755)
    commit(tmp_path)
    spy = tmp_path / "spy"
    for name in ("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv",
                 "diff.evil.command", "core.fsmonitor", "core.pager", "core.editor"):  # fmt: skip
        git(tmp_path, "config", name, str(spy))
    hooks = tmp_path / ".git" / "hooks"
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        write(hooks, name, "#!/bin/sh\ntouch pwned\n").chmod(0o755)
    write(tmp_path, AWARD, OLD + "language: en\n")
    read(tmp_path)
    assert not list(tmp_path.rglob("pwned"))


def test_reading_the_base_changes_nothing_in_the_repository(tmp_path):
    make_repository(tmp_path)
    write(tmp_path, AWARD, OLD + "language: en\n")
    os.utime(tmp_path / "credentials" / "issuer.yml", (1, 1))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    read(tmp_path)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_replacement_refs_do_not_affect_the_base(tmp_path):
    make_repository(tmp_path)
    base = git(tmp_path, "rev-parse", "main")
    write(tmp_path, AWARD, OLD + "language: en\n")
    git(tmp_path, "replace", base, commit(tmp_path))
    assert [path for path, _, _ in changed(tmp_path)] == [AWARD]


def test_a_detached_head_and_a_commit_as_base_are_accepted(tmp_path):  # G-06
    make_repository(tmp_path)
    write(tmp_path, AWARD, OLD + "language: en\n")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "--detach")
    assert [path for path, _, _ in changed(tmp_path, git(tmp_path, "rev-parse", "HEAD~1"))] == [AWARD]


@pytest.mark.parametrize("branch", ["$(touch${IFS}pwned)", 'a";touch${IFS}pwned;"', "a'b", "`touch`"])
def test_a_hostile_branch_name_is_treated_as_a_name(tmp_path, branch):  # G-08
    make_repository(tmp_path)
    git(tmp_path, "branch", branch, "main")
    assert changed(tmp_path, branch) == []
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    "revision", ["", " ", "--help", "--output=/tmp/x", "-n1", "nope", "main\nx", "main..change", "a\0b", "x" * 300,
                 "\x1b[2Jx", "main:credentials", "^main"],
)  # fmt: skip
def test_an_unknown_revision_is_refused_in_one_line_with_a_remedy(tmp_path, revision):
    make_repository(tmp_path)
    with pytest.raises(UsageError) as error:
        read(tmp_path, revision)
    assert "\n" not in str(error.value)
    assert "\x1b" not in str(error.value)
    assert error.value.exitcode == 2


def test_for_a_shallow_clone_the_error_says_what_to_fetch(tmp_path):  # G-06
    make_repository(tmp_path / "all")
    commit(tmp_path / "all", "More")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path / 'all'}", "shallow")
    with pytest.raises(UsageError, match=r"there is no revision main here.*fetch-depth: 0"):
        read(tmp_path / "shallow")


def test_for_unrelated_histories_the_error_says_what_to_fetch(tmp_path):
    make_repository(tmp_path)
    git(tmp_path, "checkout", "--quiet", "--orphan", "other")
    commit(tmp_path)
    with pytest.raises(UsageError, match=r"no commit in common here.*fetch-depth: 0"):
        read(tmp_path)


def test_a_repository_without_a_commit_is_refused(tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "credentials").mkdir()
    with pytest.raises(UsageError, match="there is no revision main here"):
        read(tmp_path)


def test_a_folder_that_is_not_a_repository_is_refused(tmp_path, monkeypatch):  # G-06
    (tmp_path / "credentials").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="this is no git working tree"):
        read(tmp_path)


def test_a_missing_git_is_reported(tmp_path, monkeypatch):  # G-06
    make_repository(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git is not installed"):
        read(tmp_path)


def test_an_unfinished_merge_is_refused(tmp_path):
    make_repository(tmp_path)
    write(tmp_path, AWARD, OLD + "language: en\n")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    write(tmp_path, AWARD, OLD + "language: fr\n")
    commit(tmp_path)
    with pytest.raises(Exception, match="merge"):
        git(tmp_path, "merge", "change")
    with pytest.raises(UsageError, match="a merge is not finished here"):
        read(tmp_path)


def test_a_change_merged_by_squash_merge_or_rebase_has_the_same_changed_files(tmp_path):
    """G-07: how a change was merged makes no difference."""
    make_repository(tmp_path)
    for number in (3, 4):
        write(tmp_path, f"credentials/learners/l-{number}.yml", f"name: N{number}\n")
        commit(tmp_path)
    several = changed(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "squashed", "main")
    git(tmp_path, "merge", "--quiet", "--squash", "change")
    commit(tmp_path)
    assert changed(tmp_path) == several


def test_a_repository_with_sha_256_is_read(tmp_path):
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    make_repository(tmp_path)
    write(tmp_path, AWARD, OLD + "language: en\n")
    assert [path for path, _, _ in changed(tmp_path)] == [AWARD]
