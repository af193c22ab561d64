import pytest

from registries import FIRST, SECOND, make_registry, run, secret
from testamur.verification import baked

REVOKED = (
    "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n"
    "history:\n  - {date: 2026-06-01, act: revoked, reason: awarded-in-error}\n"
)


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    return tmp_path


@pytest.mark.parametrize("named", [FIRST, f"https://badges.harbour.example/awards/{FIRST}/#mine", "Ada Okafor"])
def test_the_learners_files_are_written_into_a_folder_named_by_the_award(folder, named):
    done = run("export", named, folder=folder)
    assert done.code == 0
    assert done.out.splitlines() == [f"{FIRST}/credential.json", f"{FIRST}/badge.png", f"{FIRST}/badge.svg"]
    signed = (folder / "ledger" / "credentials" / f"{FIRST}.json").read_bytes()
    assert baked.extract((folder / FIRST / "badge.png").read_bytes()) == signed


def test_another_folder_can_be_named(folder):
    assert run("export", SECOND, "--to", "for/zoe", folder=folder).out.startswith("for/zoe/credential.json\n")


def test_a_withdrawn_award_is_exported_with_a_word_about_it(folder):
    make_registry(folder, {f"awards/2026/{FIRST}.yml": REVOKED})
    done = run("export", FIRST, folder=folder)
    assert done.code == 0
    assert done.err == "This award is withdrawn: whoever checks these files is told so.\n"


def test_a_place_that_cannot_be_written_is_one_clear_line(folder):
    (folder / "taken").write_text("a file")
    done = run("export", FIRST, "--to", "taken", folder=folder)
    assert (done.code, done.out) == (1, "")
    assert "choose another place" in done.err.lower() or "Choose another name" in done.err
