"""The lines of the ledger."""

import pytest

from testamur.errors import LedgerError
from testamur.ledger import entries

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


def test_a_line_too_long_for_the_log_is_refused():
    with pytest.raises(LedgerError, match="1024"):
        entries.write(
            [entries.key_entry(operation="key-add", verification_method="x" * 1100, moment="2026-11-01T12:00:00Z")]
        )
