r"""Makes, stores, reads and uses private keys; nothing else does, and nothing that builds a site may import it.

Ed25519 only. A key is kept as an encrypted PKCS#8 file (RFC 5958, PBES2), or as one line of text with a
checksum, `testamur-ed25519-…`, for the secret store of a CI service. What copying does to keys (line ends,
spaces, quotes, literal \n, base64 around it all) is undone; anything else is refused, and named.
No message, representation or pickle of this module holds a part of a key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from testamur.errors import KeyRefusedError
from testamur.proofs import key_kinds, multikey

VARIABLE = "TESTAMUR_SIGNING_KEY"
LINE_PREFIX = "testamur-ed25519-"
MIN_PASSPHRASE_LETTERS = 12  # The key file's PBKDF2 has 2,048 rounds only: the passphrase itself has to be strong.

_SEED_BYTES = 32
_CHECKSUM_BYTES = 4
_SECRET_LETTERS = (_SEED_BYTES + _CHECKSUM_BYTES) * 4 // 3
_MAX_FILE_BYTES = 64 * 1024
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_ENCRYPTED = "ENCRYPTED PRIVATE KEY"
_OTHER_PEM_LABELS = {
    "PUBLIC KEY": "a public key; the private one is needed to sign",
    "RSA PRIVATE KEY": "an RSA key (PKCS#1)",
    "RSA PUBLIC KEY": "an RSA public key (PKCS#1)",
    "EC PRIVATE KEY": "an elliptic-curve key (SEC 1)",
    "OPENSSH PRIVATE KEY": "a key in OpenSSH's own format",
    "CERTIFICATE": "a certificate",
}
_OTHER_PREFIXES = {
    "z6Mk": "a public key; the private one is needed to sign",
    "ssh-": "an OpenSSH public key",
    "PuTTY-": "a key in PuTTY's own format",
    "{": "JSON, perhaps a JSON Web Key",
}
_EXPECTED = f"expected an Ed25519 private key as `testamur keygen` makes it: a PKCS#8 file, or one line {LINE_PREFIX}…"
_COPY_AGAIN = "Copy the whole of it again, from -----BEGIN to the end of the END line"


class SigningKey:
    """An Ed25519 private key that signs, and never shows itself."""

    __slots__ = ("_private", "public_key")

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public_key = private.public_key().public_bytes_raw()

    @property
    def public_key_multibase(self) -> str:
        """The public key as Multikey text (`z6Mk…`), as `issuer.yml` lists it."""
        return multikey.encode(self.public_key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the Ed25519 signature of `message`."""
        return self._private.sign(message)

    def to_secret(self) -> str:
        """Return the key as one line of text. Whoever reads it can issue in the institution's name."""
        seed = self._private.private_bytes_raw()
        return LINE_PREFIX + base64.urlsafe_b64encode(seed + _checksum(seed)).decode("ascii")

    def to_encrypted_pem(self, passphrase: str) -> bytes:
        """Return the key as an encrypted PKCS#8 file; KeyRefusedError for a passphrase that is too short."""
        if len(passphrase) < MIN_PASSPHRASE_LETTERS:
            _refuse(
                f"a passphrase has at least {MIN_PASSPHRASE_LETTERS} characters: three or four unrelated words do well"
            )
        return self._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(passphrase.encode()),
        )

    def __repr__(self) -> str:
        return f"SigningKey({self.public_key_multibase})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a signing key is not copied or pickled")  # It would end up in caches and other processes.


def generate(random: Callable[[int], bytes] = secrets.token_bytes) -> SigningKey:
    """Make a new key from 32 bytes of `random`."""
    return from_seed(random(_SEED_BYTES))


def from_seed(seed: bytes) -> SigningKey:
    """Return the key of a 32-byte seed (RFC 8032, 5.1.5)."""
    if len(seed) != _SEED_BYTES:
        _refuse(f"a seed has {_SEED_BYTES} bytes, not {len(seed)}")
    return SigningKey(Ed25519PrivateKey.from_private_bytes(seed))


def from_secret(text: str) -> SigningKey:
    """Read the one-line form; KeyRefusedError if it is cut off or a letter was changed."""
    letters = "".join(text.split()).strip("\"'").removeprefix(LINE_PREFIX)
    if len(letters) != _SECRET_LETTERS:
        _refuse(
            f"the secret has {len(letters)} letters after {LINE_PREFIX} where {_SECRET_LETTERS} belong: copy it whole"
        )
    try:
        data = base64.b64decode(letters, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        data = b""
    # Any 32 bytes are a key (RFC 8032, 5.1.5): without the checksum, a slip would sign with a key that nobody listed.
    seed = data[:_SEED_BYTES]
    if len(data) != _SEED_BYTES + _CHECKSUM_BYTES or data[_SEED_BYTES:] != _checksum(seed):
        _refuse("the secret's checksum does not fit: a letter was changed. Copy it again; do not type it")
    return from_seed(seed)


def from_pem(data: bytes, passphrase: Callable[[], str] | None = None) -> SigningKey:
    """Read a PKCS#8 key; `passphrase` is called only if the key is encrypted."""
    label, der = _unwrap(_clean_text(data))
    if label in _OTHER_PEM_LABELS:
        _refuse(f"found {_OTHER_PEM_LABELS[label]}; {_EXPECTED}")
    if label not in {"PRIVATE KEY", _ENCRYPTED}:
        _refuse(f"found a {label.lower()}; {_EXPECTED}")
    secret = _ask_passphrase(passphrase) if label == _ENCRYPTED else None
    try:
        key = serialization.load_der_private_key(der, secret)
    except UnsupportedAlgorithm as error:
        raise KeyRefusedError(f"found a key of a kind that is not known here; {_EXPECTED}") from error
    except (ValueError, TypeError) as error:  # PBES2 has no checksum: a wrong passphrase and a damaged key look alike.
        if secret:
            raise KeyRefusedError("wrong passphrase, or the key is damaged. Try again") from error
        raise KeyRefusedError(f"the key is damaged or cut off. {_COPY_AGAIN}") from error
    if not isinstance(key, Ed25519PrivateKey):
        _refuse(f"found {key_kinds.describe(key)}; {_EXPECTED}")
    return SigningKey(key)


def read(data: bytes, passphrase: Callable[[], str] | None = None) -> SigningKey:
    """Read a key in either form, whatever copying did to it."""
    text = _clean_text(data)
    return from_secret(text) if text.startswith(LINE_PREFIX) else from_pem(data, passphrase)


def load_key(
    *,
    file: Path | None,
    environment: Mapping[str, str],
    passphrase: Callable[[], str] | None = None,
    inside: Iterable[Path] = (),
) -> SigningKey:
    """Load the key to sign with: from `file` if one is named, else from the environment's `VARIABLE`.

    A file that lies in one of the folders `inside` (the repository, the output), or that others can read, is
    refused. Raises KeyRefusedError, which says what was looked for and how to make a key.
    """
    if file is not None:
        return read(_read_file(file, inside), passphrase)
    value = environment.get(VARIABLE)
    if value is None or not value.strip():
        state = "not set" if value is None else "empty"
        advice = "Name the file of the key: --key FILE. A registry without one makes it with: testamur keygen --add"
        _refuse(f"no signing key: {VARIABLE} is {state} and no --key FILE was given. {advice}")
    return read(value.encode("utf-8", "replace"), passphrase)  # "replace": bytes that are no text are surrogates here.


def _read_file(file: Path, inside: Iterable[Path]) -> bytes:
    try:
        # Where links lead counts: a link from outside must not hide that the key lies in the repository.
        where, state = file.resolve(strict=True), file.stat()
        # Before it is opened: a pipe would keep us waiting, and a device has no end.
        if not stat.S_ISREG(state.st_mode) or state.st_size > _MAX_FILE_BYTES:
            _refuse(f"{file} is not a key file: a regular file of at most {_MAX_FILE_BYTES} bytes belongs there")
        # Asked of the file system, since two spellings may be one folder where capital letters make no difference.
        folders = (outer for outer in inside if outer.exists() and any(map(outer.samefile, where.parents)))
        folder = next(folders, None)
        if folder is not None:
            _refuse(f"{file} lies inside {folder}, from where it could be published. Move it elsewhere")
        if state.st_mode & _OPEN_TO_OTHERS:
            _refuse(f"{file} can be read by others on this machine. Close it first: chmod 600 {file}")
        return where.read_bytes()
    except OSError as error:
        reason, remedy = error.strerror or type(error).__name__, "Name its file; testamur keygen makes a signing key"
        raise KeyRefusedError(f"no key: {file} cannot be read ({reason}). {remedy}") from error


def _clean_text(data: bytes) -> str:
    """Return a key's text without what copying adds around it, base64 of the whole included."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").strip().strip("\"'").strip().replace("\\n", "\n")
    if "-----" not in text:
        inner = _decode_base64(text)
        if inner.startswith((b"-----BEGIN", LINE_PREFIX.encode())):
            return _clean_text(inner)
    return text


def _unwrap(text: str) -> tuple[str, bytes]:
    """Return the label and the contents of the one PEM block in `text`; base64 alone is taken for PKCS#8."""
    blocks = _PEM.findall(text)
    if len(blocks) > 1:
        _refuse("found more than one key; keep only the one to sign with")
    if not blocks and "-----BEGIN" in text:
        _refuse(f"the key has no END line that fits its BEGIN line: it was cut off. {_COPY_AGAIN}")
    label, body = blocks[0] if blocks else ("PRIVATE KEY", text)
    der = _decode_base64(body)
    if not blocks and not der.startswith(b"0"):  # 0x30: every PKCS#8 key is an ASN.1 sequence.
        kinds = (kind for prefix, kind in _OTHER_PREFIXES.items() if text.startswith(prefix))
        kind = next(kinds, "something that is no key")
        _refuse(f"found {kind}; {_EXPECTED}")
    if not der and label not in _OTHER_PEM_LABELS:
        _refuse(f"the key's base64 is damaged or cut off. {_COPY_AGAIN}")
    return label, der


def _decode_base64(text: str) -> bytes:
    """Decode base64 over any number of lines; b"" if the text is not base64."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _ask_passphrase(passphrase: Callable[[], str] | None) -> bytes:
    if passphrase is None:
        _refuse(
            f"the key is encrypted and nobody can be asked for its passphrase. Use the one line {LINE_PREFIX}… here"
        )
    answer = passphrase()
    if not answer:
        _refuse("the key is encrypted and the passphrase is empty")
    return answer.encode()


def _checksum(seed: bytes) -> bytes:
    return hashlib.sha256(LINE_PREFIX.encode() + seed).digest()[:_CHECKSUM_BYTES]


def _refuse(reason: str) -> NoReturn:
    raise KeyRefusedError(reason)
