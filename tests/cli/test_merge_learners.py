"""Two records of one person become one, seen from the records, the ledger and the site's links."""

import json

import pytest

from issuing import an_id
from registries import FIRST, SECOND, make_registry, run, secret, value
from repositories import commit, git

KEPT, GONE = "credentials/learners/l-1.yml", "credentials/learners/l-2.yml"
AWARD = f"credentials/awards/2026/{SECOND}.yml"
SAME = {"learners/l-2.yml": "name: Ada Okafor\n"}


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, SAME)
    return tmp_path


def merge(folder, *arguments, **more):
    return run("merge-learners", *(arguments or ("l-1", "l-2", "--yes")), folder=folder, **more)


def issue(folder):
    return run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ledger(folder):
    return {name: data for name, data in tree(folder).items() if name.startswith("ledger/")}


def test_the_awards_of_both_are_those_of_one(folder):
    done = merge(folder)
    assert done.code == 0
    assert (folder / KEPT).read_text() == "name: Ada Okafor\nformerly:\n  - l-2\n"
    assert not (folder / GONE).exists()
    assert (folder / AWARD).read_text() == "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-15\n"


def test_nothing_that_was_issued_changes(folder):
    assert issue(folder).code == 0
    before = ledger(folder)
    merge(folder)
    done = issue(folder)
    assert (done.code, done.err) == (0, "Nothing is pending.\n")
    assert ledger(folder) == before


def test_an_award_that_says_another_name_is_corrected(folder):
    (folder / GONE).write_text("name: ADA OKAFOR\n")
    assert issue(folder).code == 0
    done = merge(folder)
    assert "1 award of them will be signed anew" in done.err
    assert [line["act"] for line in value(folder, AWARD)["history"]] == ["corrected"]
    assert "history" not in value(folder, f"credentials/awards/2026/{FIRST}.yml")
    assert issue(folder).code == 0
    signed = json.loads(ledger(folder)[f"ledger/credentials/{SECOND}.json"])
    assert signed["credentialSubject"]["identifier"][0]["identityHash"] == "Ada Okafor"


def test_the_address_of_the_one_that_goes_is_kept_where_the_other_has_none(folder):
    (folder / GONE).write_text("name: Ada Okafor\nemail: ada@mail.example\n")
    merge(folder)
    assert value(folder, KEPT)["email"] == "ada@mail.example"


def test_a_third_record_joins_with_all_its_former_ids(folder):
    merge(folder)
    (folder / "credentials/learners/l-3.yml").write_text("name: Ada Okafor\n")
    merge(folder, "l-3", "l-1", "--yes")
    assert value(folder, "credentials/learners/l-3.yml")["formerly"] == ["l-1", "l-2"]


def test_an_id_that_was_somebodys_still_finds_them(folder):
    merge(folder)
    done = run("edit", "learner", "l-2", "--email", "a@mail.example", folder=folder)
    assert (done.code, value(folder, KEPT)["email"]) == (0, "a@mail.example")


def test_a_new_learner_does_not_get_an_id_that_was_somebodys(folder):
    (folder / "credentials/issuer.yml").write_text(
        "repository: open\npublicNames: true\n" + (folder / "credentials/issuer.yml").read_text()
    )
    merge(folder)
    done = run("new", "learner", "--name", "Grace Hopper", folder=folder)
    assert done.out == "credentials/learners/l-3.yml\n"


def test_a_file_that_takes_a_former_id_is_refused(folder):
    merge(folder)
    done = run("new", "learner", "--name", "Grace Hopper", "--id", "l-2", folder=folder)
    assert (done.code, "an id is one person's for good" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("own", "theirs", "message"),
    [
        ("", "consent: {date: 2026-05-02, profile: true}\n", "testamur merge-learners l-2 l-1"),
        (*["consent: {date: 2026-05-02, profile: true}\n"] * 2, "testamur edit learner l-2 --profile no"),
    ],
    ids=["theirs", "both"],
)
def test_a_page_of_their_own_does_not_lose_its_address(folder, own, theirs, message):
    (folder / KEPT).write_text(f"name: Ada Okafor\n{own}")
    (folder / GONE).write_text(f"name: Ada Okafor\n{theirs}")
    before = tree(folder)
    done = merge(folder)
    assert (done.code, message in done.err, tree(folder)) == (2, True, before)


def test_one_record_is_not_merged_with_itself(folder):
    done = merge(folder, "l-1", FIRST, "--yes")
    assert (done.code, "both are l-1" in done.err) == (2, True)


def test_a_script_has_to_agree(folder):
    before = tree(folder)
    done = merge(folder, "l-1", "l-2")
    assert (done.code, tree(folder)) == (2, before)


def test_a_dry_run_shows_what_would_move(folder):
    before = tree(folder)
    done = merge(folder, "l-1", "l-2", "--dry-run")
    assert (done.code, tree(folder)) == (0, before)
    assert "  + learner: l-1" in done.err


def test_a_change_that_merges_two_is_taken_by_the_check_and_says_so(folder):
    git(folder, "init", "--quiet")
    commit(folder, "Begin")
    merge(folder)
    done = run("check", "--base", "HEAD", folder=folder)
    assert done.code == 0
    assert "makes one record of" in done.out + done.err


@pytest.mark.parametrize(
    ("kept", "gone"),
    [("name: Ada Okafor\n", None), ("name: Ada Okafor\nformerly: [l-2]\n", "name: Ada Okafor\n")],
    ids=["without formerly", "with a file that stays"],
)
def test_an_award_does_not_pass_to_somebody_else_otherwise(folder, kept, gone):
    git(folder, "init", "--quiet")
    commit(folder, "Begin")
    (folder / AWARD).write_text((folder / AWARD).read_text().replace("l-2", "l-1"))
    (folder / KEPT).write_text(kept)
    if gone is None:
        (folder / GONE).unlink()
    assert run("check", "--base", "HEAD", folder=folder).code == 1


def test_an_award_under_another_name_needs_its_line(folder):
    (folder / GONE).write_text("name: Grace Hopper\n")
    git(folder, "init", "--quiet")
    commit(folder, "Begin")
    merge(folder)
    text = (folder / AWARD).read_text()
    (folder / AWARD).write_text(text[: text.index("history:")])
    done = run("check", "--base", "HEAD", folder=folder)
    assert (done.code, "act: corrected" in done.out + done.err) == (1, True)


def test_a_former_id_that_is_taken_away_is_refused(folder):
    merge(folder)
    git(folder, "init", "--quiet")
    commit(folder, "Begin")
    (folder / KEPT).write_text("name: Ada Okafor\n")
    done = run("check", "--base", "HEAD", folder=folder)
    assert (done.code, "l-2 is a former id" in done.out + done.err) == (1, True)


def test_awards_that_may_be_one_are_told(folder):
    third = an_id(3)
    (folder / f"credentials/awards/2026/{third}.yml").write_text(
        "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-14\n"
    )
    assert "is the same learner, achievement and day" in merge(folder).err


def test_whoever_is_erased_is_gone_from_the_history_under_every_id(folder):
    merge(folder)
    done = run("erase", "l-1", "--yes", folder=folder)
    assert "--path credentials/learners/l-2.yml" in done.err


def test_a_spreadsheet_that_names_a_former_id_means_the_person(folder):
    merge(folder)
    (folder / "rows.csv").write_text("Learner id,Date\nl-2,2026-10-01\n")
    done = run("import", "rows.csv", "--achievement", "visit", "--yes", folder=folder)
    assert done.code == 0
    written = [path.read_text() for path in (folder / "credentials/awards/2026").iterdir()]
    assert sum("awardedDate: 2026-10-01" in text and "learner: l-1" in text for text in written) == 1
