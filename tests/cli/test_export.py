import pytest

from registries import FIRST, REVOKED, SECOND, make_registry, run, secret
from testamur.verification.reading import baked


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    return tmp_path


@pytest.mark.parametrize("named", [FIRST, f"https://badges.harbour.example/awards/{FIRST}/#mine", "Ada Okafor"])
def test_the_files_of_an_award_are_written_into_a_folder_named_by_its_id(folder, named):
    done = run("export", named, folder=folder)
    assert done.code == 0
    assert done.out.splitlines() == [f"{FIRST}/credential.json", f"{FIRST}/badge.png", f"{FIRST}/badge.svg"]
    signed = (folder / "ledger" / "credentials" / f"{FIRST}.json").read_bytes()
    assert baked.extract((folder / FIRST / "badge.png").read_bytes()) == signed


def test_another_folder_can_be_named(folder):
    assert run("export", SECOND, "--to", "for/zoe", folder=folder).out.startswith("for/zoe/credential.json\n")


def test_a_withdrawn_award_is_exported_with_a_warning(folder):
    make_registry(folder, {f"awards/2026/{FIRST}.yml": REVOKED})
    done = run("export", FIRST, folder=folder)
    assert done.code == 0
    assert done.err == "This award is withdrawn: anyone who checks these files will see that.\n"


def test_a_folder_that_cannot_be_written_is_reported_in_one_clear_line(folder):
    (folder / "taken").write_text("a file")
    done = run("export", FIRST, "--to", "taken", folder=folder)
    assert (done.code, done.out) == (1, "")
    assert "choose another place" in done.err.lower() or "Choose another name" in done.err


def test_the_register_of_a_period_is_exported_as_csv(folder):
    make_registry(folder, {"learners/l-2.yml": "name: '=HYPERLINK(1)'\n", f"awards/2026/{FIRST}.yml": REVOKED})
    done = run("export", "--from", "2026-05-14", "--to", "2026-05-15", folder=folder)
    head, first, second = done.out.split("\r\n")[:3]
    assert (done.code, done.err) == (0, "2 awards in the register.\n")
    assert head.startswith("award,learner,name,achievement,title,awarded,")
    assert first.startswith(f"{FIRST},l-1,Ada Okafor,visit,Harbour Visit,2026-05-14,,public,revoked,2026-06-01,awarded")
    assert f"{SECOND},l-2,'=HYPERLINK(1),visit" in second


def test_the_register_is_written_to_a_file_that_spreadsheets_read(folder):
    done = run("export", "--to", "2026-05-14", "--output", "register.csv", folder=folder)
    assert done.out == "register.csv\n"
    data = (folder / "register.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfaward,")
    assert data.count(b"\r\n") == 2


def test_the_register_does_not_overwrite_a_file(folder):
    (folder / "register.csv").write_text("mine")
    done = run("export", "--from", "2026-05-14", "--output", "register.csv", folder=folder)
    assert (done.code, (folder / "register.csv").read_text()) == (2, "mine")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name an award for its learner's files, or give --from and --to for the register"),
        (["--from", "2026-06-01", "--to", "2026-05-01"], "swap them"),
        (["--to", "a folder"], "Invalid value for --to: this is not a date"),
        ([FIRST, "--from", "2026-05-01"], "leave out AWARD"),
    ],
)
def test_options_that_fit_neither_files_nor_the_register_are_refused(folder, arguments, told):
    done = run("export", *arguments, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
