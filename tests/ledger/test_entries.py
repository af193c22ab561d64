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
    entered = entries.entered(entries.write(LINES))
    assert (set(entered.digests), entered.issued_as) == ({LINE["c"]}, "did:web:h.example:issuer")


def test_nothing_is_entered_in_an_empty_ledger():
    entered = entries.entered(b"")
    assert (len(entered.digests), entered.issued_as) == (0, None)


def test_lines_that_were_read_before_are_not_read_again(seen, monkeypatch):
    data = entries.write(LINES)
    entries.entered(data, seen)
    parsed, parse = [], entries.file_shapes.parse
    monkeypatch.setattr(entries.file_shapes, "parse", lambda line: parsed.append(line) or parse(line))
    more = data + entries.write([OTHER])
    again, anew = entries.entered(more, seen), entries.entered(more)
    assert (set(again.digests), again.issued_as) == (set(anew.digests), anew.issued_as)
    assert parsed[:1] == [entries.write([OTHER])[:-1]]


@pytest.mark.parametrize("damage", [b'"op":"erase"', b'"v":1}\n{"at"'])
def test_lines_that_changed_since_are_read_again(seen, damage):
    data = entries.write(LINES)
    entries.entered(data, seen)
    with pytest.raises(LedgerError, match=r"line \d of"):
        entries.entered(data.replace(damage, b"," + damage), seen)


def test_a_ledger_that_became_shorter_is_read_again(seen):
    entries.entered(entries.write([*LINES, OTHER]), seen)
    assert set(entries.entered(entries.write(LINES), seen).digests) == {LINE["c"]}


def test_a_new_line_that_is_none_is_called_by_its_number(seen):
    data = entries.write(LINES)
    entries.entered(data, seen)
    with pytest.raises(LedgerError, match="line 4 of"):
        entries.entered(data + b"{}\n", seen)


def test_another_ledger_has_lines_of_its_own(seen):
    entries.entered(entries.write(LINES), seen, "one")
    assert set(entries.entered(entries.write([OTHER]), seen, "other").digests) == {OTHER["c"]}


def test_documents_of_lines_that_are_not_read_again_are_known_all_the_same(seen):
    entries.entered(entries.write(LINES), seen)
    entered = entries.entered(entries.write([*LINES, OTHER]), seen)
    assert [digest in entered.digests for digest in (LINE["c"], OTHER["c"], "sha256:2")] == [True, True, False]
    assert len(entered.digests) == 2


def test_it_is_told_whether_the_lines_begin_as_before(seen):
    begun = [entries.entered(entries.write(lines), seen).begins_as_before for lines in (LINES, LINES, [OTHER])]
    assert begun == [False, True, False]


def test_a_digest_that_somebody_has_already_is_that_very_text():
    mine = f"{LINE['c'][:9]}{LINE['c'][9:]}"
    (digest,) = entries.entered(entries.write([LINE]), texts={mine: mine}).digests
    assert digest is mine


MOMENT = "2026-11-01T00:00:00Z"
ISSUED = entries.issue_entry(digest="sha256:1", key="did:web:h.example:issuer#z6Mk", moment=MOMENT)
ERASED = entries.erase_entry(at=0, moment=MOMENT)


def test_new_lines_come_behind_the_earlier_ones():
    new = entries.NewEntries(entries.write([ISSUED]))
    new.extend([ERASED])
    assert entries.read(bytes(new.lines)) == [ISSUED, ERASED]


def test_only_new_ones_are_counted():
    new = entries.NewEntries(entries.write([ISSUED]))
    assert not new
    new.append(ERASED)
    assert len(new) == 1


def test_the_documents_that_were_entered_are_known():
    new = entries.NewEntries()
    new.extend([ISSUED, ERASED])
    assert (new.documents, new.others) == (["sha256:1"], [ERASED])


def test_an_entry_that_is_too_long_is_refused_at_once():
    new = entries.NewEntries()
    with pytest.raises(LedgerError, match="longer than 1024 bytes"):
        new.append(entries.issue_entry(digest="sha256:1", key="k" * 1100, moment=MOMENT))
    assert (len(new), new.lines) == (0, b"")
