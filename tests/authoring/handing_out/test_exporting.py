import datetime

import pytest

from issuing import run
from registries import FIRST, SECOND, make_registry
from testamur.authoring.handing_out import exporting
from testamur.errors import LedgerError, UsageError
from testamur.ledger.store import Ledger
from testamur.records import registry
from testamur.verification.reading import baked

ERASED = "achievement: visit\nawardedDate: 2026-05-15\nhistory:\n  - {date: 2026-06-01, act: erased}\n"


def load(folder):
    return registry.load(folder / "credentials", today=datetime.date(2026, 11, 1))


@pytest.fixture
def issued(tmp_path):
    make_registry(tmp_path)
    run(load(tmp_path), tmp_path / "ledger")
    return tmp_path


def export(folder, award_id):
    found = load(folder)
    return exporting.files(found, Ledger(folder / "ledger"), found.awards[award_id])


def test_all_three_files_have_the_signed_credential(issued):
    signed = (issued / "ledger" / "credentials" / f"{FIRST}.json").read_bytes()
    found = export(issued, FIRST)
    assert list(found) == ["credential.json", "badge.png", "badge.svg"]
    assert [baked.extract(data, name) for name, data in found.items()] == [signed] * 3


def test_an_award_not_yet_issued_cannot_be_exported(tmp_path):
    make_registry(tmp_path)
    with pytest.raises(UsageError, match="not issued yet: run testamur issue"):
        export(tmp_path, FIRST)


def test_an_erased_award_cannot_be_exported(issued):
    make_registry(issued, {f"awards/2026/{SECOND}.yml": ERASED})
    run(load(issued), issued / "ledger")
    with pytest.raises(UsageError, match="was erased on 2026-06-01"):
        export(issued, SECOND)


def test_a_credential_that_differs_from_the_signed_one_is_not_exported(issued):
    (issued / "ledger" / "credentials" / f"{FIRST}.json").write_bytes(b"{}")
    with pytest.raises(LedgerError, match="is not what was signed"):
        export(issued, FIRST)


def test_exporting_again_is_refused_if_it_would_overwrite_another_file(issued, tmp_path):
    files = export(issued, FIRST)
    to = tmp_path / "for-ada"
    assert exporting.write(files, to) == [to / name for name in files]
    exporting.write(files, to)
    (to / "badge.png").write_bytes(b"mine")
    with pytest.raises(UsageError, match="is another file: nothing was written"):
        exporting.write({**files, "credential.json": b"new"}, to)
    assert (to / "credential.json").read_bytes() == files["credential.json"]
