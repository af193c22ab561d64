"""A change compared with its base, also if records are wrong before or after it."""

from issuing import an_id
from record_changes import Changed
from record_problems import AWARD, NAME, history
from registries import FILES, FIRST, SECOND, VISIT
from testamur.records.changes.change_paths import ChangedPath

REVOKED = history("date: 2026-06-01, act: revoked, reason: awarded-in-error")


def test_a_change_lists_awards_acts_edits_removals_and_other_records(tmp_path):
    now = {
        NAME: REVOKED + "visibility: public\n",
        f"awards/{an_id(9)}.yml": AWARD.replace("05-14", "06-01"),
        f"awards/2026/{SECOND}.yml": None,
        "learners/l-3.yml": "name: Zed\n",
        "achievements/visit.yml": VISIT + "color: '#123456'\nemblem: boat\n",
    }
    paths = [f"credentials/{NAME}", "theme/a.css", ChangedPath(path="content/a.md", after="")]
    change = Changed(tmp_path, now, {NAME: AWARD}, paths).change
    assert change.awarded == {"visit": [an_id(9)]}
    assert change.acts == {"revoked": [FIRST]}
    assert (change.visibility, change.edited, change.removed) == ([FIRST], [], [SECOND])
    assert (change.learners, change.achievements) == ({"added": ["l-3"]}, {"edited": ["visit"]})
    assert change.issuer is False
    assert change.files == {
        "record": [f"credentials/{NAME}"],
        "configuration": ["theme/a.css"],
        "prose": ["content/a.md"],
    }


def test_only_achievements_that_a_change_touches_are_listed(tmp_path):
    now = {f"awards/{an_id(9)}.yml": AWARD.replace("05-14", "06-01")}
    before = {"achievements/idle.yml": VISIT.replace("Harbour Visit", "Idle")}
    assert Changed(tmp_path, now, before).change.concerned == {"visit"}


def test_problems_of_the_base_do_not_stop_a_comparison(tmp_path):
    before = {"issuer.yml": "base: [\n", "achievements/visit.yml": "nmae: x\n", "learners/l-1.yml": "\0", NAME: "- a\n"}
    now = {name: FILES[name] for name in before}
    assert Changed(tmp_path, now, before).found == []


def test_a_registry_with_problems_is_compared_as_far_as_it_can_be_read(tmp_path):
    now = {NAME: AWARD.replace("05-14", "05-15"), "learners/l-2.yml": "nmae: Zoë\n", f"awards/2026/{SECOND}.yml": None}
    changed = Changed(tmp_path, now, {NAME: AWARD})
    assert {code for code, _, _ in changed.found} == {"issued-record-changed", "issued-record-missing"}
