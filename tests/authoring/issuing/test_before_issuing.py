"""What is looked at before a run: where a ledger would be begun anew, whether a log of it is published."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from issuing import NOW, make_award, make_registry
from logged import LOG_SIGNER, issue, with_log
from testamur.authoring.issuing import before_issuing
from testamur.authoring.issuing.before_issuing import RunRequest
from testamur.errors import LedgerError
from testamur.ledger.registering import acts
from testamur.log import checkpoint
from testamur.log.checkpoint import Checkpoint
from testamur.verification.resolving.resolver import NotFound, Unavailable
from witness_host import WitnessHost, with_witnesses

BASE = "https://badges.harbour.edu"


class Host:
    """A host of which every address has the same answer."""

    date = None

    def __init__(self, error):
        self.error = error

    def fetch(self, url, *, limit):
        raise self.error


def begin_anew(folder, error, *, log=True):
    registry = make_registry(make_award(1))
    registry = replace(registry, issuer=replace(registry.issuer, base=BASE, ledger_id="7k3q-p2mv-9xwd-h4nb"))
    return before_issuing.prepare_run(
        with_log(registry) if log else registry,
        folder,
        web=lambda: Host(error),
        site=folder / "no-site",
        now=NOW,
        committed=None,
        random=bytes,
        request=RunRequest(begins_anew=True),
    )


def test_no_log_is_begun_anew_while_the_site_cannot_be_asked(tmp_path: Path):
    with pytest.raises(LedgerError, match="--begin-anew: this registry keeps a log"):
        begin_anew(tmp_path, Unavailable("the host did not answer"))


def test_a_log_that_was_never_published_may_begin_anew(tmp_path: Path):
    assert begin_anew(tmp_path, NotFound("404")).start.begins_anew


def test_a_registry_without_a_log_may_begin_anew_while_the_site_cannot_be_asked(tmp_path: Path):
    assert begin_anew(tmp_path, Unavailable("the host did not answer"), log=False).start.begins_anew


class Half:
    """A host that shows a checkpoint of the log, and answers for nothing else."""

    date = None

    def __init__(self, where, data):
        self.where, self.data = where, data

    def fetch(self, url, *, limit):
        if url == self.where:
            return self.data
        raise Unavailable("the host did not answer")


def prepare(registry, folder, web):
    return before_issuing.prepare_run(
        registry, folder, web=lambda: web, site=folder / "no-site", now=NOW, committed=None, random=bytes,
        request=RunRequest(),
    )  # fmt: skip


def test_the_log_is_compared_where_the_list_cannot_be_fetched(tmp_path: Path):
    registry = make_registry(make_award(1))
    registry = with_log(replace(registry, issuer=replace(registry.issuer, base=BASE)))
    issue(registry, tmp_path)
    key = acts.log_key(registry.issuer, registry.issuer.log)
    other = checkpoint.sign(Checkpoint(key.name, 3, bytes(32)), key, LOG_SIGNER.sign)
    with pytest.raises(LedgerError, match="have another root"):
        prepare(registry, tmp_path, Half(f"{BASE}/log/checkpoint", other))


def test_the_log_that_a_witness_has_signed_is_compared_where_the_site_does_not_answer(tmp_path: Path):
    registry = make_registry(make_award(1))
    registry = with_log(replace(registry, issuer=replace(registry.issuer, base=BASE)))
    issue(registry, tmp_path)
    key = acts.log_key(registry.issuer, registry.issuer.log)
    host = WitnessHost(logs=[key])
    other = checkpoint.sign(Checkpoint(key.name, 9, bytes(32)), key, LOG_SIGNER.sign)
    host.add_checkpoint(b"old 0\n\n" + other)
    ((where, data),) = host.published.items()
    with pytest.raises(LedgerError, match=r"older than what is published: https://witness\.example/w1/"):
        prepare(with_witnesses(registry, host, reads=True), tmp_path, Half(where, data))


def test_the_clock_of_a_witness_says_nothing_of_the_hosts(tmp_path: Path):
    """It could stop every run: a clock that contradicts the host's is refused."""
    registry = make_registry(make_award(1))
    registry = with_log(replace(registry, issuer=replace(registry.issuer, base=BASE)))
    issue(registry, tmp_path)
    host = WitnessHost(logs=[acts.log_key(registry.issuer, registry.issuer.log)])

    class Late:
        """The site does not answer; a witness does, and says that it is another day."""

        date = None

        def fetch(self, url, *, limit):
            if host.prefix in url:
                self.date = NOW - datetime.timedelta(days=3)
                raise NotFound("404")
            raise Unavailable("the host did not answer")

    registry = with_witnesses(registry, host, reads=True)
    prepared = before_issuing.prepare_run(
        registry, tmp_path, web=Late, site=tmp_path / "no-site", now=NOW, committed=None, random=bytes,
        request=RunRequest(),
    )  # fmt: skip
    assert not prepared.start.is_time_known
