"""Batches of processes that may be lost: what a lost one left behind is neither published nor in the way."""

from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

import every_state
from issuing import tree
from testamur.errors import PublishingError
from testamur.publishing.site import award_batches
from testamur.publishing.site.parts import batches_apart
from testamur.publishing.site.tree import Tree
from testamur.publishing.views import site_info
from testamur.terminal import building


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return every_state.make(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="module")
def alone(place):
    return tree(every_state.build(place, place / "alone"))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(award_batches, "BATCH", 2)
    monkeypatch.setattr(award_batches, "_writers", {})


class Lossy(Executor):
    """Loses every batch once after a part of it was written, and does it again."""

    def __init__(self, monkeypatch):
        self.monkeypatch, self.lost = monkeypatch, 0

    def map(self, function, *arguments, **more):
        for given in zip(*arguments, strict=True):
            with self.monkeypatch.context() as patch, suppress(KeyboardInterrupt):
                patch.setattr(Tree, "_create", self.fail_later(Tree._create))
                function(*given)
            yield function(*given)

    def fail_later(self, create):
        written = []

        def write(tree, name, data):
            if len(written) == 3:
                self.lost += 1
                raise KeyboardInterrupt
            written.append(name)
            create(tree, name, data[: len(data) // 2])

        return write


def test_batches_that_were_lost_half_written_are_done_again(place, alone, monkeypatch):
    executor = Lossy(monkeypatch)
    assert tree(every_state.build(place, place / "lossy", executor=executor)) == alone
    assert executor.lost > 5
    assert {path.name for path in place.glob(".lossy*")} == {".lossy.lock"}


def test_an_attempt_that_goes_on_after_its_repetition_changes_nothing(place, alone):
    class Twice(ThreadPoolExecutor):
        def map(self, function, *arguments, **more):
            for result in super().map(function, *arguments):
                again = [super(Twice, self).submit(function, *given) for given in zip(*arguments, strict=True)]
                yield result
                assert all(future.result() for future in again)

    with Twice(2) as executor:
        assert tree(every_state.build(place, place / "twice", executor=executor)) == alone


def test_a_file_that_lies_there_already_is_not_replaced(place, tmp_path, monkeypatch):
    (tmp_path / "site" / "awards").mkdir(parents=True)
    with ThreadPoolExecutor(1) as executor:
        published, work = building.read_published(
            place / "credentials", place / "ledger", tmp_path / "site", now=every_state.NOW, preview=False,
            preview_ledger=tmp_path,
        )  # fmt: skip
        shown = next(one for one in published.awards if one.is_shown)
        page = tmp_path / "site" / "awards" / shown.award.id / "index.html"
        page.parent.mkdir()
        page.write_text("mine")
        work = replace(work, sites=site_info.sites(published.registry.issuer, now=published.now))
        with pytest.raises(FileExistsError):
            list(batches_apart.write_all_apart(work, [shown], executor, Tree(tmp_path / "site")))
    assert page.read_text() == "mine"


def test_what_is_wrong_in_a_batch_arrives_as_a_publishing_error(place, tmp_path):
    class Fails(Executor):
        def map(self, function, *arguments, **more):
            given = [list(some) for some in arguments]
            given[0][0] = replace(given[0][0], ledger=tmp_path)
            return map(function, *given)

    with pytest.raises(PublishingError, match="another state of the ledger"):
        every_state.build(place, place / "fails", executor=Fails())
    assert not (place / "fails").exists()
