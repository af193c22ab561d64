"""The demo registry as `make site` builds it, judged by other verifiers and opened in a browser."""

import datetime
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

import judges
import local_servers
import reference
from judges import JCS, RDFC
from paths import ROOT
from testamur.records import registry
from testamur.terminal.local_host import Handler
from testamur.verification import examination, received
from testamur.verification.resolving.resolver import FolderResolver
from thoroughness import ALL, some

BASE = "https://preview.invalid"
NOW = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=10)
RECORDS = registry.load(ROOT / "credentials", today=(NOW + datetime.timedelta(hours=14)).date(), pictures=1)
# Which checks each judge passes for an award that is in force.
EVERY_CHECK = {
    judges.digital_bazaar: {RDFC, JCS, "status"},
    judges.dcc: judges.DCC_CHECKS,
    judges.openvc_core: {RDFC, JCS, "status"},
    judges.openbadgeslib: {RDFC, "status"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the demo site as `make site` does."""
    folder = tmp_path_factory.mktemp("demo") / "output"
    script = "import sys; from testamur.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", script, "build", "--preview", "--output", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def web(site):
    """Address → bytes of every file that is not a page."""
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix != ".html"]
    return {f"{BASE}/{path.relative_to(site).as_posix()}": path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def credentials(site):
    return {path.parent.name: path.read_bytes() for path in sorted((site / "awards").glob("*/credential.json"))}


def ended(document):
    return "validUntil" in document and datetime.datetime.fromisoformat(document["validUntil"]) < NOW


def expected(award_id, data):
    """The verdict that the records lead to."""
    state = RECORDS.awards[award_id].state
    if state != "active":
        return {"revoked": "REVOKED", "suspended": "SUSPENDED", "superseded": "SUPERSEDED"}[state]
    return "EXPIRED" if ended(json.loads(data)) else "VALID"


def test_the_demo_has_enough_records_in_every_state():
    states = Counter(award.state for award in RECORDS.awards.values())
    assert (len(RECORDS.achievements), len(RECORDS.learners), len(RECORDS.awards)) >= (8, 20, 60)
    assert states.keys() == {"active", "suspended", "revoked", "superseded"}
    assert {award.visibility for award in RECORDS.awards.values()} == {"public", "unlisted"}
    assert {Path(one.image.file).suffix for one in RECORDS.achievements.values() if one.image} == {".svg", ".png"}
    assert RECORDS.warnings == ()


def in_force(achievement):
    awards = [award for award in RECORDS.awards.values() if award.achievement == achievement]
    return [award for award in awards if award.state == "active" and not award.erased]


def test_achievements_of_the_demo_are_in_three_languages_with_codes_of_public_frameworks():
    assert RECORDS.issuer.languages == ("en", "fr", "es")
    whole = [
        one
        for one in RECORDS.achievements.values()
        if all(
            isinstance(text, Mapping) and text.keys() == {"en", "fr", "es"}
            for text in (one.name, one.description, one.outcomes, one.criteria)
        )
    ]
    assert len(whole) >= 5
    codes = {
        (one.target_framework, one.target_code) for found in RECORDS.achievements.values() for one in found.alignments
    }
    assert ("ESCO", "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f") in codes
    assert ("O*NET-SOC", "15-2051.00") in codes
    assert all(
        any(one.target_framework == "ESCO" for one in achievement.alignments)
        for achievement in RECORDS.achievements.values()
    )


def test_the_demo_has_results_of_several_kinds_evidence_and_renewals():
    awards = RECORDS.awards.values()
    described = {
        (award.achievement, one.id): one
        for award in awards
        for one in RECORDS.achievements[award.achievement].result_descriptions
    }
    stated = [described[award.achievement, name] for award in awards for name in award.results]
    assert {one.result_type for one in stated} >= {"Percent", "LetterGrade", "PerformanceLevel", "Status", "RawScore"}
    assert any(one.levels for one in stated)
    assert sum(any(one.narrative and one.genre for one in award.evidence) for award in awards) >= 2
    renewals = [award for award in awards if award.renews]
    assert len(renewals) >= 2
    assert all(RECORDS.awards[award.renews].learner == award.learner for award in renewals)


def test_the_demo_has_pathways_completed_and_in_progress():
    crew, information = RECORDS.pathways["quay-crew"], RECORDS.pathways["public-information"]
    assert crew.is_ordered
    assert any(step.pathway for step in crew.steps)
    assert [(step.choose, len(step.of)) for step in information.steps if step.of] == [(2, 4)]
    held = in_force(crew.milestone)
    assert len(held) >= 2
    assert all(award.visibility == "public" for award in held)
    assert any(RECORDS.learners[award.learner].consent_profile for award in held)
    chosen = {one.achievement for one in information.steps[1].of}
    have = {award.learner: set() for award in RECORDS.awards.values()}
    for slug in {*chosen, "data-analysis-foundations", information.milestone}:
        for award in in_force(slug):
            have[award.learner].add(slug)
    complete = [one for one in have.values() if "data-analysis-foundations" in one and len(one & chosen) >= 2]
    assert [information.milestone in one for one in complete].count(False) == 1, "one learner is due"


def test_the_demo_has_offerings_with_figures_and_endorsements():
    offerings = RECORDS.offerings.values()
    assert len([one for one in offerings if one.passed is not None]) >= 6
    assert {one.first_day.year for one in offerings} >= {2025, 2026}
    assert len({one.achievement for one in offerings}) >= 4
    assert {feedback.by for one in offerings for feedback in one.feedback} == {"learners", "employers"}
    assert any(evaluation.report for one in offerings for evaluation in one.evaluations)
    assert any(one.survey for one in offerings)
    assert any(one.enrolled is None for one in offerings), "one that is only announced"
    assert any(one.enrolled is not None and one.enrolled < 5 for one in offerings), "one that is too small to be shown"
    assert len(RECORDS.endorsements) >= 3
    assert received.read_all(RECORDS).keys() == {"north-quay-port-authority-harbour-safety"}
    assert RECORDS.endorsing


@pytest.mark.parametrize("judge", EVERY_CHECK, ids=lambda judge: judge.__name__)
def test_every_credential_gets_the_right_answer_from_other_verifiers(credentials, web, judge):
    answers = {award_id: expected(award_id, credential) for award_id, credential in credentials.items()}
    good_ones = [award_id for award_id, verdict in answers.items() if verdict == "VALID"]
    asked = {*some(good_ones, 20), *(award_id for award_id, verdict in answers.items() if verdict != "VALID")}
    given = {award_id: credentials[award_id] for award_id in sorted(asked)}
    opinions = dict(zip(given, judge(given.values(), web, now=NOW), strict=True))
    for award_id, opinion in opinions.items():
        verdict = answers[award_id]
        good = opinion.passed == EVERY_CHECK[judge] and not opinion.refused
        assert good == (verdict == "VALID"), (award_id, verdict, opinion)
        if verdict in {"REVOKED", "SUSPENDED", "SUPERSEDED"}:
            assert "status" in opinion.refused, (award_id, verdict, opinion)


@pytest.fixture(scope="module")
def signed(web):
    """Every signed document, but the samples to learn on: their institution is on no site."""
    pages = [url for url in web if url.endswith(".json") and not url.startswith(f"{BASE}/theme/")]
    return [web[url] for url in pages if b'"proofValue":' in web[url]]


def test_documents_of_every_kind_are_signed(signed):
    kinds = {kind for data in signed for kind in json.loads(data)["type"]} - {"VerifiableCredential"}
    status_list = "BitstringStatusListCredential"
    assert kinds == {"OpenBadgeCredential", "ClrCredential", "EndorsementCredential", status_list}


# They read no status lists, and Fedify no times: they judge only the signature.
@pytest.mark.parametrize("judge", [judges.awr, judges.fedify], ids=lambda judge: judge.__name__)
def test_every_document_verifies_with_tools_that_know_no_badges(signed, web, judge):
    for data, opinion in zip(signed, judge(signed, web, now=NOW), strict=True):
        out_of_time = judge is judges.awr and ended(json.loads(data))
        assert JCS in opinion.passed, (data, opinion)
        assert set(opinion.refused) == ({"validity"} if out_of_time else set()), (data, opinion)


def test_another_library_extracts_every_credential_from_its_images_unchanged(site, credentials):
    images = list((site / "awards").glob("*/badge.*"))
    assert {image.suffix for image in images} == {".png", ".svg"}
    assert [image for image in images if judges.unbaked(image.read_bytes()) != credentials[image.parent.name]] == []


@pytest.mark.reference(reference.SCHEMAS)
def test_every_credential_is_valid_against_the_official_schema(credentials):
    assert [complaint for data in credentials.values() for complaint in judges.official_schema(data)] == []


@pytest.mark.parametrize("name", ["credential.json", "badge.png", "badge.svg"])
def test_every_file_gets_the_right_verdict_from_our_verifier(site, credentials, name):
    resolver = FolderResolver({BASE: site})
    for award_id, data in credentials.items():
        path = site / "awards" / award_id / name
        if path.exists():
            examined = examination.examine(
                path.read_bytes(),
                resolver=resolver,
                now=NOW,
                trusted=frozenset({examination.PREVIEW_ISSUER}),
                all_proofs=True,
            )
            assert examined.verdict == expected(award_id, data), (award_id, examined.sentence)


@pytest.fixture(scope="module")
def server(site):
    with local_servers.serving(partial(Handler, directory=str(site))) as address:
        yield address


def test_the_qr_code_on_the_page_leads_to_the_page(server, browser, credentials):  # B-09
    page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    for award_id in some(list(credentials), 6):
        page.goto(f"{server}/awards/{award_id}/")
        if page.locator(".qr").count():
            picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
            assert [code.text for code in zxingcpp.read_barcodes(picture)] == [f"{BASE}/awards/{award_id}/"]
    page.close()


def looked_at(site):
    """The pages that are opened: one of each kind by day, in the main language and another; all in `make test-all`."""
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html") if path.name != "404.html")
    if ALL:
        return pages
    # A page's kind is its place in the tree, whatever its slug is called.
    kinds = {(path.parts[0], len(path.parts), path.parts[1:2] if path.parts[0] == "fr" else ()): path for path in pages}
    return sorted(kinds.values())


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "light"),
        (1280, "dark"),
        pytest.param(390, "dark", marks=pytest.mark.long),
        pytest.param(1280, "light", marks=pytest.mark.long),
    ],
)
def test_no_page_is_wider_than_its_window_or_contacts_another_host(server, site, browser, width, scheme):  # M-14
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in looked_at(site):
        page.goto(f"{server}/{'' if path.parent == Path() else path.parent.as_posix() + '/'}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert [address for address in asked if not address.startswith((server, "data:"))] == []
    assert complaints == []
    page.close()
