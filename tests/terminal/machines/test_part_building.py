"""A site of parts is the site that one build makes, byte for byte; what would not be is refused."""

import datetime
import shutil

import pytest

import every_state
from issuing import KEY, Random, an_id, tree
from pelican import signals
from registries import make_registry
from testamur import installed
from testamur.errors import LedgerError, PublishingError, UsageError
from testamur.ledger import issuance
from testamur.ledger.state import digest
from testamur.publishing.site.parts import manifest
from testamur.publishing.site.parts.shard import Shard
from testamur.records import registry
from testamur.terminal.machines.part_building import build_part, join_parts


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return every_state.make(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="module")
def alone(place):
    return tree(every_state.build(place, place / "alone"))


def parts_of(place, folder, of, **more):
    """Build all parts of a site below `folder`, and return them."""
    parts = []
    for number in range(1, of + 1):
        parts.append(folder / f"part-{number}")
        build_part(Shard(number, of), **{**every_state.places(place), **more}, output=parts[-1])
    return parts


@pytest.fixture(scope="module")
def two(place, tmp_path_factory):
    """Two parts, which nobody changes."""
    return parts_of(place, tmp_path_factory.mktemp("parts"), 2)


def join(parts, output, place):
    join_parts(parts, output=output, ledger=place / "ledger")
    return tree(output)


@pytest.fixture(scope="module")
def logged(tmp_path_factory):
    """The same registry, which keeps a log."""
    return every_state.make(tmp_path_factory.mktemp("logged"), keeps_log=True)


@pytest.fixture(scope="module")
def logged_alone(logged):
    return tree(every_state.build(logged, logged / "alone"))


@pytest.mark.parametrize("of", [1, 2, 3, 7])
def test_parts_together_are_the_site_that_one_build_makes(place, alone, tmp_path, of):
    assert join(parts_of(place, tmp_path, of), tmp_path / "site", place) == alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_a_log_is_kept_parts_are_the_same_site_too(logged, logged_alone, tmp_path, monkeypatch, jobs):
    monkeypatch.setattr("testamur.publishing.site.award_batches.BATCH", 3)
    parts = parts_of(logged, tmp_path, 3, jobs=jobs)
    assert join(parts, tmp_path / "site", logged) == logged_alone


def test_the_log_itself_is_in_the_first_part_and_each_proof_with_its_award(logged, logged_alone, tmp_path):
    first, second = (set(tree(part / manifest.SITE)) for part in parts_of(logged, tmp_path, 2))
    log = {name for name in logged_alone if name.startswith("log/")}
    assert {"log/checkpoint", "log/keys.json"} < log <= first
    proofs = {name for name in logged_alone if name.endswith(".tlog-proof")}
    assert (first & proofs) | (second & proofs) == proofs
    assert first & proofs
    assert second & proofs


def test_parts_that_several_processes_write_are_the_same(place, two, tmp_path, monkeypatch):
    monkeypatch.setattr("testamur.publishing.site.award_batches.BATCH", 3)
    assert [tree(part) for part in parts_of(place, tmp_path, 2, jobs=2)] == [tree(part) for part in two]


def test_a_theme_of_ones_own_lays_out_the_pages_of_every_part(place, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(installed.shipped_folder("theme"), theme)
    page = theme / "templates" / "base.html"
    page.write_text(page.read_text("utf-8") + "<!-- {{ output_file }} -->\n", "utf-8")
    settings = place / "own_theme.py"
    settings.write_text(f"PATH = 'content'\nTHEME = {str(theme)!r}\n")
    whole = tree(every_state.build(place, tmp_path / "whole", settings=settings))
    parts = parts_of(place, tmp_path, 2, settings=settings)
    assert join(parts, tmp_path / "site", place) == whole
    assert any(b"<!-- awards/" in data for data in whole.values())


def test_only_the_first_part_has_the_theme_prose_and_lists(two):
    first, second = (set(tree(part / manifest.SITE)) for part in two)
    assert {"index.html", "feed.xml", "sitemap.xml", "about/index.html", "theme/award.js", "index/00.json"} <= first
    assert {name.removeprefix("fr/").partition("/")[0] for name in second} == {"awards"}


def test_each_part_verifies_the_signatures_of_its_own_awards(place, tmp_path):
    shutil.copytree(place, tmp_path / "copy")
    award_id = next(an_id(number) for number in (80, 81, 82, 83) if Shard(2, 2).has(an_id(number)))
    file = tmp_path / "copy" / "ledger" / "credentials" / f"{award_id}.json"
    state = tmp_path / "copy" / "ledger" / "awards" / f"{award_id}.json"
    before = file.read_bytes()
    after = before.replace(b"Harbour Institute", b"Harbor Institute")
    file.write_bytes(after)
    for path in (state, tmp_path / "copy" / "ledger" / "entries.jsonl"):
        path.write_bytes(path.read_bytes().replace(digest(before).encode(), digest(after).encode()))
    with pytest.raises(PublishingError, match=f"award {award_id} does not verify"):
        build_part(Shard(2, 2), **every_state.places(tmp_path / "copy"), output=tmp_path / "part")
    assert not (tmp_path / "part").exists()


def test_parts_of_different_days_are_refused(place, two, tmp_path):
    later = every_state.NOW + datetime.timedelta(days=1)
    build_part(Shard(2, 2), **{**every_state.places(place), "now": later}, output=tmp_path / "part-2")
    with pytest.raises(PublishingError, match=r"another day or instant \(2026-11-02T00:00:00Z, and not 2026-11-01T"):
        join([two[0], tmp_path / "part-2"], tmp_path / "site", place)
    assert not (tmp_path / "site").exists()


def test_a_part_may_be_built_again_in_its_place(place, two, tmp_path):
    shutil.copytree(two[1], tmp_path / "part-2")
    build_part(Shard(2, 2), **every_state.places(place), output=tmp_path / "part-2")
    assert tree(tmp_path / "part-2") == tree(two[1])


def test_a_part_does_not_replace_a_site(place, alone):
    with pytest.raises(PublishingError, match="did not make"):
        build_part(Shard(1, 2), **every_state.places(place), output=place / "alone")
    assert tree(place / "alone") == alone


@pytest.mark.parametrize("signal", [signals.content_written, signals.finalized], ids=["content_written", "finalized"])
def test_a_plugin_that_would_see_a_part_only_is_refused(place, tmp_path, signal):
    def see(*given, **more):
        pass

    with signal.connected_to(see), pytest.raises(UsageError, match="build without --shard"):
        build_part(Shard(1, 2), **every_state.places(place), output=tmp_path / "part")


def test_in_practice_mode_there_are_no_parts(tmp_path):
    make_registry(tmp_path, practice="true")
    (tmp_path / "pelicanconf.py").write_text("")
    with pytest.raises(UsageError, match="practice mode"):
        build_part(Shard(1, 2), **every_state.places(tmp_path), output=tmp_path / "part")


def test_a_site_that_stands_is_replaced_by_one_of_the_same_ledger(place, two, alone, tmp_path):
    for _ in range(2):
        assert join(two, tmp_path / "site", place) == alone


def test_without_the_ledger_a_site_that_stands_is_not_replaced(place, two, tmp_path):
    before = join(two, tmp_path / "site", place)
    with pytest.raises(UsageError, match="is not the ledger that the parts were made from"):
        join_parts(two, output=tmp_path / "site", ledger=tmp_path / "none")
    assert tree(tmp_path / "site") == before


def test_a_site_that_is_newer_than_the_parts_is_not_replaced(place, two, tmp_path):
    newer = tmp_path / "newer"
    shutil.copytree(place, newer)
    name = f"awards/{an_id(90)}.yml"
    make_registry(
        newer,
        every_state.RECORDS
        | every_state.awards(before=False)
        | {name: "achievement: visit\nlearner: l-2\nawardedDate: 2026-10-01\n"},
        languages="[en, fr]",
    )
    records = registry.load(newer / "credentials", today=every_state.NOW.date())
    now = every_state.NOW + datetime.timedelta(hours=1)
    issuance.issue(records, newer / "ledger", KEY, now=now, random=Random(9))
    before = tree(every_state.build(newer, tmp_path / "site"))
    with pytest.raises(LedgerError, match="shows awards that were issued before"):
        join(two, tmp_path / "site", place)
    assert tree(tmp_path / "site") == before


@pytest.mark.parametrize("where", ["inside", "around"])
def test_a_part_is_not_replaced_by_the_site(place, two, tmp_path, where):
    shutil.copytree(two[0], tmp_path / "parts" / "1")
    output = tmp_path / "parts" / "1" / "site" if where == "inside" else tmp_path / "parts"
    with pytest.raises(PublishingError):
        join([tmp_path / "parts" / "1", two[1]], output, place)
