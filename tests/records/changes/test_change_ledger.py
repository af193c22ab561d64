"""The line that names the registry's ledger is added once, and stays."""

import pytest

from record_changes import Changed
from record_problems import NAME
from registries import FILES, SECOND

ISSUER = FILES["issuer.yml"]
NO_AWARDS = {NAME: None, f"awards/2026/{SECOND}.yml": None}
OWN, OTHER = "ledgerId: 7k3q-9d2m-xw4t-8hzn\n", "ledgerId: 0000-0000-0000-0000\n"


def test_the_line_may_be_added_together_with_other_records(tmp_path):
    assert Changed(tmp_path, {"issuer.yml": OWN + ISSUER, "learners/l-3.yml": "name: Z\n"}).found == []


@pytest.mark.parametrize("now", [ISSUER, OTHER + ISSUER], ids=["removed", "another"])
def test_the_line_is_neither_changed_nor_removed_once_there_are_awards(tmp_path, now):
    found = Changed(tmp_path, {"issuer.yml": now}, {"issuer.yml": OWN + ISSUER}).found
    assert found == [("ledger-changed", 1, "ledgerId")]


@pytest.mark.parametrize("now", [ISSUER, OTHER + ISSUER], ids=["removed", "another"])
def test_the_line_is_free_before_there_are_awards(tmp_path, now):
    assert Changed(tmp_path, {"issuer.yml": now}, {"issuer.yml": OWN + ISSUER, **NO_AWARDS}).found == []
