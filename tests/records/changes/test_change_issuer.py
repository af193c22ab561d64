"""What a change may do to the issuer, its keys, and who has to approve."""

import pytest

from record_changes import Changed
from record_problems import NAME, OPEN
from registries import FILES, PUBLIC_KEY, SECOND
from testamur.proofs import keys, multikey

ISSUER = FILES["issuer.yml"]
OTHER_KEY = multikey.encode(keys.from_seed(bytes([7] * 32)).public_key)
NO_AWARDS = {NAME: None, f"awards/2026/{SECOND}.yml": None}
METHOD = f"{{publicKeyMultibase: {PUBLIC_KEY}, from: 2026-01-01}}"
COURSE = "achievement: visit\nperiod: {from: 2026-02-02, to: 2026-05-08}\nasOf: 2026-05-12\nsource: Mark sheets\n"


def issuer(folder, now, was=ISSUER, **before):
    return Changed(folder, {"issuer.yml": now}, {"issuer.yml": was, **before}).found


def test_the_base_address_cannot_change_once_there_is_an_award(tmp_path):
    now = ISSUER.replace("badges.harbour", "awards.harbour")
    assert issuer(tmp_path / "a", now) == [("address-changed", 1, "base")]
    assert issuer(tmp_path / "b", now, **NO_AWARDS) == []


@pytest.mark.parametrize(
    "now",
    [
        METHOD + f"\n  - {{publicKeyMultibase: {OTHER_KEY}, from: 2026-09-01}}",
        f"{{publicKeyMultibase: {OTHER_KEY}, from: 2026-09-01}}\n  - " + METHOD,
        METHOD.replace("}", ", to: 2026-09-01}"),
        METHOD.replace("}", ", to: 2026-09-01, retired: true}"),
        METHOD.replace("}", ", compromised: true}"),
    ],
    ids=["added", "added above", "ended", "retired", "compromised"],
)
def test_keys_may_be_added_and_ended(tmp_path, now):
    assert issuer(tmp_path, ISSUER.replace(METHOD, now)) == []


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("", f"{{publicKeyMultibase: {OTHER_KEY}, from: 2026-01-01}}", ("key-missing", 8, "verificationMethod")),
        ("", METHOD.replace("01-01", "02-01"), ("key-changed", 8, "verificationMethod.0.from")),
        (", retired: true", METHOD, ("key-changed", 8, "verificationMethod.0")),
        (", compromised: true", METHOD, ("key-changed", 8, "verificationMethod.0")),
        (", compromised: true", METHOD.replace("}", ", retired: true}"), ("key-changed", 8, "verificationMethod.0")),
        (", to: 2026-09-01", METHOD, ("key-changed", 8, "verificationMethod.0.to")),
    ],
)
def test_keys_cannot_be_removed_or_reactivated(tmp_path, was, now, found):
    before = ISSUER.replace(METHOD, METHOD.replace("}", was + "}"))
    assert issuer(tmp_path, ISSUER.replace(METHOD, now), before) == [found]
    assert issuer(tmp_path / "free", ISSUER.replace(METHOD, now), before, **NO_AWARDS) == []


def test_changing_only_the_last_day_of_a_key_is_a_warning(tmp_path):
    before = ISSUER.replace(METHOD, METHOD.replace("}", ", to: 2026-09-01}"))
    changed = Changed(tmp_path, {"issuer.yml": ISSUER}, {"issuer.yml": before})
    assert [one.severity for one in changed.problems] == ["warning"]


def test_removing_the_whole_list_of_keys_is_reported_on_the_issuer(tmp_path):
    now = ISSUER[: ISSUER.index("verificationMethod")]
    assert issuer(tmp_path, now) == [("key-missing", 1, "verificationMethod")]


def test_opening_a_closed_repository_is_a_warning(tmp_path):
    (problem,) = Changed(tmp_path, {"issuer.yml": OPEN}).problems
    assert (problem.code, problem.severity, problem.field) == ("privacy-open", "warning", "repository")
    assert issuer(tmp_path / "shut", ISSUER, OPEN) == []


@pytest.mark.parametrize(
    "other",
    [
        {"learners/l-3.yml": "name: Z\n"},
        {"offerings/may.yml": COURSE},
        NO_AWARDS,
    ],
    ids=["a learner", "a course", "removals"],
)
def test_who_approves_and_what_is_to_be_approved_do_not_travel_together(tmp_path, other):
    now = {"issuer.yml": f"approval: single\n{ISSUER}", **other}
    assert ("mixed-change", 1, "approval") in Changed(tmp_path, now).found


def test_who_approves_may_change_by_itself(tmp_path):
    assert Changed(tmp_path, {"issuer.yml": f"approval: single\n{ISSUER}"}).found == []


def test_who_approves_may_change_with_anything_while_it_is_practice(tmp_path):
    was = {"issuer.yml": f"practice: true\n{ISSUER}"}
    now = {"issuer.yml": f"practice: true\napproval: single\n{ISSUER}", "learners/l-3.yml": "name: Z\n"}
    assert Changed(tmp_path, now, was).found == []


def test_keys_cannot_change_together_with_other_records(tmp_path):
    now = {
        "issuer.yml": ISSUER.replace(METHOD, METHOD.replace("}", ", retired: true}")),
        "learners/l-3.yml": "name: Z\n",
    }
    assert Changed(tmp_path, now).found == [("mixed-change", 8, "verificationMethod")]
    assert Changed(tmp_path / "first", now, NO_AWARDS).found == []


def test_records_of_practice_mode_are_not_frozen(tmp_path):
    practice = ISSUER.partition("verificationMethod")[0] + "practice: true\n"
    found = Changed(
        tmp_path, {"issuer.yml": ISSUER.replace("badges.", "awards."), **NO_AWARDS}, {"issuer.yml": practice}
    )
    assert found.found == []
    assert "It ends practice mode: from now on awards are real." in found.sentences


def test_an_award_of_practice_that_is_still_there_when_practice_ends_is_named(tmp_path):
    """As where main got it while the end of practice was prepared."""
    found = Changed(tmp_path, {"issuer.yml": ISSUER}, {"issuer.yml": f"practice: true\n{ISSUER}"})
    assert {code for code, _, _ in found.found} == {"practice-award"}
    assert all(problem.file.startswith("credentials/awards/") for problem in found.problems)


def test_an_award_that_comes_with_the_end_of_practice_is_real(tmp_path):
    awards = {name: FILES[name] for name in NO_AWARDS}
    was = {"issuer.yml": f"practice: true\n{ISSUER}", **NO_AWARDS}
    assert Changed(tmp_path, {"issuer.yml": ISSUER, **awards}, was).found == []


def test_while_practice_goes_on_its_awards_stay(tmp_path):
    practice = {"issuer.yml": f"practice: true\n{ISSUER}"}
    assert Changed(tmp_path, practice, practice).found == []


def test_a_registry_with_real_awards_cannot_return_to_practice_mode(tmp_path):
    found = Changed(tmp_path, {"issuer.yml": ISSUER + "practice: true\n"})
    assert [code for code, _, _ in found.found] == ["practice-again"]


# The log -------------------------------------------------------------------------------------------------------------

SIGNATURE = "A" * 86 + "=="
ACT = f'    - {{op: key-add, key: {PUBLIC_KEY}, at: "2026-11-01T12:00:00Z", signature: "{SIGNATURE}"}}\n'
LATER_ACT = ACT.replace("key-add", "key-retire")
LOG_KEY = "badges.harbour.example/log+650751ac+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"


def logged(*acts, key=LOG_KEY):
    lines = f"log:\n  key: {key}\n  root: {LOG_KEY}\n  acts:\n{''.join(acts)}"
    return ISSUER.replace("verificationMethod:", f"{lines}verificationMethod:")


def test_a_log_may_begin(tmp_path):
    assert issuer(tmp_path, logged(ACT)) == []


def test_an_act_may_be_added_below_the_others(tmp_path):
    assert issuer(tmp_path, logged(ACT, LATER_ACT), was=logged(ACT)) == []


@pytest.mark.parametrize(
    "now",
    [ISSUER, logged(ACT, LATER_ACT, key=LOG_KEY.replace("650751ac", "750751ac"))],
    ids=["taken out", "another key"],
)
def test_a_log_is_not_given_up(tmp_path, now):
    assert [one[0] for one in issuer(tmp_path, now, was=logged(ACT, LATER_ACT))] == ["log-changed"]


@pytest.mark.parametrize("acts", [[ACT], [LATER_ACT, ACT], [ACT.replace("12:00", "12:01"), LATER_ACT]])
def test_what_the_root_key_signed_stays(tmp_path, acts):
    assert [one[0] for one in issuer(tmp_path, logged(*acts), was=logged(ACT, LATER_ACT))] == ["log-changed"]


NEXT_KEY = LOG_KEY.replace("650751ac", "750751ac")
REPLACED = (
    f"    - {{op: log-key, logKey: {NEXT_KEY}, replaces: {LOG_KEY}, "
    f'at: "2026-11-02T12:00:00Z", signature: "{SIGNATURE}"}}\n'
)


def test_the_logs_own_key_may_be_replaced_by_an_act(tmp_path):
    assert issuer(tmp_path, logged(ACT, REPLACED, key=NEXT_KEY), was=logged(ACT)) == []


@pytest.mark.parametrize(
    "now",
    [
        logged(ACT, REPLACED),
        logged(ACT, key=NEXT_KEY),
        logged(ACT, REPLACED.replace("replaces: badges", "replaces: x"), key=NEXT_KEY),
        logged(REPLACED, ACT, key=NEXT_KEY),
    ],
    ids=["the key is not written", "no act", "an act about another key", "an act above what was there"],
)
def test_the_logs_own_key_is_not_replaced_otherwise(tmp_path, now):
    assert "log-changed" in [one[0] for one in issuer(tmp_path, now, was=logged(ACT))]


def test_a_log_begins_in_a_change_of_its_own(tmp_path):
    changed = Changed(tmp_path, {"issuer.yml": logged(ACT), "learners/l-9.yml": "name: New\n"}, {})
    assert [one[0] for one in changed.found] == ["mixed-change"]
