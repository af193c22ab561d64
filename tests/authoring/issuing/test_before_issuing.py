"""What is looked at before a run: where a ledger would be begun anew, whether a log of it is published."""

from dataclasses import replace
from pathlib import Path

import pytest

from issuing import NOW, make_award, make_registry
from logged import with_log
from testamur.authoring.issuing import before_issuing
from testamur.authoring.issuing.before_issuing import RunRequest
from testamur.errors import LedgerError
from testamur.verification.resolving.resolver import NotFound, Unavailable

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
