import pytest

from issuing import OTHER_KEY
from registries import ISSUER, PASSPHRASE, PUBLIC_KEY, make_registry, run, secret
from testamur.records.parsing import yaml_subset

OTHER = OTHER_KEY.public_key_multibase
SECOND = f"  - {{publicKeyMultibase: {OTHER}, from: 2026-01-01}}\n"


def compromised(folder, key="current"):
    return run("key", "compromised", key, "--yes", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)


def methods(folder):
    data = (folder / "credentials" / "issuer.yml").read_bytes()
    return {one["publicKeyMultibase"]: one for one in yaml_subset.parse(data, "i").value["verificationMethod"]}


@pytest.mark.parametrize("more", ["", ", compromised: false"])
def test_the_only_active_key_gets_a_successor(tmp_path, more):
    make_registry(tmp_path, {"issuer.yml": ISSUER.replace("2026-01-01", f"2026-01-01{more}")})
    done = compromised(tmp_path)
    assert done.code == 0
    assert methods(tmp_path)[PUBLIC_KEY]["compromised"] is True
    assert len(methods(tmp_path)) == 2
    assert f"testamur issue --reissue-key {PUBLIC_KEY}" in done.err


def test_another_active_key_stays_active(tmp_path):
    retired = ISSUER.replace("2026-01-01", "2026-01-01, to: 2026-05-30, retired: true")
    make_registry(tmp_path, {"issuer.yml": retired + SECOND})
    assert compromised(tmp_path, PUBLIC_KEY).code == 0
    found = methods(tmp_path)
    assert found[PUBLIC_KEY]["compromised"] is True
    assert found[PUBLIC_KEY]["to"] == "2026-05-30"
    assert found[OTHER] == {"publicKeyMultibase": OTHER, "from": "2026-01-01"}
    assert len(found) == 2


def test_practice_mode_has_no_key_to_declare_compromised(tmp_path):
    make_registry(tmp_path, practice="true")
    assert compromised(tmp_path).code == 2


def test_reissuing_after_a_compromise_does_not_sign_unannounced_changes(tmp_path):
    records = make_registry(tmp_path)
    assert run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret()).code == 0
    marked = ISSUER.replace("2026-01-01", "2026-01-01, compromised: true")
    (records / "issuer.yml").write_text(marked + SECOND)
    (records / "learners" / "l-1.yml").write_text("name: Somebody Else\n")
    done = run("issue", "--reissue-key", PUBLIC_KEY, folder=tmp_path, TESTAMUR_SIGNING_KEY=secret(OTHER_KEY))
    assert done.code == 1
    assert "issued-record-changed" in done.err
    signed = b"".join(file.read_bytes() for file in (tmp_path / "ledger" / "credentials").iterdir())
    assert b"Somebody Else" not in signed
