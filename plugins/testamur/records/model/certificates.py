"""How the institution's printed certificates look, and who signs them on paper (`certificate` in `issuer.yml`).

All of this is the institution's, and none of it is signed: what is signed is the credential.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from testamur.records.model.localized_text import Text

Style = Literal["classic", "modern"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who signs certificates on paper: with a pen, or with the drawing of a signature that is printed."""

    name: str
    office: Text
    signature: str = ""  # a path below credentials/; never published


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDesign:
    """The style of the institution's certificates, and their signatories in order."""

    style: Style = "classic"
    signatories: tuple[Signatory, ...] = ()


DEFAULT_DESIGN = CertificateDesign()
