"""Sample records, documents and pages of every kind, for the tests of publishing/ and the theme."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

import course_samples
import sample_pathways
from paths import ROOT
from testamur.credentials import addresses, open_badge
from testamur.figures import institution_figures
from testamur.publishing.rendering import environment
from testamur.publishing.site.page_list import SAMPLES
from testamur.publishing.views import achievement_pages, award_pages
from testamur.publishing.views.awards.prospects import Prospects
from testamur.publishing.views.catalogue import achievement_filters, skill_groups, skill_pages
from testamur.publishing.views.endorsement_pages import EndorsementView, GivenEndorsementPage
from testamur.publishing.views.figures import figures_page
from testamur.publishing.views.figures.achievement_courses import CoursePart, CourseParts
from testamur.publishing.views.figures.demand_views import DemandViews
from testamur.publishing.views.holders import Holder
from testamur.publishing.views.home_page import HomeFact
from testamur.publishing.views.learner_pages import LearnerPage
from testamur.publishing.views.list_pages import ListPage, list_pages
from testamur.publishing.views.pathways import pathway_views
from testamur.publishing.views.signed_facts import Picture
from testamur.publishing.views.site_info import Link, Place, Site, not_found_place, site
from testamur.records.model import demand, offerings
from testamur.records.model.history import HistoryLine
from testamur.records.model.known_issuers import KnownIssuer
from testamur.records.model.micro_credentials import Assessment, Level, QualityAssurance, Stackability
from testamur.records.model.models import (
    Achievement,
    AchievementImage,
    Alignment,
    Award,
    Evidence,
    Issuer,
    Learner,
    ResultDescription,
    VerificationMethod,
)
from testamur.records.model.pathways import Pathway
from testamur.records.registry import Registry

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
ID = "7k3q-9c2m-4t8x-0v6e"
OTHER = "0000-0000-0000-0000"
DIGEST = "ab" * 32
KEY = "z6MkrRYWT3DM1QsxLgHdDAeJTB7EcTcfVL8e2pKRqMXfwr5d"
QR = Markup('<svg class="sample-qr"></svg>')

ISSUER = Issuer(
    base="https://badges.harbour.example",
    name="Harbour Institute",
    description="Evening classes on the quay.",
    country="IE",
    contact="registrar@harbour.example",
    url="https://www.harbour.example",
    time_zone="Europe/Dublin",
    confirmed_by="https://www.harbour.example/badges",
    verification_methods=(VerificationMethod(public_key_multibase=KEY, from_=datetime.date(2026, 1, 1)),),
)
ACHIEVEMENT = Achievement(
    slug="data-analysis-foundations",
    name="Data Analysis Foundations",
    achievement_type="MicroCredential",
    description="Clean, join and question data.",
    criteria="Complete a *project*.",
    in_language="en",
    outcomes=("Clean and join data", "Say what the data cannot show"),
    credits_available=2,
    workload_hours=50,
    level=Level(eqf=5, qf_ehea="short-cycle", confirmed_by="Quality and Qualifications Ireland"),
    assessment=Assessment(type=("project", "presentation"), supervision="supervised-with-identity-check"),
    participation="online",
    quality_assurance=QualityAssurance(name="Annual review", type="external", url="https://www.harbour.example/q"),
    prerequisites="Arithmetic.",
    stackability=Stackability(stand_alone=True, description="Counts towards the certificate."),
    further_information="https://www.harbour.example/data",
    tags=("statistics",),
    alignments=(Alignment(target_name="analyse data", target_url="http://data.europa.eu/x", target_framework="ESCO"),),
    result_descriptions=(
        ResultDescription(
            id="final-project", name="Final project", result_type="Percent", value_max="100", required_value="60"
        ),
    ),
    valid_for="P3Y",
    version="2026",
    image=AchievementImage(file="images/data.svg", caption="A bar chart"),
)
EVIDENCE = (Evidence(id="https://evidence.example/1", name="Rain report", narrative="By *hand*.", genre="Report"),)


def line(date: str, act: Any, reason: str = "", by: str = "") -> HistoryLine:
    """Return one line of an award's history; its note must never reach a page."""
    return HistoryLine(date=datetime.date.fromisoformat(date), act=act, reason=reason, by=by, note="a secret note")


HISTORIES = {
    "current": (),
    "corrected": (line("2026-06-02", "corrected", "details-corrected"),),
    "on-hold": (line("2026-10-02", "suspended", "under-review"),),
    "withdrawn": (line("2026-09-01", "revoked", "awarded-in-error"),),
    "replaced": (line("2026-09-01", "superseded", "replaced", OTHER),),
}


def award(**changes: Any) -> Award:
    """Return the record of the sample award, with some fields changed."""
    fields: dict[str, Any] = {
        "id": ID,
        "folder": "credentials/awards",
        "achievement": ACHIEVEMENT.slug,
        "learner": "l-1",
        "awarded_date": datetime.date(2026, 5, 14),
        "visibility": "public",
        "results": {"final-project": "87"},
        "evidence": EVIDENCE,
    }
    return Award(**(fields | changes))


def document(
    record: Award | None = None,
    achievement: Achievement = ACHIEVEMENT,
    *,
    learner: str = "Zoë Ó Briain",
    valid_from: str = "2026-06-01T09:30:00Z",
) -> dict[str, Any]:
    """Return a credential as it would be signed, with a placeholder for its proof."""
    edition = open_badge.IssueDetails(
        valid_from=valid_from, subject="urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01", list_number=1, list_index=4821
    )
    person = Learner(id="l-1", name=learner, email="zoe@mail.example")
    made = open_badge.compose(record or award(), achievement, person, ISSUER, edition)
    method = f"did:web:badges.harbour.example:issuer#{KEY}"
    return made | {"proof": [{"type": "DataIntegrityProof", "verificationMethod": method}]}


def award_page(
    history: str = "current", *, signed: dict[str, Any] | None = None, replacement: Award | None = None, **changes: Any
) -> award_pages.AwardPage:
    """Return the page of the sample award with one of HISTORIES."""
    record = award(history=HISTORIES[history], **changes)
    return award_pages.signed_page(
        signed or document(record),
        record,
        ISSUER,
        now=NOW,
        digest=DIGEST,
        achievement_path="achievements/data-analysis-foundations/",
        replacement=replacement,
    )


def erased_page() -> award_pages.ErasedPage:
    """Return the page of an award that was withdrawn, then erased."""
    history = (*HISTORIES["withdrawn"], line("2026-10-10", "erased", "learner-request"))
    return award_pages.erased_page(award(learner="", results={}, evidence=(), history=history), now=NOW)


def achievement_page(achievement: Achievement = ACHIEVEMENT) -> achievement_pages.AchievementPage:
    """Return the page of an achievement, with a picture."""
    picture = Picture(address=f"achievements/{achievement.slug}/badge.svg", caption="A bar chart")
    return achievement_pages.page(achievement, language="en", picture=picture)


def sample_views(language: str = "en", prefix: str = "") -> pathway_views.PathwayViews:
    """Return the pathway pages of the sample registry in a language."""
    known = [
        ACHIEVEMENT,
        *(replace(ACHIEVEMENT, slug=slug, name=slug.title()) for slug in sample_pathways.ACHIEVEMENTS),
    ]
    shown = [achievement_page(one) for one in known]
    return pathway_views.pathway_views_of(
        sample_pathways.PATHWAYS, shown, language=language, own="en", prefix=prefix, as_of=datetime.date(2026, 11, 23)
    )


def views_of(*made: Pathway, achievements: Iterable[str] = "abcdefgh") -> pathway_views.PathwayViews:
    """Return these pathways as pages show them; each of their achievements is called as its slug."""
    shown = [achievement_page(replace(ACHIEVEMENT, slug=slug, name=slug.upper())) for slug in achievements]
    return pathway_views.pathway_views_of({one.slug: one for one in made}, shown, language="en", as_of=NOW.date())


def sample_site(**changes: Any) -> Site:
    """Return the site of the sample institution."""
    return site(ISSUER, now=NOW, links=(Link(path="privacy/", title="Privacy"),), **changes)


def templates(whose: Site | None = None) -> Environment:
    """Return the theme's templates, under our rules."""
    loader = FileSystemLoader(ROOT / "theme" / "templates")
    return environment.prepare(Environment(loader=loader), whose or sample_site())


ENDORSEMENTS = [
    EndorsementView(
        name="North Quay Port Authority",
        address="https://www.northquay.example",
        role="employer",
        country="",
        comment="Whoever holds this can *read* a tide gauge.",
        date=datetime.date(2026, 6, 1),
        source="",
        did="did:web:badges.northquay.example:issuer",
        host="badges.northquay.example",
        checked=datetime.date(2026, 7, 1),
    ),
    EndorsementView(
        name="Atlantic Skills Board",
        address="",
        role="quality-agency",
        country="IE",
        comment="Reviewed in 2026.",
        date=datetime.date(2026, 5, 1),
        source="https://www.atlanticskills.example/87",
    ),
]
GIVEN = GivenEndorsementPage(
    slug="crane-signals",
    here=Place("endorsements/crane-signals/"),
    name="Endorsement of Crane Signals",
    target="https://badges.northquay.example/achievements/crane-signals/",
    address="https://badges.northquay.example/achievements/crane-signals/",
    comment="We use it **every day**.",
    language="en",
    since=datetime.date(2026, 5, 1),
    until=datetime.date(2028, 5, 1),
    withdrawn=datetime.date(2026, 9, 1),
    key=KEY,
)
KNOWN = [
    KnownIssuer(
        slug="quay",
        id="did:web:badges.northquay.example:issuer",
        name="North Quay",
        since=datetime.date(2026, 4, 20),
        confirmed_by="the registrar’s office",
        url="https://www.northquay.example",
        note="Telephoned Ms Quay.",
    ),
    KnownIssuer(
        slug="old-quay",
        id="https://old.northquay.example/issuer",
        name="Old <Quay>",
        since=datetime.date(2024, 4, 20),
        until=datetime.date(2025, 4, 20),
        confirmed_by="the registrar’s office",
    ),
]


HOME_FACTS = [
    HomeFact(kind="achievements", path="achievements/", number=1),
    HomeFact(kind="pathways", path="pathways/", number=3),
    HomeFact(kind="awards", path="insights/", number=79, year="2024"),
    HomeFact(kind="endorsement", path="issuer/", name="Atlantic Skills Board", date=datetime.date(2026, 5, 1)),
]


def sample_prospects() -> Prospects:
    """Return what the institution says of the sample achievement beside its awards."""
    views = sample_views()
    return Prospects(
        next_steps=views.next_steps(ACHIEVEMENT.slug), programmes=views.programmes(ACHIEVEMENT.slug), asked_for=()
    )


def render_award(page: award_pages.AwardPage, env: Environment | None = None) -> str:
    """Return the HTML of an award's page."""
    return (
        (env or templates())
        .get_template("award.html")
        .render(award=page, here=page.here, qr=QR, prospects=sample_prospects())
    )


def learner_page() -> LearnerPage:
    """Return the page of the sample learner."""
    return LearnerPage(
        code=OTHER,
        here=Place(f"learners/{OTHER}/"),
        name="Zoë Ó Briain",
        awards=(award_page(),),
        learner="l-1",
    )


DEMAND = demand.Demand(
    slug="quay",
    name="Work on the quay",
    source="survey",
    by="North Quay Port Authority",
    date=datetime.date(2026, 9, 15),
    count=41,
    url="https://www.northquay.example/survey",
    skills=(
        demand.DemandedSkill(skill=ACHIEVEMENT.alignments[0], weight=71),
        demand.DemandedSkill(
            skill=Alignment(target_name="tie knots", target_url="", target_framework="Quay", target_code="K-1"),
            weight=20,
        ),
    ),
)


def sample_registry() -> Registry:
    """Return the sample institution's records: its achievement, thirty awards of it, and the runs of its course."""
    runs = {slug: yaml.safe_load(text) for slug, text in course_samples.COURSES.items() if "data-" in text}
    return Registry(
        folder=ROOT / "credentials",
        issuer=ISSUER,
        records={
            "achievement": {ACHIEVEMENT.slug: ACHIEVEMENT},
            "award": {str(number): award(id=str(number), visibility="unlisted") for number in range(30)},
            "offering": {
                slug: offerings.read(slug, json.loads(json.dumps(run, default=str))) for slug, run in runs.items()
            },
            "demand": {DEMAND.slug: DEMAND},
        },
        achievement_records={},
    )


def insights_page(whose: Site) -> figures_page.InsightsPage:
    """Return the page of figures of the sample institution."""
    demand = DemandViews(sample_registry(), whose).part({})
    return figures_page.page(sample_registry(), sample_figures(), whose, {}, demand)


def course_part(whose: Site) -> CoursePart:
    """Return the part about its course on the sample achievement's page."""
    part = CourseParts(sample_registry(), sample_figures(), whose).course_part(ACHIEVEMENT.slug)
    assert part
    return part


def sample_figures() -> institution_figures.Figures:
    """Return the figures of the sample institution."""
    made = sample_registry()
    return institution_figures.compute_figures(made, made.awards.values(), today=NOW.date())


class ProsePage:
    """What Pelican gives `page.html`, as far as the theme looks."""

    translations: Any = ()
    url, title, lang = "privacy/", "Privacy &amp; you", "en"
    content = "<p>We keep little.</p>"


def one_page(entries: Sequence[Any], path: str) -> ListPage[Any]:
    """Return a list that is one page."""
    (page,) = list_pages(entries, most=100, first=path, more=path)
    return page


def every_page(whose: Site | None = None) -> dict[str, str]:
    """Return the HTML of one page of every kind, and of an award in every state, by name."""
    whose = whose or sample_site()
    env = templates(whose)
    made = achievement_page()
    erased = erased_page()
    led = sample_views()
    contexts: dict[str, dict[str, Any]] = {
        "home.html": {
            "achievements": [made],
            "more": 0,
            "more_pathways": False,
            "pathways": led.pages(),
            "fan": [made.picture] * 3,
            "facts": HOME_FACTS,
            "here": Place(""),
        },
        "achievements.html": {
            "achievements": [made],
            "retired": [made],
            "list": one_page([made, made], "achievements/"),
            "filters": achievement_filters.filters([made]),
            "pathways": led.pages(),
            "here": Place("achievements/"),
        },
        "achievement.html": {
            "achievement": made,
            "holders": [Holder(id=ID, learner="Zoë Ó Briain", awarded=datetime.date(2026, 5, 14))],
            "next_steps": led.next_steps(made.slug),
            "course": course_part(whose),
            "asked_for": DemandViews(sample_registry(), whose).of_achievement(made.slug),
            "endorsements": ENDORSEMENTS,
            "here": made.here,
        },
        "insights.html": {"insights": insights_page(whose), "here": Place("insights/")},
        "pathways.html": {"pathways": led.pages(), "retired": led.pages(), "here": Place("pathways/")},
        "pathway.html": {"pathway": led.pages()[1], "here": led.pages()[1].here},
        "skills.html": {
            "groups": skill_groups.groups(skill_groups.in_order(skill_pages.pages([made], ""), "en")),
            "list": one_page(skill_pages.pages([made], ""), "skills/"),
            "here": Place("skills/"),
        },
        "skill.html": {
            "skill": skill_pages.pages([made], "")[0],
            "achievements": [made],
            "list": one_page([made], "skills/x/"),
            "here": skill_pages.pages([made], "")[0].here,
        },
        "issuer.html": {
            "keys": ISSUER.verification_methods,
            "endorsements": ENDORSEMENTS,
            "has_insights": True,
            "has_known_issuers": True,
            "here": Place("issuer/"),
        },
        "known-issuers.html": {"current": KNOWN[:1], "ended": KNOWN[1:], "here": Place("issuer/known/")},
        "endorsement.html": {"given": GIVEN, "here": GIVEN.here},
        "learner.html": {
            "learner": (person := learner_page()),
            "progress": led.progress([made.slug, "safety"]),
            "here": person.here,
        },
        "mine.html": {"here": Place("mine/", indexed=False)},
        "verify.html": {"samples": SAMPLES, "has_known_issuers": True, "here": Place("verify/")},
        "404.html": {"here": not_found_place(whose)},
        "page.html": {"page": ProsePage()},
        "award-erased.html": {"erased": erased, "here": erased.here},
        "award-sealed.html": {"id": ID, "here": erased.here},
    }
    html = {name: env.get_template(name).render(context) for name, context in contexts.items()}
    awards = {name: award_page(name, replacement=award(id=OTHER)) for name in HISTORIES}
    awards["expired"] = award_page(valid_until=datetime.date(2026, 9, 30))
    awards["not-yet"] = award_page(signed=document(valid_from="2027-01-01T00:00:00Z"))
    html |= {f"award {name}": render_award(page, env) for name, page in awards.items()}
    assert addresses.award(ISSUER.base, ID) in html["award current"]
    return html
