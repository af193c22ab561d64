"""What every test of the ledger has: a folder for one."""

import pytest


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"
