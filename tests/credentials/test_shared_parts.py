"""What many credentials have in common is composed once, and nobody shares it."""

from dataclasses import replace

import pytest

import signing
from samples import ACHIEVEMENT, ISSUER
from testamur.credentials import achievement_document, document_parts
from testamur.credentials.shared_parts import SharedParts
from testamur.errors import DocumentError


@pytest.fixture
def parts():
    return SharedParts(ISSUER)


def test_an_achievement_is_what_its_own_module_composes(parts):
    assert parts.achievement(ACHIEVEMENT, "en") == achievement_document.compose(ACHIEVEMENT, ISSUER, "en")


def test_a_profile_is_what_its_own_module_composes(parts):
    assert parts.profile("en") == document_parts.issuer_profile(ISSUER, "en")


def test_members_keep_their_order(parts):
    made = achievement_document.compose(ACHIEVEMENT, ISSUER, "en")
    assert list(parts.achievement(ACHIEVEMENT, "en")) == list(made)


def test_it_is_composed_once(parts, monkeypatch):
    first = parts.achievement(ACHIEVEMENT, "en")
    monkeypatch.setattr(achievement_document, "compose", None)
    assert parts.achievement(ACHIEVEMENT, "en") == first


def test_what_is_done_to_one_does_not_reach_another(parts):
    parts.achievement(ACHIEVEMENT, "en")["alignment"].clear()
    assert parts.achievement(ACHIEVEMENT, "en")["alignment"]


def test_another_achievement_of_the_same_name_is_another(parts):
    parts.achievement(ACHIEVEMENT, "en")
    other = replace(ACHIEVEMENT, description="Another text.")
    assert parts.achievement(other, "en")["description"] == "Another text."


def test_another_language_is_another(parts):
    parts.profile("en")
    assert parts.profile("fr") == document_parts.issuer_profile(ISSUER, "fr")


def test_endorsements_count(parts):
    parts.achievement(ACHIEVEMENT, "en")
    endorsed = [signing.an_endorsement()]
    made = achievement_document.compose(ACHIEVEMENT, ISSUER, "en", endorsed)
    assert parts.achievement(ACHIEVEMENT, "en", endorsed) == made


def test_an_endorsement_that_is_none_is_refused_every_time(parts):
    for _ in range(2):
        with pytest.raises(DocumentError, match="EndorsementCredential"):
            parts.achievement(ACHIEVEMENT, "en", [{"type": ["VerifiableCredential"]}])


def test_what_json_cannot_hold_is_composed_all_the_same(parts):
    other = replace(ACHIEVEMENT, description="\ud800")
    assert parts.achievement(other, "en") == achievement_document.compose(other, ISSUER, "en")
