"""Private keys: damage by copying, refusals, and no message that shows the secret."""

import base64
import copy
import itertools
import os
import pickle
import traceback
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa, x448, x25519

from testamur.errors import KeyRefusedError
from testamur.proofs import keys, multikey

SEED = bytes(range(1, 33))
KEY = keys.from_seed(SEED)
PASSPHRASE = "correct horse battery"
PKCS8 = (
    b"-----BEGIN PRIVATE KEY-----\n"
    + base64.b64encode(bytes.fromhex("302e020100300506032b657004220420") + SEED)
    + b"\n-----END PRIVATE KEY-----\n"
)
ENCRYPTED = KEY.to_encrypted_pem(PASSPHRASE)
SPELLINGS = [
    SEED,
    SEED.hex().encode(),
    base64.b64encode(SEED)[:-2],
    base64.urlsafe_b64encode(SEED)[:-2],
    KEY.to_secret().encode()[len(keys.LINE_PREFIX) :],
]


def refusal(call, *arguments, **named):
    """The message of a refusal, after checking that nothing of the key is in it or in its traceback."""
    with pytest.raises(KeyRefusedError) as refused:
        call(*arguments, **named)
    shown = "".join(traceback.format_exception(refused.value)).encode()
    assert not [spelling for spelling in SPELLINGS if spelling in shown]
    assert PASSPHRASE.encode() not in shown
    return str(refused.value)


def pem(private, shape=serialization.PrivateFormat.PKCS8):
    return private.private_bytes(serialization.Encoding.PEM, shape, serialization.NoEncryption())


def test_a_generated_key_signs_what_its_public_key_verifies():
    key = keys.generate()
    assert multikey.verify(key.public_key, key.sign(b"message"), b"message")
    assert multikey.decode(key.public_key_multibase) == key.public_key
    assert keys.generate().public_key != key.public_key


def test_a_key_is_made_from_the_given_randomness():
    assert keys.generate(lambda count: SEED[:count]).public_key == KEY.public_key


def test_a_key_reads_back_from_both_of_its_forms():
    assert keys.from_secret(KEY.to_secret()).public_key == KEY.public_key
    assert keys.from_pem(ENCRYPTED, lambda: PASSPHRASE).public_key == KEY.public_key


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format])
def test_the_representation_of_a_key_shows_its_public_half_only(show):  # K-07
    assert KEY.public_key_multibase in show(KEY)
    assert not [spelling for spelling in SPELLINGS if spelling in show(KEY).encode()]


@pytest.mark.parametrize("take", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_cannot_be_pickled_or_copied(take):
    with pytest.raises(TypeError, match="not copied"):
        take(KEY)


@pytest.mark.parametrize("passphrase", ["", "short"])
def test_a_key_file_needs_a_passphrase_of_12_characters(passphrase):
    assert "12 characters" in refusal(KEY.to_encrypted_pem, passphrase)


# Damage by copying ---------------------------------------------------------------------------------------------

HARMLESS = {
    "as it is": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "literal backslash n": lambda data: data.replace(b"\n", b"\\n"),
    "literal backslash r n": lambda data: data.replace(b"\n", b" \n"),
    "surrounding spaces": lambda data: b" \t\n" + data + b"\n  ",
    "indented": lambda data: b"    " + data.replace(b"\n", b"\n    "),
    "quotes": lambda data: b'"' + data.strip() + b'"',
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "no final newline": lambda data: data.rstrip(),
    "base64 of all": base64.b64encode,
    "base64 of all, wrapped": base64.encodebytes,
}


@pytest.mark.parametrize("mishap", HARMLESS)
@pytest.mark.parametrize("form", [PKCS8, ENCRYPTED, KEY.to_secret().encode()], ids=["pem", "encrypted", "line"])
def test_a_key_is_read_despite_harmless_changes(mishap, form):  # K-04
    assert keys.read(HARMLESS[mishap](form), lambda: PASSPHRASE).public_key == KEY.public_key


def test_pem_in_one_line_is_read():  # K-04
    assert keys.read(PKCS8.replace(b"\n", b" ")).public_key == KEY.public_key
    assert keys.read(PKCS8.replace(b"\n", b"")).public_key == KEY.public_key


def test_a_key_file_without_its_first_and_last_line_is_read():
    assert keys.read(PKCS8.split(b"\n")[1]).public_key == KEY.public_key


@pytest.mark.parametrize("position", range(0, 48, 5))
def test_a_changed_letter_of_the_line_is_noticed(position):
    line = KEY.to_secret()
    at = len(keys.LINE_PREFIX) + position
    changed = line[:at] + ("B" if line[at] == "A" else "A") + line[at + 1 :]
    assert "checksum" in refusal(keys.read, changed.encode())


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + "A", lambda s: s[:-20], lambda s: keys.LINE_PREFIX])
def test_a_line_of_another_length_is_noticed(change):
    assert "where 48 belong" in refusal(keys.read, change(KEY.to_secret()).encode())


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda s: s[:-1] + "*", lambda s: s[:-1] + "é"])
def test_foreign_characters_are_noticed(change):
    body = change(KEY.to_secret()[len(keys.LINE_PREFIX) :])
    refusal(keys.read, (keys.LINE_PREFIX + body).encode())


@pytest.mark.parametrize("cut", range(1, len(PKCS8) - 1, 9))
def test_a_truncated_key_file_is_refused(cut):  # K-04
    refusal(keys.read, PKCS8[:cut])


def test_a_key_file_without_its_end_is_reported_as_cut_off():  # K-04
    assert "cut off" in refusal(keys.read, PKCS8[:60])


# Other keys ----------------------------------------------------------------------------------------------------

RSA = rsa.generate_private_key(65537, 2048)
P256 = ec.generate_private_key(ec.SECP256R1())
X25519 = x25519.X25519PrivateKey.generate()
TRADITIONAL = serialization.PrivateFormat.TraditionalOpenSSL
OPENSSH = serialization.PrivateFormat.OpenSSH
PUBLIC_PEM = KEY._private.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (pem(RSA), "for RSA"),
        (pem(P256), "for P-256"),
        (pem(X25519), "for X25519"),
        (pem(x448.X448PrivateKey.generate()), "for X448"),
        (pem(ed448.Ed448PrivateKey.generate()), "for Ed448"),
        (pem(RSA, TRADITIONAL), "PKCS#1"),
        (pem(P256, TRADITIONAL), "SEC 1"),
        (pem(KEY._private, OPENSSH), "OpenSSH's own format"),
        (PUBLIC_PEM, "a public key"),
        (KEY.public_key_multibase.encode(), "a public key"),
        (b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 registrar@example", "an OpenSSH public key"),
        (b'{"kty":"OKP","crv":"Ed25519"}', "JSON"),
        (b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", "a certificate"),
        (b"\x00\xff\xfe", "no key"),
        (b"hello", "no key"),
    ],
    ids=itertools.count(),  # not the keys, which differ in each process
)
def test_another_kind_of_key_is_refused_with_found_and_expected_kind(data, found):  # K-03
    message = refusal(keys.read, data)
    assert found in message
    assert "expected an Ed25519 private key" in message


def test_two_keys_in_one_file_are_refused():
    assert "more than one" in refusal(keys.read, PKCS8 + PKCS8)


# Passphrases ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "reason"), [(None, "nobody"), (lambda: "", "empty"), (lambda: PASSPHRASE + "!", "wrong passphrase")]
)
def test_an_encrypted_key_needs_its_passphrase(ask, reason):  # K-02
    assert reason in refusal(keys.read, ENCRYPTED, ask)


def test_a_passphrase_is_asked_for_only_if_needed():
    def ask():
        raise AssertionError("asked")

    assert keys.read(PKCS8, ask).public_key == KEY.public_key


# Where keys come from ------------------------------------------------------------------------------------------


def key_file(folder, data=None, mode=0o600):
    path = folder / "signing-key.pem"
    path.write_bytes(data if data is not None else ENCRYPTED)
    path.chmod(mode)
    return path


def load(file=None, environment=None, inside=()):
    return keys.load_key(file=file, environment=environment or {}, passphrase=lambda: PASSPHRASE, inside=inside)


def test_a_key_is_loaded_from_a_file_and_from_the_environment(tmp_path):
    assert load(key_file(tmp_path)).public_key == KEY.public_key
    assert load(environment={"TESTAMUR_SIGNING_KEY": KEY.to_secret() + "\n"}).public_key == KEY.public_key


def test_a_named_file_takes_precedence_over_the_environment(tmp_path):
    other = {"TESTAMUR_SIGNING_KEY": keys.generate().to_secret()}
    assert load(key_file(tmp_path), other).public_key == KEY.public_key


@pytest.mark.parametrize(("environment", "state"), [({}, "not set"), ({"TESTAMUR_SIGNING_KEY": " \n"}, "empty")])
def test_without_a_key_the_error_says_where_it_looked_and_how_to_make_one(environment, state):  # K-01
    message = refusal(keys.load_key, file=None, environment=environment)
    assert f"TESTAMUR_SIGNING_KEY is {state}" in message
    assert "--key FILE" in message
    assert "testamur keygen" in message


def test_a_missing_key_file_is_reported_with_the_command_that_makes_one(tmp_path):
    message = refusal(load, tmp_path / "none.pem")
    assert "none.pem" in message
    assert "testamur keygen" in message


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_that_others_can_read_is_refused_with_the_remedy(tmp_path, mode):  # K-06
    assert "chmod 600" in refusal(load, key_file(tmp_path, mode=mode))


def test_a_key_file_in_the_repository_or_the_output_is_refused(tmp_path):  # K-06
    output = tmp_path / "site" / "output"
    output.mkdir(parents=True)
    assert "Move it" in refusal(load, key_file(output), inside=(tmp_path / "elsewhere", tmp_path / "site"))
    link = tmp_path / "link.pem"
    link.symlink_to(output / "signing-key.pem")
    assert "Move it" in refusal(load, link, inside=(output,))


@pytest.mark.parametrize("name", ["../signing-key.pem", "credentials/../../signing-key.pem"])
def test_a_key_file_outside_that_is_named_from_inside_is_accepted(tmp_path, monkeypatch, name):
    (tmp_path / "site" / "credentials").mkdir(parents=True)
    key_file(tmp_path)
    monkeypatch.chdir(tmp_path / "site")
    assert load(Path(name), inside=(Path(), Path("output"))).public_key == KEY.public_key


def test_a_key_file_inside_is_refused_however_it_and_the_folder_are_named(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "door").symlink_to("site")
    key_file(tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    for name in ("site/signing-key.pem", "site/../door/signing-key.pem"):
        for folder in (Path("door"), tmp_path / "site", Path("door/../site")):
            assert "Move it" in refusal(load, Path(name), inside=(folder,))


def test_a_key_path_that_is_not_a_regular_file_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "regular file" in refusal(load, tmp_path / "pipe")
    assert "regular file" in refusal(load, tmp_path)


def test_a_file_far_too_large_for_a_key_is_not_read(tmp_path):
    assert "at most" in refusal(load, key_file(tmp_path, b"A" * 70_000))
