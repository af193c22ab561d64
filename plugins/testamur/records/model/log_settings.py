"""The registry's public log, as `issuer.yml` names it: its keys, and what its offline root key signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

LogOperation = Literal["key-add", "key-retire", "key-revoke", "log-key", "witnesses", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAct:
    """What the log's offline root key signed about a signing key, the log's own key, its witnesses, or its end."""

    operation: LogOperation
    at: str  # the instant
    signature: str  # base64
    key: str = ""  # public, as Multikey text
    reason: str = ""
    trusted_below: int | None = None  # the first index of the log that is not trusted
    next_log: str = ""  # the name of the log that goes on, where one does
    log_key: str = ""  # the log's key from then on (a vkey)
    replaces: str = ""  # the one until then
    policy: str = ""  # the digest of who the witnesses are, and how many have to sign (`log.witness.policy`)


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


def read(value: Mapping[str, Any]) -> LogSettings:
    """Return what `issuer.yml` says below `log:`, once its schema let it pass."""
    return LogSettings(
        key=value["key"],
        root=value["root"],
        witnesses=tuple(map(_log_witness, value.get("witnesses", ()))),
        quorum=value.get("quorum", 0),
        acts=tuple(map(_log_act, value.get("acts", ()))),
    )


def _log_witness(value: Any) -> LogWitness:
    if isinstance(value, str):
        return LogWitness(key=value)
    return LogWitness(
        key=value["key"],
        submission_prefix=value.get("submissionPrefix", "").rstrip("/"),
        monitoring_prefix=value.get("monitoringPrefix", "").rstrip("/"),
    )


def _log_act(value: Mapping[str, Any]) -> LogAct:
    return LogAct(
        operation=value["op"],
        at=value["at"],
        signature=value["signature"],
        key=value.get("key", ""),
        reason=value.get("reason", ""),
        trusted_below=value.get("trustedBelow"),
        next_log=value.get("next", ""),
        log_key=value.get("logKey", ""),
        replaces=value.get("replaces", ""),
        policy=value.get("policy", ""),
    )
