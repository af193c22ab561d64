import pytest

from issuing import an_id, tree
from registries import FIRST, SECOND, make_registry, run, secret

THIRD = an_id(3)
OTHER = "achievement: visit\nlearner: l-2\nawardedDate: 2026-06-01\n"
LINE = "  - {date: 2026-11-01, act: revoked, reason: awarded-in-error}\n"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {f"awards/2026/{THIRD}.yml": OTHER})
    return tmp_path


def text(folder, award=FIRST):
    return (folder / f"credentials/awards/2026/{award}.yml").read_text()


@pytest.mark.parametrize(
    "named", [FIRST, f"https://badges.harbour.example/awards/{FIRST}/", "Ada Okafor", "ada OKAFOR"]
)
def test_an_award_to_revoke_can_be_named_by_id_link_or_learner(folder, named):
    done = run("revoke", named, "--reason", "awarded-in-error", "--yes", folder=folder)
    assert (done.code, done.out) == (0, f"credentials/awards/2026/{FIRST}.yml\n")
    assert text(folder).endswith("visibility: public\nhistory:\n" + LINE)


def test_an_act_explains_its_effect_and_the_next_step(folder):
    told = run("revoke", FIRST, "--reason", "awarded-in-error", "--yes", folder=folder).err
    assert f"Withdraw the award of Ada Okafor, Harbour Visit, of 2026-05-14 ({FIRST}), as of 2026-11-01." in told
    assert "told “Withdrawn”, and “It was recorded in error by the institution”. A withdrawn award cannot" in told
    assert "\nNext: commit this change, or open a pull request with it; once it is accepted, testamur issue" in told


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 130), ("\n", 130)])
def test_on_a_terminal_an_act_is_confirmed(folder, somebody_there, answer, code):
    before = text(folder)
    done = run("revoke", FIRST, "--reason", "other", folder=folder, answers=answer)
    assert done.code == code
    assert "Do this? [y/N]" in done.err
    assert (text(folder) == before) == (code != 0)
    assert ("Nothing was changed." in done.err) == (code != 0)


def test_with_yes_an_act_is_not_confirmed(folder, somebody_there):
    done = run("revoke", FIRST, "--reason", "other", "--yes", folder=folder)
    assert done.code == 0
    assert "Do this?" not in done.err


def test_on_a_terminal_a_missing_reason_is_asked_for_until_it_is_valid(folder, somebody_there):
    done = run("suspend", FIRST, folder=folder, answers="because\nunder-review\ny\n")
    assert done.code == 0
    assert "Write one of awarded-in-error" in done.err
    assert "reason: under-review" in text(folder)


def test_without_a_terminal_a_missing_reason_is_an_error(folder):
    done = run("revoke", FIRST, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert "--reason is missing" in done.err


def test_an_award_can_be_suspended_and_reinstated(folder):
    assert run("suspend", FIRST, "--reason", "under-review", "--date", "2026-10-01", folder=folder).code == 0
    assert run("reinstate", FIRST, "--note", "It was a mix-up, really", folder=folder).code == 0
    assert text(folder).endswith(
        "  - {date: 2026-10-01, act: suspended, reason: under-review}\n"
        '  - {date: 2026-11-01, act: reinstated, note: "It was a mix-up, really"}\n'
    )


def test_a_correction_sets_the_given_fields(folder):
    done = run("correct", FIRST, "--set", "validUntil=2029-05-14", "--set", "language=en", folder=folder)
    assert done.code == 0
    assert "; language becomes en; validUntil becomes 2029-05-14." in done.err
    assert "awardedDate: 2026-05-14\nvalidUntil: 2029-05-14\nvisibility: public\nlanguage: en\nhistory:\n" in text(
        folder
    )
    assert "act: corrected, reason: details-corrected" in text(folder)


def test_a_correction_without_fields_records_an_edit_made_by_hand(folder):
    assert run("correct", FIRST, folder=folder).code == 0
    assert text(folder).count("corrected") == 2


def test_on_a_terminal_it_is_asked_what_is_wrong(folder, somebody_there):
    done = run("correct", FIRST, folder=folder, answers="day\nvalidUntil\n2029-05-14\n\ny\n")
    assert done.code == 0
    assert "validUntil: 2029-05-14" in text(folder)
    assert "Write one of awardedDate, validUntil, language." in done.err


def test_a_correction_of_what_says_what_was_issued_is_refused(folder):
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    before = tree(folder)
    done = run("correct", FIRST, folder=folder)
    assert (done.code, tree(folder)) == (2, before)
    assert "says what was issued, so there is nothing to correct: give what is wrong with --set" in done.err


def test_an_edit_by_hand_of_what_was_issued_is_corrected_once(folder):
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    (folder / "credentials/learners/l-1.yml").write_text("name: Ada Lovelace\n")
    assert run("correct", FIRST, folder=folder).code == 0
    done = run("correct", FIRST, folder=folder)
    assert (done.code, "is written already: testamur issue signs it" in done.err) == (2, True)


@pytest.mark.parametrize(("given", "told"), [("validUntil", "write field=value"), ("name=Ada", "learner's own file")])
def test_an_invalid_correction_is_refused_with_a_reason(folder, given, told):
    before = tree(folder)
    done = run("correct", FIRST, "--set", given, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert tree(folder) == before


def test_setting_the_same_field_twice_is_refused(folder):
    assert "twice" in run("correct", FIRST, "--set", "language=en", "--set", "language=fr", folder=folder).err


def test_an_award_can_be_replaced_by_another(folder):
    done = run("supersede", SECOND, "--by", THIRD.upper(), "--yes", folder=folder)
    assert done.code == 0
    assert f"by the one of Zoë Ó Briain, Harbour Visit, of 2026-06-01 ({THIRD})." in done.err
    assert text(folder, SECOND).endswith(f"act: superseded, reason: replaced, by: {THIRD}}}\n")


def test_on_a_terminal_the_replacement_is_asked_for(folder, somebody_there):
    assert run("supersede", SECOND, folder=folder, answers=f"{THIRD}\ny\n").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reinstate", FIRST], "only an award that is on hold can be reinstated"),
        (["revoke", "Zoë Ó Briain", "--reason", "other"], "has 2 awards: give the id of one"),
        (["revoke", FIRST, "--reason", "because"], "is not one of"),
        (["revoke", FIRST, "--reason", "other", "--date", "1.10.2026"], "Write year-month-day"),
        (["revoke", FIRST, "--reason", "other", "--date", "2026-11-30"], "the day has not come yet"),
        (["revoke", FIRST, "--reason", "other", "--note", "\x1b[2J"], "a record cannot contain this"),
        (["revoke", FIRST, "--reason", "other", "--by", SECOND], "No such option"),
        (["supersede", FIRST, "--by", SECOND], "another learner's"),
        (["supersede", FIRST], "--by is missing"),
        (["erase", "Nobody"], "no learner is called Nobody"),
    ],
)
def test_an_impossible_act_is_refused_and_changes_nothing(folder, arguments, told):
    before = tree(folder)
    done = run(*arguments, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "\x1b" not in done.err
    assert tree(folder) == before


def test_problems_in_the_records_are_reported_before_any_act(folder):
    make_registry(folder, {"learners/l-1.yml": "nmae: Ada\n"})
    before = tree(folder)
    assert run("revoke", FIRST, "--reason", "other", folder=folder).code == 1
    assert tree(folder) == before


def test_an_award_that_was_never_issued_needs_no_act(folder):
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    assert "not issued yet" not in run("suspend", FIRST, "--reason", "other", folder=folder).err
    new = an_id(4)
    make_registry(folder, {f"awards/2026/{new}.yml": OTHER})
    assert "you can still delete its file" in run("revoke", new, "--reason", "other", folder=folder).err


def test_every_act_is_signed_by_the_next_issue(folder):
    run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    run("revoke", FIRST, "--reason", "other", "--yes", folder=folder)
    run("correct", SECOND, "--set", "validUntil=2029-05-14", folder=folder)
    run("suspend", THIRD, "--reason", "under-review", folder=folder)
    done = run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    assert "0 issued, 1 re-issued, 2 with a new status, 0 erased" in done.err
    run("erase", "Zoë Ó Briain", "--yes", folder=folder)
    done = run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    assert "2 erased" in done.err


def test_erasing_prints_the_letter_and_explains_the_remaining_steps(folder):
    done = run("erase", "l-2", "--yes", folder=folder)
    assert done.code == 0
    assert done.out.startswith("Harbour Institute\n2026-11-01\n\nDear Zoë Ó Briain,\n\nYou asked us")
    for told in (
        "Erase Zoë Ó Briain (l-2): remove their file, and name, results and evidence from 2 awards:",
        f"changed credentials/awards/2026/{THIRD}.yml",
        "removed credentials/learners/l-2.yml",
        "git filter-repo --force --invert-paths",
        "git push --force --mirror",
    ):
        assert told in done.err
    assert "l-2" not in text(folder, THIRD)
    assert not (folder / "credentials/learners/l-2.yml").exists()
    assert run("check", folder=folder).code == 0


def test_erasing_is_confirmed(folder, somebody_there):
    before = tree(folder)
    assert run("erase", "l-2", folder=folder, answers="n\n").code == 130
    assert tree(folder) == before


def test_an_erased_award_names_no_learner(folder):
    run("erase", FIRST, "--yes", folder=folder)
    done = run("erase", FIRST, "--yes", folder=folder)
    assert done.code == 2
    assert "was erased on 2026-11-01" in done.err


def test_the_day_of_an_act_is_today_in_the_institutions_time_zone(folder, monkeypatch):
    import datetime

    from testamur.terminal import clock

    make_registry(folder, timeZone="Pacific/Auckland")
    monkeypatch.setattr(clock, "_read", lambda: datetime.datetime(2026, 11, 1, 20, tzinfo=datetime.UTC))
    run("revoke", FIRST, "--reason", "other", "--yes", folder=folder)
    assert "date: 2026-11-02" in text(folder)
