"""Awards that did not change in the ledger are not read again, and whatever changed is found as before."""

import sqlite3
from dataclasses import replace

import pytest

from issuing import NOW, OTHER_KEY, line, make_award, method, run
from statement_samples import registry
from testamur import seen_files
from testamur.credentials import did
from testamur.errors import LedgerError, PublishingError, RecordsError
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.seen_files import SeenFiles

AWARDS = [make_award(number) for number in (1, 2, 3)]
FIRST, SECOND, THIRD = (award.id for award in AWARDS)
REGISTRY = registry(*AWARDS, given=[], ways=())
ALL = frozenset({FIRST, SECOND, THIRD})


class Place:
    """A ledger, with what is remembered of it, and the files of it that were read."""

    def __init__(self, folder, connection, monkeypatch):
        self.folder, self._connection, self.files = folder, connection, []
        read = Ledger._read
        monkeypatch.setattr(Ledger, "_read", lambda ledger, name: self.files.append(name) or read(ledger, name))

    def read(self, found=REGISTRY, *, settled=ALL, now=10**19):
        self.files.clear()
        seen = SeenFiles(self._connection, b"makers", lambda: now)
        published = publication.read(replace(found, settled=settled), Ledger(self.folder), now=NOW, seen=seen)
        seen.tidy()
        return published

    def of_awards(self):
        """The awards of which something was read."""
        return {name.partition("/")[2][:-5] for name in self.files if name.startswith(("awards/", "credentials/"))}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(seen_files, "_RUN", 1)  # A run for each award.
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(seen_files.TABLE)
    run(REGISTRY, tmp_path)
    made = Place(tmp_path, connection, monkeypatch)
    made.read()
    yield made
    connection.close()


def test_what_did_not_change_is_not_read_again(place):
    assert place.of_awards() == ALL
    place.read()
    assert place.of_awards() == set()


def test_what_was_remembered_is_what_is_read(place):
    anew = publication.read(REGISTRY, Ledger(place.folder), now=NOW)
    again = place.read()
    assert (again.awards, again.status_lists, again.waiting) == (anew.awards, anew.status_lists, anew.waiting)


def test_an_award_whose_record_changed_is_read_and_compared(place):
    place.read(settled=ALL - {FIRST})
    assert place.of_awards() == {FIRST}
    changed = registry(replace(AWARDS[0], results={"final": "1"}), *AWARDS[1:], given=[], ways=())
    with pytest.raises(RecordsError, match="this award was issued with"):
        place.read(changed, settled=ALL - {FIRST})


@pytest.mark.parametrize("folder", ["credentials", "awards"])
def test_a_file_of_the_ledger_that_changed_is_found(place, folder):
    path = place.folder / folder / f"{SECOND}.json"
    path.write_bytes(path.read_bytes().replace(b"sha256:", b"sha256:0", 1) if folder == "awards" else b"{}")
    with pytest.raises(LedgerError):
        place.read()


def test_a_credential_that_is_gone_is_missed(place):
    (place.folder / "credentials" / f"{SECOND}.json").unlink()
    with pytest.raises(LedgerError, match="is not what was issued"):
        place.read()


def test_a_record_that_is_gone_is_missed(place):
    with pytest.raises(RecordsError, match="its record is gone"):
        place.read(registry(*AWARDS[1:], given=[], ways=()))


def test_a_key_that_no_longer_counts_is_asked_of_what_was_remembered(place):
    compromised = replace(REGISTRY.issuer.verification_methods[0], state="compromised")
    methods = (compromised, method(OTHER_KEY))
    with pytest.raises(PublishingError, match="does not list as good"):
        place.read(replace(REGISTRY, issuer=replace(REGISTRY.issuer, verification_methods=methods)))


def test_lists_are_compared_with_what_was_remembered(place):
    held = registry(AWARDS[0], *AWARDS[1:], given=[], ways=())
    path = place.folder / "status" / "revocation-1.json"
    before = path.read_bytes()
    run(replace(held, records={**held.records, "award": {**held.awards, FIRST: withdrawn()}}), place.folder)
    path.write_bytes(before)
    changed = {**held.records, "award": {**held.awards, FIRST: withdrawn()}}
    with pytest.raises(LedgerError, match="does not say how the awards stand"):
        place.read(replace(held, records=changed), settled=ALL - {FIRST})


def withdrawn():
    return replace(AWARDS[0], history=(line("revoked", reason="awarded-in-error"),))


def test_another_ledger_is_read_whole(place, tmp_path):
    other = tmp_path / "other"
    run(REGISTRY, other)
    place.folder = other
    place.read()
    assert place.of_awards() == ALL


def test_what_changed_just_before_is_not_remembered(place):
    changed = min(path.stat().st_ctime_ns for path in place.folder.rglob("*.json"))  # of all, whatever they took
    place.read(now=changed)
    place.read(now=changed)
    assert place.of_awards() == ALL


def test_what_was_entered_by_another_key_first_is_refused(place):
    elsewhere = replace(REGISTRY, issuer=replace(REGISTRY.issuer, base="https://other.example"))
    assert did.from_base(elsewhere.issuer.base) != did.from_base(REGISTRY.issuer.base)
    with pytest.raises(RecordsError, match="another issuer"):
        place.read(elsewhere)
