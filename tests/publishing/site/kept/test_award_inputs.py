"""Whatever changes an award's page changes its inputs, wherever it is written; and nothing else does."""

import datetime
from dataclasses import replace

import pytest

from issuing import KEY, NOW, Random, an_id
from registries import FIRST, SECOND, VISIT, make_registry
from testamur.ledger import issuance
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.kept.award_inputs import AwardInputs
from testamur.publishing.views import site_info
from testamur.records import registry

THIRD = an_id(3)
DAY = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
AWARD = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: {}\n"
LATER = "achievement: visit\nlearner: l-1\nawardedDate: 2026-09-14\nvisibility: {}\n"
OTHERS = "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-16\n"
SUPERSEDED = f"history:\n  - {{date: 2026-10-01, act: superseded, reason: replaced, by: {SECOND}}}\n"
TITLES = {
    f"achievements/{slug}.yml": f"name: {slug}\nachievementType: Badge\ndescription: A.\ncriteria: B.\n"
    for slug in ("tour", "hand")
}
PATHWAY = "name: On the quay\nsteps:\n  - achievement: {}\n  - achievement: tour\nordered: true\nmilestone: {}\n"
SKILL = (
    "targetName: analyse data, targetFramework: ESCO, "
    "targetUrl: 'http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f'"
)
DEMAND = (
    "name: Work on the quay\nsource: survey\nby: North Quay Port Authority\ndate: 2026-09-15\n"
    f"skills: [{{{SKILL}, weight: 71}}]\n"
)
CONSENT = "name: Ada Okafor\nconsent: {date: 2026-01-02, profile: true}\n"


class Place:
    """A registry whose awards' inputs are asked after each change."""

    def __init__(self, folder):
        self.folder, self.runs = folder, 0

    def digest(self, files, award_id=FIRST, now=DAY, makers=b"", change=lambda source: source, **issuer):
        """Write the records, issue what is new, and return the digest of an award's inputs."""
        records = make_registry(self.folder, {**TITLES, **files}, **issuer)
        self.runs += 1
        loaded = registry.load(records, today=NOW.date())
        issuance.issue(loaded, self.folder / "ledger", KEY, now=NOW, random=Random(self.runs))
        loaded = registry.load(records, today=NOW.date())
        published = publication.read(loaded, Ledger(self.folder / "ledger"), now=now)
        sites = site_info.sites(loaded.issuer, now=now, preview=False, practice_at="")
        inputs = AwardInputs(change(AwardSource.of(published, sites)), makers)
        return inputs.digest(next(issued for issued in published.awards if issued.award.id == award_id))


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


def awards(**files):
    return {f"awards/2026/{award_id}.yml": text for award_id, text in files.items()}


def test_the_inputs_of_an_award_are_the_same_as_long_as_nothing_changes(place):
    assert place.digest({}) == place.digest({})


def test_an_award_of_somebody_else_is_no_input(place):
    before = place.digest({})
    assert place.digest(awards(**{THIRD: OTHERS})) == before


@pytest.mark.parametrize("changes", [{"contact": "a@harbour.example"}, {"languages": "[en, fr]"}, {"compact": "true"}])
def test_the_institution_is_an_input(place, changes):
    assert place.digest({}) != place.digest({}, **changes)


@pytest.mark.parametrize("later", [datetime.timedelta(days=1), datetime.timedelta(hours=1)])
def test_the_instant_is_an_input(place, later):
    assert place.digest({}) != place.digest({}, now=DAY + later)


def test_what_makes_pages_is_an_input(place):
    assert place.digest({}) != place.digest({}, makers=b"another theme")


def test_visibility_is_an_input(place):
    assert place.digest({}) != place.digest(awards(**{FIRST: AWARD.format("unlisted")}))


def test_a_hold_is_an_input(place):
    held = "history:\n  - {date: 2026-10-01, act: suspended, reason: under-review}\n"
    assert place.digest({}) != place.digest(awards(**{FIRST: AWARD.format("public") + held}))


def test_whether_what_replaces_an_award_may_be_named_is_an_input(place):
    replaced = awards(**{FIRST: AWARD.format("public") + SUPERSEDED, SECOND: LATER.format("public")})
    hidden = {**replaced, **awards(**{SECOND: LATER.format("unlisted")})}
    assert place.digest(replaced) != place.digest(hidden)


def test_the_award_that_renews_another_is_an_input_of_that(place):
    before = place.digest(awards(**{SECOND: None}))
    renewing = awards(**{SECOND: LATER.format("public") + f"renews: {FIRST}\n"})
    assert place.digest(renewing) != before


def test_the_award_that_is_renewed_is_an_input_of_the_one_that_renews_it(place):
    renewing = awards(**{SECOND: LATER.format("public") + f"renews: {FIRST}\n"})
    before = place.digest(renewing, SECOND)
    assert place.digest({**renewing, **awards(**{FIRST: AWARD.format("unlisted")})}, SECOND) != before


def test_a_page_of_the_learner_is_an_input(place):
    assert place.digest({}) != place.digest({"learners/l-1.yml": CONSENT})


def test_the_next_step_of_a_pathway_is_an_input(place):
    assert place.digest({}) != place.digest({"pathways/quay.yml": PATHWAY.format("visit", "hand")})


def test_the_degree_that_a_pathway_leads_to_is_an_input(place):
    pathway = PATHWAY.format("visit", "hand")
    degree = "leadsTo: {name: Bachelor of Ports, institution: University of the Quay, credits: 4}\n"
    assert place.digest({"pathways/quay.yml": pathway}) != place.digest({"pathways/quay.yml": pathway + degree})


def test_who_asks_for_its_skills_is_an_input(place):
    taught = {"achievements/visit.yml": VISIT + f"alignment: [{{{SKILL}}}]\n"}
    assert place.digest(taught) != place.digest({**taught, "demand/quay.yml": DEMAND})


def test_that_a_second_person_confirmed_it_is_an_input(place):
    def confirmed(source):
        awards = tuple(
            replace(one, known=replace(one.known, approved_by=("second",))) for one in source.published.awards
        )
        return replace(source, published=replace(source.published, awards=awards))

    before = place.digest({})
    records = place.folder / "credentials"
    loaded = registry.load(records, today=NOW.date())
    published = publication.read(loaded, Ledger(place.folder / "ledger"), now=DAY)
    source = confirmed(AwardSource.of(published, site_info.sites(loaded.issuer, now=DAY)))
    award = next(one for one in source.published.awards if one.award.id == FIRST)
    assert AwardInputs(source, b"").digest(award) != before


def test_a_signed_record_of_a_pathway_is_an_input(place):
    def with_record(source):
        records = replace(source.context.records, pathways=frozenset({FIRST}))
        return replace(source, context=replace(source.context, records=records))

    assert place.digest({}) != place.digest({}, change=with_record)


def test_the_picture_of_the_achievement_is_an_input(place):
    def redrawn(source):
        badges = {slug: replace(badge, small_png=badge.small_png + b"x") for slug, badge in source.badges.items()}
        return replace(source, badges=badges)

    assert place.digest({}) != place.digest({}, change=redrawn)


def test_a_page_of_prose_that_every_page_links_is_an_input(place):
    def linked(source):
        link = site_info.Link(path="about/", title="About")
        return replace(source, sites=[replace(site, links=(link,)) for site in source.sites])

    assert place.digest({}) != place.digest({}, change=linked)


def test_another_edition_of_the_credential_is_an_input(place):
    corrected = "history:\n  - {date: 2026-10-01, act: corrected}\n"
    before = place.digest({})
    after = place.digest({
        "learners/l-1.yml": "name: Ada Okafor-Byrne\n",
        **awards(**{FIRST: AWARD.format("public") + corrected}),
    })  # fmt: skip
    assert before != after


class LogOf:
    """A log in which every edition was entered before one checkpoint."""

    def __init__(self, checkpoint):
        self._checkpoint = checkpoint

    def proven_by(self, digest):
        assert digest.startswith("sha256:")
        return self._checkpoint


def logged(checkpoint):
    return lambda source: replace(source, published=replace(source.published, log=LogOf(checkpoint)))


def test_the_checkpoint_that_proves_an_entry_is_an_input_with_what_witnesses_sign_later(place):
    none, signed, witnessed = (
        place.digest({}, change=change) for change in (lambda source: source, logged(b"note"), logged(b"note, witness"))
    )
    assert len({none, signed, witnessed}) == 3


def test_what_is_shared_has_the_checkpoint_too(place):
    place.digest({})
    shared = []

    def keep(source, checkpoint):
        changed = logged(checkpoint)(source)
        shared.append(AwardInputs(changed, b"").shared(changed.published.awards[0]))
        return source

    for checkpoint in (b"note", b"note, witness"):
        place.digest({}, change=lambda source, checkpoint=checkpoint: keep(source, checkpoint))
    assert len(set(shared)) == 2
    assert all(shared)
