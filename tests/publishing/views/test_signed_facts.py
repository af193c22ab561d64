import datetime

import pytest

import foreign_award
from page_samples import KEY, award, document
from testamur.errors import PublishingError
from testamur.publishing.views import signed_facts
from testamur.publishing.views.results import Result


def test_every_fact_of_a_credential_is_read_from_the_document():
    read = signed_facts.read_facts(document())
    assert (read.learner, read.title, read.issuer_name) == (
        "Zoë Ó Briain",
        "Data Analysis Foundations",
        "Harbour Institute",
    )
    assert (read.country, read.issuer_did) == ("IE", "did:web:badges.harbour.example:issuer")
    assert read.awarded == datetime.date(2026, 5, 14)
    assert read.valid_from == datetime.datetime(2026, 6, 1, 9, 30, tzinfo=datetime.UTC)
    assert read.valid_until == datetime.datetime(2029, 5, 14, 22, 59, 59, tzinfo=datetime.UTC)
    assert (read.achievement_type, read.version, read.credits_earned) == ("MicroCredential", "2026", 2)
    assert read.key.endswith(f"#{KEY}")
    assert read.status_list == "https://badges.harbour.example/status/revocation-1.json"
    assert read.image == signed_facts.Picture(
        address="https://badges.harbour.example/achievements/data-analysis-foundations/badge.png", caption="A bar chart"
    )


def test_a_result_is_read_with_its_name_and_scale():
    (result,) = signed_facts.read_facts(document()).results
    assert result == Result(name="Final project", value="87", kind="Percent", highest="100", required="60")


def test_levels_are_separated_from_skills():
    read = signed_facts.read_facts(document())
    assert [level.code for level in read.levels] == ["5", "short-cycle"]
    assert read.levels[0].description == "Level confirmed by Quality and Qualifications Ireland."
    assert [skill.name for skill in read.skills] == ["analyse data"]


def test_a_hashed_identity_is_not_shown_as_a_name():
    signed = document()
    identifier = signed["credentialSubject"]["identifier"][0]
    identifier["hashed"] = True
    assert signed_facts.read_facts(signed).learner == ""


def test_the_awarded_day_is_read_as_written_in_any_time_zone():
    assert signed_facts.read_facts(document() | {"awardedDate": "2026-05-14T23:59:00-11:00"}).awarded == datetime.date(
        2026, 5, 14
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "urn:uuid:1", "https:///x"]
)
def test_only_web_addresses_become_links(address):  # M-03
    signed = document()
    signed["evidence"][0]["id"] = address
    signed["credentialSubject"]["achievement"]["alignment"][-1]["targetUrl"] = address
    read = signed_facts.read_facts(signed)
    assert (read.evidence[0].address, read.skills[0].address) == ("", "")


def test_a_minimal_credential_has_no_invented_facts():
    signed = document(award(results={}, evidence=()))
    achievement = signed["credentialSubject"]["achievement"]
    for member in ("alignment", "tag", "image", "resultDescription", "version", "creditsAvailable"):
        del achievement[member]
    del signed["credentialSubject"]["creditsEarned"], signed["validUntil"]
    read = signed_facts.read_facts(signed)
    assert (read.levels, read.skills, read.tags, read.results, read.evidence) == ((), (), (), (), ())
    assert (read.image, read.version, read.credits_earned, read.valid_until) == (None, "", None, None)


@pytest.mark.parametrize("missing", ["id", "issuer", "validFrom", "credentialSubject", "proof"])
def test_a_document_without_a_required_member_is_refused_naming_it(missing):
    signed = document()
    del signed[missing]
    with pytest.raises(PublishingError, match=missing):
        signed_facts.read_facts(signed)


def test_a_member_of_the_wrong_type_is_refused():
    signed = document() | {"issuer": "did:web:badges.harbour.example:issuer"}
    with pytest.raises(PublishingError, match=signed["id"]):
        signed_facts.read_facts(signed)


def test_an_award_composed_by_others_is_read():
    read = signed_facts.read_facts(foreign_award.signed(foreign_award.credential()))
    assert read.learner == "Aoife Ní Mháille 王"
    assert read.results[0].status == "Completed"
    assert read.title == "Boat Handling"
