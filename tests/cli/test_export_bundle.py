"""`testamur export` makes a bundle of an award, from the site and the ledger, and never of a site that is behind."""

import json

import pytest

from issuing import NOW, an_id
from issuing import run as issue
from published_files import site_items
from registries import FILES, FIRST, ISSUER, SECOND, make_registry, run
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.rendering import bundle_shell
from testamur.publishing.site.items import File
from testamur.publishing.views import site_info
from testamur.records import registry
from testamur.verification.bundle import container


def write_site(folder, loaded):
    edition = site_info.site(loaded.issuer, now=NOW)
    published = publication.read(loaded, Ledger(folder / "ledger"), now=NOW)
    files = [one for one in site_items(published, [edition]) if isinstance(one, File)]
    shell = File(name=bundle_shell.name("en"), data=bundle_shell.shell(edition), source="")
    for one in (*files, shell):
        path = folder / "output" / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)


@pytest.fixture
def folder(tmp_path):
    loaded = registry.load(make_registry(tmp_path), today=NOW.date())
    issue(loaded, tmp_path / "ledger")
    write_site(tmp_path, loaded)
    return tmp_path


def test_a_bundle_is_written_beside_the_other_files(folder):
    done = run("export", FIRST, "--to", "for-ada", folder=folder)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "for-ada/bundle.html"
    bundle = container.find((folder / "for-ada" / "bundle.html").read_bytes())
    assert (bundle.base, bundle.award) == ("https://badges.harbour.example", FIRST)
    assert bundle.credential == (folder / "ledger" / "credentials" / f"{FIRST}.json").read_bytes()


def test_a_bundle_that_was_exported_is_verified_by_the_issuers_document(folder):
    run("export", FIRST, "--to", "for-ada", folder=folder)
    (folder / "did.json").write_bytes((folder / "output" / "issuer" / "did.json").read_bytes())
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    done = run("verify", "../for-ada/bundle.html", "--trust", "../did.json", "--now", "2027-01-01", folder=elsewhere)
    assert done.code == 0, done.out
    assert "Genuine; in force on 2026-11-01 12:00 UTC." in done.out


def test_the_page_of_a_bundle_asks_for_nothing_on_the_network(folder):
    run("export", FIRST, "--to", "for-ada", folder=folder)
    page = (folder / "for-ada" / "bundle.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert ' src="http' not in page
    assert "<link" not in page


def test_without_a_site_there_is_no_bundle(folder):
    (folder / "output").rename(folder / "elsewhere")
    done = run("export", FIRST, "--to", "for-ada", folder=folder)
    assert "bundle.html" not in done.out


def test_another_folder_of_the_site_can_be_named(folder):
    (folder / "output").rename(folder / "built")
    done = run("export", FIRST, "--to", "for-ada", "--site", "built", folder=folder)
    assert done.out.splitlines()[-1] == "for-ada/bundle.html"


def test_a_folder_that_is_no_site_of_this_registry_is_refused(folder):
    done = run("export", FIRST, "--to", "for-ada", "--site", "credentials", folder=folder)
    assert (done.code, done.out) == (2, "")
    assert "credentials is no site of https://badges.harbour.example" in done.err
    assert not (folder / "for-ada").exists()


def test_a_site_that_does_not_have_the_award_as_it_was_issued_makes_no_bundle(folder):
    shard = folder / "output" / "awards" / FIRST / "credential.json"
    shard.write_bytes(shard.read_bytes().replace(b"Ada", b"Eve"))
    done = run("export", FIRST, "--to", "for-ada", folder=folder)
    assert done.code == 0
    assert "bundle.html" not in done.out
    assert "run testamur build" in done.err


def test_a_named_site_that_is_behind_stops_the_export(folder):
    for path in (folder / "output" / "index").iterdir():
        path.write_text("{}")
    done = run("export", SECOND, "--to", "for-zoe", "--site", "output", folder=folder)
    assert (done.code, done.out) == (2, "")
    assert not (folder / "for-zoe").exists()


def test_a_site_of_before_bundles_says_what_to_do(folder):
    (folder / "output" / bundle_shell.name("en")).unlink()
    done = run("export", FIRST, "--to", "for-ada", "--site", "output", folder=folder)
    assert done.code == 2
    assert "has no page of bundles: run testamur build" in done.err


def test_a_private_award_has_a_bundle_though_the_site_does_not_show_it(tmp_path):
    name = f"awards/2026/{FIRST}.yml"
    private = FILES[name].replace("visibility: public", "visibility: private")
    loaded = registry.load(make_registry(tmp_path, {name: private}), today=NOW.date())
    issue(loaded, tmp_path / "ledger")
    write_site(tmp_path, loaded)
    done = run("export", FIRST, "--to", "for-ada", folder=tmp_path)
    assert done.out.splitlines()[-1] == "for-ada/bundle.html", done.err
    bundle = container.find((tmp_path / "for-ada" / "bundle.html").read_bytes())
    assert json.loads(bundle.credential)["id"] == bundle.page


def test_all_awards_of_a_learner_are_written_each_into_a_folder_of_its_own(tmp_path):
    name = f"awards/2026/{SECOND}.yml"
    of_ada = FILES[name].replace("learner: l-2", "learner: l-1")
    loaded = registry.load(make_registry(tmp_path, {name: of_ada}), today=NOW.date())
    issue(loaded, tmp_path / "ledger")
    write_site(tmp_path, loaded)
    done = run("export", "--learner", "Ada Okafor", folder=tmp_path)
    assert (done.code, done.err) == (0, "")
    written = sorted(path.relative_to(tmp_path / "l-1").as_posix() for path in (tmp_path / "l-1").rglob("bundle.html"))
    assert written == sorted([f"{FIRST}/bundle.html", f"{SECOND}/bundle.html"])


def test_of_a_learner_what_is_not_issued_is_left_out_and_named(folder):
    (folder / "credentials" / f"awards/2026/{an_id(3)}.yml").write_text(
        FILES[f"awards/2026/{FIRST}.yml"].replace("2026-05-14", "2026-05-16")
    )
    done = run("export", "--learner", "l-1", folder=folder)
    assert done.code == 0
    assert f"Award {an_id(3)} is left out: it is not issued yet, or was erased." in done.err
    assert not (folder / "l-1" / an_id(3)).exists()


def test_a_learner_without_awards_is_told_so(folder):
    (folder / "credentials" / "learners" / "l-3.yml").write_text("name: Nobody Yet\n")
    done = run("export", "--learner", "l-3", folder=folder)
    assert (done.code, done.out) == (2, "")
    assert "nothing was issued to l-3" in done.err


def test_a_learner_and_an_award_do_not_go_together(folder):
    assert run("export", FIRST, "--learner", "l-1", folder=folder).code == 2


def test_the_page_of_a_bundle_is_in_the_language_of_its_award(tmp_path):
    award = f"awards/2026/{FIRST}.yml"
    french = {**FILES, "issuer.yml": ISSUER.replace("[en]", "[en, fr]"), award: f"{FILES[award]}language: fr\n"}
    loaded = registry.load(make_registry(tmp_path, french), today=NOW.date())
    issue(loaded, tmp_path / "ledger")
    write_site(tmp_path, loaded)
    shells = tmp_path / "output" / bundle_shell.FOLDER
    (shells / "fr.txt").write_bytes((shells / "en.txt").read_bytes().replace(b'<html lang="en"', b'<html lang="fr"'))
    for given in (FIRST, SECOND):
        run("export", given, "--to", given, folder=tmp_path)
    pages = [(tmp_path / given / "bundle.html").read_text("utf-8") for given in (FIRST, SECOND)]
    assert ['<html lang="fr"' in page for page in pages] == [True, False]
