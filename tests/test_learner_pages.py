"""Learners' pages and records as a build makes them: with consent, of public awards, and valid for other verifiers."""

import json

import html5lib
import pytest

import judges
import reference
from issuing import an_id
from registries import FIRST, SECOND, make_registry, run, secret
from testamur.verification.reading import strict_json

THIRD, FOURTH = an_id(3), an_id(4)
FILES = {
    "achievements/tour.yml": "name: Tour\nachievementType: Badge\ndescription: A tour.\ncriteria: Walk.\n",
    "achievements/hand.yml": "name: Quay hand\nachievementType: Certificate\ndescription: Both.\ncriteria: Both.\n",
    "pathways/quay.yml": (
        "name: On the quay\nsteps:\n  - achievement: visit\n  - achievement: tour\nordered: true\nmilestone: hand\n"
    ),
    "learners/l-1.yml": "name: Ada Okafor\nconsent: {date: 2026-01-02, profile: true}\n",
    f"awards/2026/{THIRD}.yml": "achievement: tour\nlearner: l-1\nawardedDate: 2026-05-15\nvisibility: public\n",
    f"awards/2026/{FOURTH}.yml": "achievement: hand\nlearner: l-1\nawardedDate: 2026-05-16\nvisibility: public\n",
}


def built(folder, **files):
    (folder / "content").mkdir(exist_ok=True)
    (folder / "pelicanconf.py").write_text('PATH = "content"\nPLUGINS = ["testamur"]\n')
    make_registry(folder, {**FILES, **files})
    for command in (("issue",), ("build",)):
        done = run(*command, folder=folder, TESTAMUR_SIGNING_KEY=secret())
        assert done.code == 0, done.err
    return folder / "output"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return built(tmp_path_factory.mktemp("consenting"))


@pytest.fixture(scope="module")
def page(site):
    (folder,) = (site / "learners").iterdir()
    return folder


def text(path):
    return "".join(html5lib.parse(path.read_text(), namespaceHTMLElements=False).find(".//main").itertext())


def test_a_learner_page_names_the_learner_and_links_their_awards(page):
    html = (page / "index.html").read_text()
    assert "Ada Okafor" in text(page / "index.html")
    assert all(f"awards/{award}/" in html for award in (FIRST, THIRD, FOURTH))


def test_the_address_of_a_learner_page_reveals_neither_id_nor_name(page):  # V-08
    assert "l-1" not in page.name
    assert "ada" not in page.name


def test_the_learners_id_appears_nowhere_on_the_site(site):
    assert not any(b"l-1" in path.read_bytes() for path in site.rglob("*.html"))
    assert not any(b'"l-1"' in path.read_bytes() for path in site.rglob("*.json"))


def test_award_pages_link_to_the_learner_page(site, page):
    assert f"learners/{page.name}/" in (site / "awards" / FIRST / "index.html").read_text()
    assert "learners/" not in (site / "awards" / SECOND / "index.html").read_text()


def test_the_learner_page_is_in_the_sitemap(site, page):
    assert f"/learners/{page.name}/" in (site / "sitemap.xml").read_text()


def test_a_learner_record_is_published_at_its_id(page):
    record = json.loads((page / "record.json").read_bytes())
    assert record["id"] == f"https://badges.harbour.example/learners/{page.name}/record.json"


def test_the_record_of_a_pathway_is_published_beside_its_milestone(site):
    record = json.loads((site / "awards" / FOURTH / "record.json").read_bytes())
    assert record["id"] == f"https://badges.harbour.example/awards/{FOURTH}/record.json"
    assert "record.json" in (site / "awards" / FOURTH / "index.html").read_text()
    assert "record.json" not in (site / "awards" / FIRST / "index.html").read_text()


@pytest.mark.reference(reference.SCHEMAS)
def test_records_are_valid_against_the_official_schema(site, page):
    for path in (page / "record.json", site / "awards" / FOURTH / "record.json"):
        assert judges.official_schema(path.read_bytes(), "clrcredential") == []


def test_a_learner_record_is_strict_json_of_its_type(page):
    assert strict_json.parse((page / "record.json").read_bytes())["type"] == ["VerifiableCredential", "ClrCredential"]


@pytest.mark.parametrize(
    "files",
    [
        {"learners/l-1.yml": "name: Ada Okafor\n"},
        {
            f"awards/2026/{award}.yml": f"achievement: {slug}\nlearner: l-1\nawardedDate: 2026-05-1{day}\n"
            for award, slug, day in ((FIRST, "visit", 4), (THIRD, "tour", 5), (FOURTH, "hand", 6))
        },
    ],
    ids=["without consent", "without a public award"],
)
def test_without_consent_or_public_awards_there_is_neither_page_nor_record(tmp_path, files):
    site = built(tmp_path, **files)
    assert list(site.rglob("learners")) == []
    assert list(site.rglob("record.json")) == []


def test_the_learner_can_export_the_record_without_consent(tmp_path):
    built(tmp_path, **{"learners/l-1.yml": "name: Ada Okafor\n"})
    done = run("export", FOURTH, "--to", "mine", folder=tmp_path)
    assert done.code == 0, done.err
    inside = json.loads((tmp_path / "mine/record.json").read_bytes())["credentialSubject"]["verifiableCredential"]
    assert len(inside) == 3


def test_when_consent_ends_the_next_build_removes_the_page_and_the_next_issue_the_record(tmp_path):
    built(tmp_path)
    (tmp_path / "credentials/learners/l-1.yml").write_text("name: Ada Okafor\n")
    assert run("build", folder=tmp_path).code == 0
    assert list((tmp_path / "output").rglob("learners")) == []
    assert len(list((tmp_path / "ledger/documents").iterdir())) == 2
    assert run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret()).code == 0
    assert len(list((tmp_path / "ledger/documents").iterdir())) == 1


def test_a_record_with_an_award_that_is_no_longer_public_is_not_shown(tmp_path):
    built(tmp_path)
    award = tmp_path / f"credentials/awards/2026/{FIRST}.yml"
    award.write_text(award.read_text().replace("visibility: public", "visibility: private"))
    waiting = tmp_path / f"credentials/awards/2026/{an_id(9)}.yml"
    waiting.write_text("achievement: tour\nlearner: l-2\nawardedDate: 2026-05-20\n")
    assert run("build", folder=tmp_path).code == 0
    assert list((tmp_path / "output").rglob("record.json")) == []
