"""How the institution's printed certificates look, and who signs them on paper (`certificate` in `issuer.yml`).

All of this is the institution's, and none of it is signed: what is signed is the credential, and of it a statement
code (`credentials/statement_codes/statement_code.py`), where there is one.
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
    """The style of certificates, their signatories in order, and whether they have a statement code."""

    style: Style = "classic"
    signatories: tuple[Signatory, ...] = ()
    statement_code: bool = False


DEFAULT_DESIGN = CertificateDesign()
