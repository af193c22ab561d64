"""The summary of a change in plain sentences, without names that must not be there."""

import pytest

from issuing import an_id
from record_changes import Changed
from record_problems import AWARD, NAME, OPEN, history
from registries import FILES, FIRST, PUBLIC_KEY, SECOND, VISIT
from testamur.records.changes.change_paths import ChangedPath

WHOSE = "*Harbour Visit* of Ada Okafor (l-1), awarded on 2026-05-14"
REVOKED = history("date: 2026-06-01, act: revoked, reason: awarded-in-error")
ISSUER = FILES["issuer.yml"]


def new_awards(number):
    learners = {f"learners/n-{one:03}.yml": f"name: Person {one}\n" for one in range(number)}
    awards = {
        f"awards/{an_id(100 + one)}.yml": f"achievement: visit\nlearner: n-{one:03}\nawardedDate: 2026-06-01\n"
        for one in range(number)
    }
    return learners, awards


def test_the_summary_begins_with_new_awards_their_number_and_learners(tmp_path):
    learners, awards = new_awards(2)
    assert Changed(tmp_path, awards, learners).sentences == [
        "This change awards *Harbour Visit* to 2 learners: Person 0 (n-000), Person 1 (n-001)."
    ]


def test_of_many_learners_the_first_thirty_are_named(tmp_path):
    learners, awards = new_awards(33)
    (sentence,) = Changed(tmp_path, awards, learners).sentences
    assert sentence.startswith("This change awards *Harbour Visit* to 33 learners: Person 0 (n-000), ")
    assert sentence.endswith(", Person 29 (n-029) and 3 more.")


def test_two_awards_of_one_learner_are_one_learner(tmp_path):
    now = {
        f"awards/{an_id(9)}.yml": AWARD.replace("05-14", "06-01"),
        f"awards/{an_id(8)}.yml": AWARD.replace("05", "07"),
    }
    (sentence,) = Changed(tmp_path, now).sentences
    assert sentence == "This change awards *Harbour Visit* to 1 learner (2 awards): Ada Okafor (l-1)."


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (REVOKED, f"withdraws {WHOSE}, for the reason awarded-in-error"),
        (
            history("date: 2026-06-01, act: suspended, reason: under-review"),
            f"puts on hold {WHOSE}, for the reason under-review",
        ),
        (history("date: 2026-06-01, act: corrected"), f"corrects {WHOSE}"),
        (AWARD + "visibility: public\n", f"makes 1 award public that was unlisted: {FIRST}"),
    ],
)  # fmt: skip
def test_the_summary_of_an_act_names_the_learner_and_the_reason(tmp_path, now, sentence):
    assert Changed(tmp_path, {NAME: now}, {NAME: AWARD}).sentences == [f"This change {sentence}."]


def test_the_summary_says_that_a_sealed_award_gets_another_link(tmp_path):
    sealed = AWARD + "visibility: sealed\n"
    assert Changed(tmp_path, {NAME: sealed + "link: 2\n"}, {NAME: sealed}).sentences == [
        f"This change asks for another link of 1 sealed award, and the one before stops working: {FIRST}."
    ]


def test_the_same_act_on_several_awards_is_one_sentence(tmp_path):
    second = f"awards/2026/{SECOND}.yml"
    now = {NAME: REVOKED, second: REVOKED.replace("l-1", "l-2")}
    (sentence,) = Changed(tmp_path, now, {NAME: AWARD, second: AWARD.replace("l-1", "l-2")}).sentences
    assert "withdraws *Harbour Visit* of 2 learners: Ada Okafor (l-1), Zoë Ó Briain (l-2)" in sentence


def test_the_summary_does_not_name_an_erased_learner(tmp_path):
    now = {NAME: history("date: 2026-06-01, act: erased").replace("learner: l-1\n", ""), "learners/l-1.yml": None}
    changed = Changed(tmp_path, now, {NAME: AWARD})
    assert changed.sentences == [
        f"This change erases the learner's data from *Harbour Visit* (1 award: {FIRST}).",
        "It removes 1 learner: l-1.",
    ]
    assert "Ada" not in str(changed.problems)


def test_in_an_open_repository_the_summary_has_ids_instead_of_names(tmp_path):
    learners, awards = new_awards(2)
    for number, (was, has) in enumerate([(OPEN, OPEN), (ISSUER, OPEN), (OPEN, ISSUER)]):
        changed = Changed(tmp_path / str(number), {**awards, "issuer.yml": has}, {**learners, "issuer.yml": was})
        assert changed.sentences[0] == "This change awards *Harbour Visit* to 2 learners: n-000, n-001."


def test_the_summary_covers_learners_achievements_and_the_institution(tmp_path):
    now = {
        "learners/l-3.yml": "name: Zed\n",
        "learners/l-2.yml": "name: Zoë Briain\n",
        "achievements/visit.yml": VISIT.replace("Come", "Go") + 'version: "2"\n',
        "achievements/new.yml": VISIT.replace("Harbour Visit", "New"),
        "issuer.yml": ISSUER.replace(f"{PUBLIC_KEY}, from", f"{PUBLIC_KEY}, retired: true, from"),
    }
    paths = ["content/a.md", "theme/a.css", ChangedPath(path="theme/b.css", after="")]
    assert Changed(tmp_path, now, paths=paths).sentences == [
        "This change adds the achievement *New*.",
        "It edits the achievement *Harbour Visit* (version none becomes 2).",
        "It adds 1 learner: Zed (l-3).",
        "It changes the details of 1 learner: Zoë Briain (l-2, until now Zoë Ó Briain).",
        "It changes the institution's own record, and its keys (1 retired).",
        "It changes 2 files of the site's configuration.",
        "It changes 1 file of prose.",
    ]


def test_the_summary_mentions_edited_and_removed_awards(tmp_path):
    now = {NAME: AWARD.replace("05-14", "05-15"), f"awards/2026/{SECOND}.yml": None}
    assert Changed(tmp_path, now, {NAME: AWARD}).sentences == [
        f"This change edits 1 award: {FIRST}.",
        f"It removes 1 award: {SECOND}.",
    ]


def test_a_changed_picture_counts_as_a_change_of_records(tmp_path):
    (sentence,) = Changed(tmp_path, paths=["credentials/images/logo.svg"]).sentences
    assert sentence.startswith("This change touches 1 file of records")
