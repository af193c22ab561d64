"""The registry's public log, as `issuer.yml` names it: its keys, and what its offline root key signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LogOperation = Literal["key-add", "key-retire", "key-revoke", "log-key", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAct:
    """What the log's offline root key signed about a signing key, about the log's own key, or about the log's end."""

    operation: LogOperation
    at: str  # the instant
    signature: str  # base64
    key: str = ""  # public, as Multikey text
    reason: str = ""
    trusted_below: int | None = None  # the first index of the log that is not trusted
    next_log: str = ""  # the name of the log that goes on, where one does
    log_key: str = ""  # the log's key from then on (a vkey)
    replaces: str = ""  # the one until then


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """The registry's public log: its keys as C2SP writes them (vkeys), and what the root key signed."""

    key: str
    root: str
    witnesses: tuple[str, ...] = ()
    acts: tuple[LogAct, ...] = ()
