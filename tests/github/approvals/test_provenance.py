"""Which commits brought what differs: files by one letter, their content by another."""

import pytest

from testamur.errors import LedgerError
from testamur.github.approvals import provenance
from testamur.github.approvals.provenance import Changed, Commit


def tree(**files):
    return {path: ("100644", content) for path, content in files.items()}


def commit(name, **changes):
    """A commit; each change is what the file was before: `b="1"`, None where it was not there, `("a", "1")` renamed."""
    made = []
    for path, before in changes.items():
        was_at, content = before if isinstance(before, tuple) else (path, before)
        made.append(Changed(path=path, was_at=was_at, before=content and ("100644", content)))
    return Commit(id=name, changed=tuple(made))


def carriers(commits, now, base, subject_of=str):
    return provenance.carriers(commits, now=now, base=base, subject_of=subject_of)


@pytest.mark.parametrize(
    ("commits", "now", "base", "found"),
    [
        ([commit("2", a="1")], tree(a="2"), tree(a="1"), {"a": ("2",)}),
        ([commit("3", a="2"), commit("2", a="1")], tree(a="3"), tree(a="1"), {"a": ("3", "2")}),
        ([commit("3", a="2"), commit("2", a="1")], tree(a="1"), tree(a="1"), {}),
        ([commit("4", a="1"), commit("3", a="2"), commit("2", a="1")], tree(a="4"), tree(a="1"), {"a": ("4",)}),
        ([commit("2", a="1")], {}, tree(a="1"), {"a": ("2",)}),
        ([commit("2", a=None)], tree(a="2"), {}, {"a": ("2",)}),
        ([commit("3", b=("a", "2")), commit("2", a=None)], tree(b="2"), {}, {"b": ("3", "2")}),
        ([commit("3", b=("a", "1"))], tree(b="1"), tree(a="1"), {"a": ("3",), "b": ("3",)}),
        ([commit("3", a="2"), commit("2", a=None)], {}, {}, {}),
        ([commit("2")], tree(a="1"), tree(a="1"), {}),
    ],
    ids=["changed", "changed twice", "changed back", "changed back and again", "removed", "added", "added and renamed",
         "renamed", "came and went", "nothing"],
)  # fmt: skip
def test_the_commits_that_brought_what_differs(commits, now, base, found):
    assert carriers(commits, now, base) == found


def test_two_files_that_change_places_were_both_changed():
    commits = [commit("2", a=("b", "1"), b=("a", "2"))]
    assert carriers(commits, tree(a="1", b="2"), tree(a="2", b="1")) == {"a": ("2",), "b": ("2",)}


def test_files_of_one_subject_count_together_so_that_a_move_is_no_change():
    commits = [commit("3", b=None, a="1")]
    assert carriers(commits, tree(b="1"), tree(a="1"), lambda path: "award") == {}


def test_a_second_file_of_a_subject_is_a_change_of_it():
    commits = [commit("3", b=None)]
    assert carriers(commits, tree(a="1", b="2"), tree(a="1"), lambda path: "award") == {"award": ("3",)}


def test_what_has_no_subject_is_not_looked_at():
    assert carriers([commit("2", a="1")], tree(a="2"), tree(a="1"), lambda path: "") == {}


def test_a_difference_that_no_commit_brought_is_nobodys():
    with pytest.raises(LedgerError, match="which commit changed it"):
        carriers([commit("2", a="1")], tree(a="2", b="2"), tree(a="1", b="1"))
