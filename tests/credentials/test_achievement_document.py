"""An achievement as a document: embedded and published, it is the same in one language."""

from dataclasses import replace

import pytest

from samples import ACHIEVEMENT, BASE, ISSUER
from testamur.credentials import achievement_document
from testamur.records.model.micro_credentials import Level


def compose(language="en", **changes):
    return achievement_document.compose(replace(ACHIEVEMENT, **changes), ISSUER, language)


def test_the_id_of_an_endorsement_is_its_page():
    assert compose()["id"] == f"{BASE}/achievements/{ACHIEVEMENT.slug}/"


def test_a_level_states_who_confirmed_it():
    assert [level["targetDescription"] for level in compose()["alignment"][:2]] == [
        "Level confirmed by Quality and Qualifications Ireland."
    ] * 2


@pytest.mark.parametrize(("level", "types"), [
    (None, []), (Level(eqf=5), ["ext:EQF"]), (Level(qf_ehea="first-cycle"), ["ext:QF-EHEA"]),
])  # fmt: skip
def test_levels_are_alignments(level, types):
    assert [one["targetType"] for one in compose(level=level, alignments=()).get("alignment", [])] == types


def test_what_is_not_said_has_no_member():
    document = compose(tags=(), version="", credits_available=None, result_descriptions=())
    assert {"tag", "version", "creditsAvailable", "resultDescription"}.isdisjoint(document)


def test_its_language_is_its_own_or_the_issuers_first():
    assert achievement_document.language_of(replace(ACHIEVEMENT, in_language="ga"), ISSUER) == "ga"
    assert achievement_document.language_of(replace(ACHIEVEMENT, in_language=""), ISSUER) == ISSUER.languages[0]
