"""The container of a bundle: an HTML page with one JSON object of named parts (decision 27).

A part has the name that it has on the registry's site, below its address, and is what is published there, byte for
byte; of a shard of the index, only the award's own entry is kept. Nothing of the page is run, and nothing of its text
is read: what is verified are the parts. Parsed strictly: a member or a part twice, a second container, another
spelling of base64 and names of other awards are refused. Mirrored by `theme/static/verifier/bundle.js`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import jcs
from testamur.text import award_id as award_ids
from testamur.verification.reading import strict_json
from testamur.verification.resolving.resolver import Unavailable

FORMAT = "testamur-bundle/1"
OPENING, CLOSING = b'<script type="application/json" id="testamur-bundle">', b"</script>"
MOST_BYTES = 8 * 1024 * 1024  # of the container
MOST_PARTS = 200
_FORMATS = "testamur-bundle/"
_MEMBERS = {"award", "base", "format", "parts"}
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<!doctype html", re.IGNORECASE)
# Plain names only, of what verifiers ask for (and the picture): nothing that a reader could take for another place.
_NAME = re.compile(
    r"(?:awards|issuer|index|status|log|achievements)(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){1,8}", re.ASCII
)
_LONGEST_BASE = 300


@dataclass(frozen=True, slots=True)
class Bundle:
    """The parts of an award's bundle by their names. `base` is the address of the registry that they are said to be of.

    A resolver, too: it answers for that address with the parts, and nobody else is asked.
    """

    base: str
    award: str  # its id
    parts: Mapping[str, bytes]

    @property
    def issuer(self) -> str:
        """The DID of the registry."""
        return dids.from_base(self.base)

    @property
    def page(self) -> str:
        """The address of the award's page."""
        return addresses.award(self.base, self.award)

    @property
    def credential(self) -> bytes:
        """The signed credential."""
        return self.parts[credential_name(self.award)]

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the part that the registry publishes at `url`; Unavailable otherwise.

        That a part is not there says nothing of the registry: it is never `NotFound`.
        """
        data = self.parts.get(url.removeprefix(f"{self.base}/"))
        if data is None or not url.startswith(f"{self.base}/"):
            raise Unavailable(f"{url[:200]} is not in the bundle")
        if len(data) > limit:
            raise Unavailable(f"{url[:200]} is larger than {limit} bytes")
        return data


def credential_name(award: str) -> str:
    """Return the name of the part that every bundle has."""
    return f"awards/{award}/credential.json"


def proof_name(award: str) -> str:
    """Return the name of the part that proves the award to be in the issuer's log."""
    return f"awards/{award}/award.tlog-proof"


def find(data: bytes) -> Bundle | None:
    """Return the bundle in a file; None where it is none.

    VerificationError (`bundle-malformed`, `bundle-version`) where it is one that is not read.
    """
    if not _BEGINNING.match(data) or OPENING not in data:
        return None
    if data.count(OPENING) > 1:
        raise _malformed("it has two containers")
    text, closing, _ = data.partition(OPENING)[2].partition(CLOSING)
    if not closing:
        raise _malformed("it is cut off")
    return read(text)


def read(text: bytes) -> Bundle:
    """Read a container; VerificationError as `find`."""
    try:
        value = strict_json.parse(text, limit=MOST_BYTES)
    except VerificationError as error:
        raise _malformed(error.reason) from error
    if not isinstance(value, dict) or not isinstance(form := value.get("format"), str):
        raise _malformed("it does not say of which format it is")
    if form != FORMAT:
        if form.startswith(_FORMATS):
            raise VerificationError("this bundle is of a newer version than is read here", code="bundle-version")
        raise _malformed("it is of another format")
    if value.keys() != _MEMBERS:
        raise _malformed("it has other members than a bundle has")
    base, award, parts = value["base"], value["award"], value["parts"]
    if not isinstance(base, str) or not _is_base(base):
        raise _malformed("it does not say of which registry it is")
    if not isinstance(award, str) or not award_ids.CANONICAL.fullmatch(award):
        raise _malformed("it does not say of which award it is")
    return Bundle(base, award, _parts(parts, award))


def write(bundle: Bundle) -> bytes:
    """Return the container of a bundle, to stand between OPENING and CLOSING: the same bytes for the same parts."""
    parts = {name: base64.b64encode(data).decode("ascii") for name, data in bundle.parts.items()}
    text = jcs.canonicalize({"award": bundle.award, "base": bundle.base, "format": FORMAT, "parts": parts})
    # Nothing of it can end the element that it stands in: base64 and plain names have no `<`.
    return text.replace(b"<", b"\\u003c")


def _is_base(text: str) -> bool:
    if not text.startswith("https://") or len(text) > _LONGEST_BASE:
        return False
    try:
        return dids.base_of(dids.from_base(text)) == text
    except (DocumentError, ValueError):
        return False


def _parts(value: Any, award: str) -> dict[str, bytes]:
    if not isinstance(value, dict) or len(value) > MOST_PARTS:
        raise _malformed("its parts are not in the form that is read here")
    own = f"awards/{award}/"
    for name in value:
        if not _NAME.fullmatch(name):
            raise _malformed("a part has a name that none has")
        if name.startswith("awards/") and not name.startswith(own):
            raise _malformed("it has a part of another award")
    if credential_name(award) not in value:
        raise _malformed("the credential is not in it")
    return {name: _decoded(text) for name, text in value.items()}


def _decoded(text: Any) -> bytes:
    """Return the bytes of a part, which base64 writes in one way only."""
    try:
        data = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        data = b""
    if not data or base64.b64encode(data).decode("ascii") != text:
        raise _malformed("a part is not in the form that is read here")
    return data


def _malformed(reason: str) -> VerificationError:
    return VerificationError(f"this bundle cannot be read: {reason}", code="bundle-malformed")
