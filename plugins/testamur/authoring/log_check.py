"""Checks what `issuer.yml` says of the log: what the root key signed, and the keys that it has not added yet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from testamur.errors import LedgerError, Problem
from testamur.ledger.registering import acts
from testamur.ledger.store import Ledger
from testamur.records.registry import Registry
from testamur.text.languages.messages import msg


def problems(loaded: Registry, ledger: Path, today: datetime.date) -> Sequence[Problem]:
    """Return what stands against the lines below log: in issuer.yml, and against what the root key signed."""
    try:
        acts.missing(loaded.issuer, Ledger(ledger).entries(), "")
    except LedgerError as error:
        reason, _dot, remedy = str(error).removeprefix("issuer.yml, below log: ").partition(". ")
        file = f"{loaded.folder.name}/issuer.yml"
        return [Problem(code="log", file=file, field="log", reason=reason, remedy=remedy or "Copy it again as it was")]
    return _not_added(loaded, today)


def _not_added(loaded: Registry, today: datetime.date) -> Sequence[Problem]:
    """Return a warning of each key in use that signs nothing yet, since the log's root key has not added it."""
    log = loaded.issuer.log
    if log is None or any(act.operation == "end" for act in log.acts):
        return ()
    added = {act.key for act in log.acts if act.operation == "key-add"}
    return [
        Problem(
            code="key-not-added",
            file=f"{loaded.folder.name}/issuer.yml",
            field=f"verificationMethod.{number}",
            reason=msg("the log's root key has not added this key, so it signs nothing yet"),
            remedy=msg("On the machine with the root key: testamur log root key-add {key} --root-key FILE", key=key),
            severity="warning",
        )
        for number, method in enumerate(loaded.issuer.verification_methods)
        if (key := method.public_key_multibase) not in added
        and method.state == "active"
        and (method.to is None or today <= method.to)
    ]
