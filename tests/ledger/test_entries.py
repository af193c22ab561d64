"""The lines of the ledger."""

import sqlite3

import pytest

from testamur import seen_files
from testamur.errors import LedgerError
from testamur.ledger import entries
from testamur.seen_files import SeenFiles

LINE = entries.issue_entry(
    digest="sha256:" + "0" * 64, key="did:web:h.example:issuer#z6Mk", moment="2026-11-01T12:00:00Z"
)


def test_entries_read_back_as_they_were_written():
    made = [LINE, entries.erase_entry(at=0, moment="2026-11-02T12:00:00Z")]
    assert entries.read(entries.write(made)) == made


@pytest.mark.parametrize(
    "data",
    [
        b"{}\n",
        b"no json\n",
        b'{"op":"issue","v":2}\n',
        entries.write([LINE])[:-1],
        entries.write([LINE]).replace(b",", b", "),
        entries.write([LINE]).replace(b"\n", b"\r\n"),
        entries.write([LINE]) + b"\n",
    ],
    ids=["no operation", "not JSON", "another version", "cut off", "not canonical", "ends of Windows", "empty line"],
)
def test_a_damaged_ledger_is_refused(data):
    with pytest.raises(LedgerError, match=r"entries\.jsonl"):
        entries.read(data)


def test_a_line_too_long_for_the_log_is_refused():  # T-03
    with pytest.raises(LedgerError, match="1024"):
        entries.write(
            [entries.key_entry(operation="key-add", verification_method="x" * 1100, moment="2026-11-01T12:00:00Z")]
        )


# What was entered

OTHER = entries.issue_entry(
    digest="sha256:" + "1" * 64, key="did:web:h.example:issuer#z6Mk", moment="2026-11-03T12:00:00Z"
)
LINES = [
    entries.key_entry(operation="key-add", verification_method="did:web:h.example:issuer#z6Mk", moment=LINE["t"]),
    LINE,
    entries.erase_entry(at=0, moment="2026-11-02T12:00:00Z"),
]


@pytest.fixture
def seen():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(seen_files.TABLE)
    yield SeenFiles(connection, b"makers", lambda: 10**19)
    connection.close()


def test_every_document_and_the_first_signer_are_entered():
    assert entries.entered(entries.write(LINES)) == ({LINE["c"]}, "did:web:h.example:issuer")


def test_nothing_is_entered_in_an_empty_ledger():
    assert entries.entered(b"") == (set(), None)


def test_lines_that_were_read_before_are_not_read_again(seen, monkeypatch):
    data = entries.write(LINES)
    entries.entered(data, seen)
    parsed, parse = [], entries.file_shapes.parse
    monkeypatch.setattr(entries.file_shapes, "parse", lambda line: parsed.append(line) or parse(line))
    more = data + entries.write([OTHER])
    assert entries.entered(more, seen) == entries.entered(more)
    assert parsed[:1] == [entries.write([OTHER])[:-1]]


@pytest.mark.parametrize("damage", [b'"op":"erase"', b'"v":1}\n{"at"'])
def test_lines_that_changed_since_are_read_again(seen, damage):
    data = entries.write(LINES)
    entries.entered(data, seen)
    with pytest.raises(LedgerError, match=r"line \d of"):
        entries.entered(data.replace(damage, b"," + damage), seen)


def test_a_ledger_that_became_shorter_is_read_again(seen):
    entries.entered(entries.write([*LINES, OTHER]), seen)
    assert entries.entered(entries.write(LINES), seen).digests == {LINE["c"]}


def test_a_new_line_that_is_none_is_called_by_its_number(seen):
    data = entries.write(LINES)
    entries.entered(data, seen)
    with pytest.raises(LedgerError, match="line 4 of"):
        entries.entered(data + b"{}\n", seen)


def test_another_ledger_has_lines_of_its_own(seen):
    entries.entered(entries.write(LINES), seen, "one")
    assert entries.entered(entries.write([OTHER]), seen, "other").digests == {OTHER["c"]}
