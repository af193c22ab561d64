"""The registry's public log, as `issuer.yml` names it: its keys, and what its offline root key signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LogOperation = Literal["key-add", "key-retire", "key-revoke", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAct:
    """What the log's offline root key signed about a signing key, or about the end of the log."""

    operation: LogOperation
    at: str  # the instant
    signature: str  # base64
    key: str = ""  # public, as Multikey text
    reason: str = ""
    trusted_below: int | None = None  # the first index of the log that is not trusted
    next_log: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWitness:
    """A witness: its key as C2SP writes it (vkey), and where it is asked, or read (C2SP tlog-witness); "" for nowhere.

    Prefixes have no slash at their end.
    """

    key: str
    submission_prefix: str = ""
    monitoring_prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """The registry's public log: its keys as C2SP writes them (vkeys), who sees it, and what the root key signed."""

    key: str
    root: str
    witnesses: tuple[LogWitness, ...] = ()
    quorum: int = 0  # witnesses that have to sign a checkpoint before it is published
    acts: tuple[LogAct, ...] = ()
