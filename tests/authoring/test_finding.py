import datetime

import pytest

from issuing import an_id
from registries import FIRST, SECOND, make_registry
from testamur.authoring.finding import describe, find_award
from testamur.errors import UsageError
from testamur.records import registry

BASE = "https://badges.harbour.example"
MORE = {
    f"awards/{an_id(3)}.yml": "achievement: visit\nlearner: l-1\nawardedDate: 2026-06-01\n",
    "learners/l-3.yml": "name: 李小龙\n",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return registry.load(make_registry(tmp_path_factory.mktemp("r"), MORE), today=datetime.date(2026, 11, 1))


@pytest.mark.parametrize(
    "typed",
    [
        SECOND,
        SECOND.upper(),
        SECOND.replace("-", ""),
        f"  {SECOND} ",
        SECOND.replace("0", "o").replace("1", "l"),
        f"{BASE}/awards/{SECOND}/",
        f"{BASE}/awards/{SECOND}/#mine",
        f"{BASE}/awards/{SECOND}/credential.json",
        f"{BASE}/awards/{SECOND}",
        "Zoë Ó Briain",
        "zoe\u0308  o\u0301 BRIAIN",
        "l-2",
    ],
)
def test_an_award_is_found_by_what_a_person_has(found, typed):
    assert find_award(found, typed).id == SECOND


def test_a_name_with_several_awards_lists_them(found):
    with pytest.raises(UsageError) as raised:
        find_award(found, "Ada Okafor")
    told = str(raised.value)
    assert told.startswith("Ada Okafor has 2 awards: give the id of one\n")
    assert f"  {FIRST}  2026-05-14  Ada Okafor, Harbour Visit" in told
    assert an_id(3) in told


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Okafor", "did you mean one of these"),
        ("Nobody Known", "no award is called Nobody Known"),
        ("李小龙", "has no award yet"),
        (an_id(9), "there is no award"),
        (FIRST[:-1] + "0", "its last character does not fit"),
        (f"https://elsewhere.example/awards/{an_id(9)}/", "the link is of another registry"),
        (f"{BASE}/awards/nonsense/", "is not an award"),
        ("::error::\x1b[2J", "<U\\+001B ESCAPE>"),
        ("", "no award is called"),
    ],
)
def test_what_is_no_award_is_told_with_its_reason(found, typed, reason):
    with pytest.raises(UsageError, match=reason):
        find_award(found, typed)


def test_an_erased_award_is_described_without_a_name(tmp_path):
    erased = "achievement: visit\nawardedDate: 2026-05-14\nhistory:\n  - {date: 2026-06-01, act: erased}\n"
    records = registry.load(
        make_registry(tmp_path, {f"awards/2026/{FIRST}.yml": erased}), today=datetime.date(2026, 11, 1)
    )
    assert describe(records, records.awards[FIRST]) == f"{FIRST}  2026-05-14  (erased), Harbour Visit"
