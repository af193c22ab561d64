import pytest

from issuing import OTHER_KEY
from registries import ISSUER, PASSPHRASE, make_registry, run
from testamur.authoring.editing import atomic_files
from testamur.records.parsing import yaml_subset

FILE = "signing-key-2026-11-01.pem"


def rotate(folder):
    return run("rotate-key", "--yes", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)


def methods(folder):
    data = (folder / "credentials" / "issuer.yml").read_bytes()
    return yaml_subset.parse(data, "issuer.yml").value["verificationMethod"]


@pytest.mark.parametrize("more", ["", ", retired: false", ", to: 2027-12-31"])
def test_the_old_key_ends_today_and_the_new_one_begins(tmp_path, more):
    make_registry(tmp_path, {"issuer.yml": ISSUER.replace("2026-01-01", f"2026-01-01{more}")})
    assert rotate(tmp_path).code == 0
    old, new = methods(tmp_path)
    assert (old["to"], old["retired"]) == ("2026-11-01", True)
    assert new["from"] == "2026-11-01"


def test_rotating_a_key_that_was_to_begin_later_leaves_valid_records(tmp_path):
    later = f"  - {{publicKeyMultibase: {OTHER_KEY.public_key_multibase}, from: 2027-06-01}}\n"
    make_registry(tmp_path, {"issuer.yml": ISSUER + later})
    assert rotate(tmp_path).code == 0
    assert run("check", folder=tmp_path).code == 0


def test_if_the_record_cannot_be_written_the_error_says_what_becomes_of_the_key(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    make_registry(tmp_path)
    monkeypatch.setattr(atomic_files, "replace_all", fail)
    done = rotate(tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "issuer.yml was not changed" in done.err
    assert f"The new key in {FILE} is listed nowhere" in done.err
