import datetime

import pytest

from issuing import an_id
from registries import FIRST, SECOND, make_registry
from testamur.authoring.finding.award_lookup import describe_award, find_award, find_learner, search_awards
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
def test_an_award_is_found_by_its_id_link_or_learner(found, typed):
    assert find_award(found, typed).id == SECOND


def test_a_name_with_several_awards_is_refused_with_a_list_of_them(found):
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
def test_a_text_that_matches_no_award_is_refused_with_a_reason(found, typed, reason):
    with pytest.raises(UsageError, match=reason):
        find_award(found, typed)


def test_an_erased_award_is_described_without_a_name(tmp_path):
    erased = "achievement: visit\nawardedDate: 2026-05-14\nhistory:\n  - {date: 2026-06-01, act: erased}\n"
    records = registry.load(
        make_registry(tmp_path, {f"awards/2026/{FIRST}.yml": erased}), today=datetime.date(2026, 11, 1)
    )
    assert describe_award(records, records.awards[FIRST]) == f"{FIRST}  2026-05-14  (erased), Harbour Visit"


@pytest.mark.parametrize("typed", ["zoe o briain", "ZOE  Ó BRIAIN"])
def test_a_learner_is_found_by_a_name_typed_without_accents(found, typed):
    assert find_award(found, typed).id == SECOND


def test_an_exact_name_is_preferred_to_one_with_other_accents(tmp_path):
    files = {"learners/l-3.yml": "name: Zoe O Briain\n", f"awards/{an_id(3)}.yml": MORE_OF.format("l-3")}
    records = registry.load(make_registry(tmp_path, files), today=datetime.date(2026, 11, 1))
    assert find_award(records, "Zoe O Briain").id == an_id(3)
    assert find_award(records, "Zoë Ó Briain").id == SECOND


MORE_OF = "achievement: visit\nlearner: {}\nawardedDate: 2026-06-01\n"


def test_two_learners_of_one_name_are_listed_with_their_awards(tmp_path):
    files = {"learners/l-3.yml": "name: Ada Okafor\n"}
    records = registry.load(make_registry(tmp_path, files), today=datetime.date(2026, 11, 1))
    with pytest.raises(UsageError, match="2 learners are called Ada Okafor: give the id of one award\n") as raised:
        find_award(records, "Ada Okafor")
    assert FIRST in str(raised.value)
    with pytest.raises(UsageError, match="give the id of one\n  l-1  Ada Okafor, 1 award\n  l-3  Ada Okafor, 0 awards"):
        find_learner(records, "Ada Okafor")


@pytest.mark.parametrize("typed", ["l-2", "Zoë Ó Briain", "zoe o briain", SECOND, f"{BASE}/awards/{SECOND}/"])
def test_a_learner_is_found_by_id_name_or_award(found, typed):
    assert find_learner(found, typed).id == "l-2"


@pytest.mark.parametrize("typed", ["Nobody", "", "Okafor", an_id(9)])
def test_a_text_that_matches_no_learner_is_refused(found, typed):
    with pytest.raises(UsageError, match=r"no learner is called|there is no award"):
        find_learner(found, typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("okafor", 2),
        ("HARBOUR visit", 3),
        ("zoe visit", 1),
        ("briain okafor", 0),
        (SECOND.upper().replace("-", " "), 1),
        (SECOND[:6], 1),
        (f"{BASE}/awards/{SECOND}/#mine", 1),
        ("l-1", 2),
        ("  ", 0),
    ],
)
def test_a_search_finds_only_awards_that_match_every_word(found, typed, number):
    assert len(search_awards(found, typed)) == number


def test_a_search_covers_names_in_all_languages(tmp_path):
    visit = "name: {en: Harbour Visit, fr: Visite du Port Éloigné}\nachievementType: Badge\n" + (
        "description: A visit.\ncriteria: Come.\n"
    )
    records = registry.load(
        make_registry(tmp_path, {"achievements/visit.yml": visit}), today=datetime.date(2026, 11, 1)
    )
    assert len(search_awards(records, "visite eloigne")) == 2
