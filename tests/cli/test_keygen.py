import stat
import subprocess

import pytest

from issuing import KEY
from registries import ISSUER, PASSPHRASE, PUBLIC_KEY, make_registry, run
from testamur.proofs import keys
from testamur.records.parsing import yaml_subset

FILE = "signing-key-2026-11-01.pem"


def keygen(folder, *arguments, passphrase=PASSPHRASE, **more):
    return run("keygen", *arguments, folder=folder, TESTAMUR_PASSPHRASE=passphrase, **more)


def test_stdout_has_only_the_line_for_issuer_yml(tmp_path):
    done = keygen(tmp_path)
    assert done.code == 0
    key = keys.from_pem((tmp_path / FILE).read_bytes(), lambda: PASSPHRASE)
    assert done.out == f"  - {{publicKeyMultibase: {key.public_key_multibase}, from: 2026-11-01}}\n"
    assert "below verificationMethod:" in done.err
    assert PASSPHRASE not in done.out + done.err


def test_the_key_file_is_encrypted_and_readable_by_its_owner_only(tmp_path):
    keygen(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in (tmp_path / FILE).read_bytes()


def test_the_key_sheet_is_written_beside_the_key_and_names_the_custodians(tmp_path):
    keygen(tmp_path, "--out", "safe/ours.pem", "--custodian", "Ada Okafor", "--custodian", "Bo Lind")
    sheet = (tmp_path / "safe" / "key-sheet-2026-11-01.html").read_text()
    assert "Ada Okafor" in sheet
    assert "Bo Lind" in sheet
    assert "ours.pem" in sheet


def test_for_ci_stdout_has_only_the_secret(tmp_path):
    done = keygen(tmp_path, "--ci")
    assert done.code == 0
    key = keys.from_secret(done.out)
    assert done.out == key.to_secret() + "\n"
    assert key.public_key_multibase in done.err
    assert "the secret store has the only copy" in done.err
    assert done.out.strip() not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["key-sheet-2026-11-01.html"]


def test_for_ci_a_key_file_can_be_written_as_well(tmp_path):
    done = keygen(tmp_path, "--ci", "--out", "ours.pem")
    kept = keys.from_pem((tmp_path / "ours.pem").read_bytes(), lambda: PASSPHRASE)
    assert kept.to_secret() + "\n" == done.out


def test_the_secret_of_an_existing_key_can_be_printed_again(tmp_path):
    (tmp_path / "ours.pem").write_bytes(KEY.to_encrypted_pem(PASSPHRASE))
    (tmp_path / "ours.pem").chmod(0o600)
    assert keygen(tmp_path, "--ci", "--key", "ours.pem").out == KEY.to_secret() + "\n"


def test_a_second_sheet_on_one_day_gets_another_name(tmp_path):
    keygen(tmp_path, "--ci")
    keygen(tmp_path, "--ci")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "key-sheet-2026-11-01-2.html",
        "key-sheet-2026-11-01.html",
    ]


def test_a_second_key_on_one_day_gets_another_name(tmp_path):
    (tmp_path / FILE).write_text("the first key")
    assert keygen(tmp_path).code == 0
    assert (tmp_path / FILE).read_text() == "the first key"
    assert (tmp_path / FILE.replace(".pem", "-2.pem")).is_file()


def test_a_key_file_is_never_overwritten(tmp_path):
    (tmp_path / FILE).write_text("the old key")
    done = keygen(tmp_path, "--out", FILE)
    assert (done.code, done.out) == (2, "")
    assert "a key is never overwritten" in done.err
    assert (tmp_path / FILE).read_text() == "the old key"


def test_a_key_that_is_listed_is_not_offered_to_be_added(tmp_path, monkeypatch):
    make_registry(tmp_path)
    monkeypatch.setattr("testamur.cli.commands.keys.keygen.is_terminal", lambda: True)
    (tmp_path / "ours.pem").write_text(KEY.to_secret())
    (tmp_path / "ours.pem").chmod(0o600)
    done = keygen(tmp_path, "--ci", "--key", "ours.pem")
    assert (done.code, done.out) == (0, KEY.to_secret() + "\n")
    assert "lists this key already" in done.err
    assert "Add the key" not in done.err


def test_no_key_is_written_where_git_would_add_it(tmp_path):  # K-06
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    done = keygen(tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "add the line *.pem to .gitignore" in done.err
    assert not (tmp_path / FILE).exists()
    (tmp_path / ".gitignore").write_text("*.pem\n")
    assert keygen(tmp_path).code == 0


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [("", "empty guards nothing"), ("short", "at least 12"), ("a" * 20, "repeats"), ("password1234", "tried first")],
)
def test_with_a_weak_passphrase_no_key_is_made(tmp_path, passphrase, told):
    done = keygen(tmp_path, passphrase=passphrase)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_is_asked_for_twice_and_again_if_weak_or_mismatched(tmp_path):
    answers = f"weak\n{PASSPHRASE}\nanother\n{PASSPHRASE}\n{PASSPHRASE}\n"
    done = keygen(tmp_path, passphrase=None, answers=answers)
    assert done.code == 0
    assert "Too weak: it has 4 characters" in done.err
    assert "The two are not the same." in done.err
    assert PASSPHRASE not in done.out + done.err


def test_after_three_tries_no_key_is_made(tmp_path):
    done = keygen(tmp_path, passphrase=None, answers="a\nb\nc\n")
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["option", "answer"])
def test_the_line_is_added_to_issuer_yml_if_asked(tmp_path, how, monkeypatch):
    records = make_registry(tmp_path, {"issuer.yml": ISSUER.partition("verificationMethod")[0]})
    if how == "answer":
        monkeypatch.setattr("testamur.cli.commands.keys.keygen.is_terminal", lambda: True)
    done = keygen(tmp_path, *(["--add"] if how == "option" else []), answers="y\n")
    value = yaml_subset.parse((records / "issuer.yml").read_bytes(), "issuer.yml").value
    assert value["verificationMethod"][0]["publicKeyMultibase"] in done.out
    assert run("check", folder=tmp_path).code == 0


def test_the_line_is_not_added_to_issuer_yml_unasked(tmp_path):
    records = make_registry(tmp_path)
    keygen(tmp_path)
    assert (records / "issuer.yml").read_text() == ISSUER
    assert PUBLIC_KEY in ISSUER


def test_a_new_key_and_an_existing_one_cannot_both_be_given(tmp_path):
    assert keygen(tmp_path, "--key", "a.pem", "--out", "b.pem").code == 2
