"""Awards are written a batch at a time, by this process or by others: the site is the same, byte for byte."""

import datetime
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor

import pytest

import every_state
from issuing import KEY, Random, an_id, tree
from pelican import signals
from registries import make_registry
from testamur.errors import PublishingError
from testamur.ledger import issuance
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site import award_batches
from testamur.publishing.site.award_batches import Work
from testamur.publishing.views.editions import editions
from testamur.records import registry

NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
AWARDS = 23


def award(number):
    return (
        f"achievement: visit\nlearner: l-{1 + number % 2}\nawardedDate: 2026-05-{1 + number % 9:02}\n"
        f"visibility: {('public', 'unlisted', 'private')[number % 3]}\n"
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A registry of many awards of every visibility, issued, in two languages."""
    folder = tmp_path_factory.mktemp("registry")
    make_registry(
        folder,
        {f"awards/{an_id(number)}.yml": award(number) for number in range(10, 10 + AWARDS)}
        | {"learners/l-2.yml": "name: Siobhán & Co\n"},
        languages="[en, fr]",
    )
    (folder / "pelicanconf.py").write_text("SITENAME = 'x'\n")
    issuance.issue(load(folder), folder / "ledger", KEY, now=NOW, random=Random())
    return folder


def load(folder):
    return registry.load(folder / "credentials", today=NOW.date())


def build(place, output, jobs):
    return tree(every_state.build(place, output, jobs=jobs))


@pytest.fixture(scope="module")
def alone(place, tmp_path_factory):
    """The site as one process writes it."""
    return build(place, tmp_path_factory.mktemp("alone") / "site", 1)


@pytest.mark.parametrize("batch", [1, 5, 100])
def test_several_processes_write_the_same_site(place, alone, tmp_path, monkeypatch, batch):
    monkeypatch.setattr(award_batches, "BATCH", batch)
    assert build(place, tmp_path / "site", 3) == alone


def test_several_processes_write_the_same_site_where_a_log_is_kept(tmp_path, monkeypatch):
    place = every_state.make(tmp_path, keeps_log=True)
    alone = build(place, tmp_path / "alone", 1)
    monkeypatch.setattr(award_batches, "BATCH", 5)
    assert build(place, tmp_path / "site", 2) == alone
    assert any(name.endswith(".tlog-proof") for name in alone)


def test_a_process_that_knows_nothing_reads_for_itself(place, alone, tmp_path):
    (tmp_path / "site").mkdir()
    published = publication.read(load(place), Ledger(place / "ledger"), now=NOW)
    issued = list(load(place).awards)
    work = Work(
        records=place / "credentials",
        ledger=place / "ledger",
        output=tmp_path / "site",
        today=NOW.date(),
        now=NOW,
        sites=editions(published),
    )
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        executor.submit(award_batches.write_batch, work, tuple(issued)).result()
    written = tree(tmp_path / "site")
    assert written
    assert {name: data for name, data in alone.items() if name in written} == written


def test_a_plugin_that_wants_to_see_pages_sees_them_all(place, tmp_path, monkeypatch):
    monkeypatch.setattr(award_batches, "BATCH", 1)
    seen = []

    def see(path, context):
        seen.append(path)

    with signals.content_written.connected_to(see):
        site = build(place, tmp_path / "site", 2)
    pages = [name for name in site if "awards/" in name and name.endswith("index.html")]
    assert pages
    assert all(any(path.endswith(f"/{name}") for path in seen) for name in pages)


def test_a_process_that_is_ended_from_outside_leaves_the_old_site(place, tmp_path, monkeypatch):
    monkeypatch.setattr(award_batches, "BATCH", 5)
    before = build(place, tmp_path / "site", 1)
    mother = os.getpid()
    real = award_batches._Writer.write

    def end(self, award_ids, folder):
        if os.getpid() != mother:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, award_ids, folder)

    monkeypatch.setattr(award_batches._Writer, "write", end)
    with pytest.raises(PublishingError, match="--jobs 1"):
        build(place, tmp_path / "site", 2)
    assert tree(tmp_path / "site") == before
