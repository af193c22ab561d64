"""The parts that credentials of one run have in common, composed once: achievements, and the issuer's profile.

Whoever asks gets a document of their own, made from the JSON of the first, so that nothing that is done to one
credential reaches another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import orjson

from testamur.credentials import achievement_document, document_parts
from testamur.credentials.document_parts import Document
from testamur.records.model.models import Achievement, Issuer

_Key = tuple[int, str, bytes]


class SharedParts:
    """Composes for one issuer. An achievement is known again by identity: models are frozen."""

    def __init__(self, issuer: Issuer) -> None:
        self.issuer = issuer
        # With what it was composed of, since an identity is one object's only while that lives.
        self._composed: dict[_Key, tuple[bytes, object]] = {}

    def achievement(self, achievement: Achievement, language: str, endorsements: Sequence[Document] = ()) -> Document:
        """Return what `achievement_document.compose` returns."""
        return self._copy(
            lambda: achievement_document.compose(achievement, self.issuer, language, endorsements),
            achievement,
            language,
            endorsements,
        )

    def profile(self, language: str, endorsements: Sequence[Document] = ()) -> Document:
        """Return what `document_parts.issuer_profile` returns."""
        return self._copy(
            lambda: document_parts.issuer_profile(self.issuer, language, endorsements),
            self.issuer,
            language,
            endorsements,
        )

    def _copy(
        self, compose: Callable[[], Document], source: object, language: str, endorsements: Sequence[Document]
    ) -> Document:
        try:
            key = (id(source), language, orjson.dumps(endorsements) if endorsements else b"")
            if key not in self._composed:
                self._composed[key] = (orjson.dumps(compose()), source)
        except orjson.JSONEncodeError:  # A lone surrogate, say: whoever tries to sign it says what is wrong.
            return compose()
        copy: Document = orjson.loads(self._composed[key][0])
        return copy
