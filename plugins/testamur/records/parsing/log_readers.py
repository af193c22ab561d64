"""Makes the settings of the registry's log from what `issuer.yml` says below `log:`, once its schema let it pass."""

from __future__ import annotations

from typing import Any

from testamur.records.model.log_settings import LogAct, LogSettings, LogWitness

Value = dict[str, Any]


def read_log(value: Value) -> LogSettings:
    """Return the log's settings."""
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


def _log_act(value: Value) -> LogAct:
    return LogAct(
        operation=value["op"],
        at=value["at"],
        signature=value["signature"],
        key=value.get("key", ""),
        reason=value.get("reason", ""),
        trusted_below=value.get("trustedBelow"),
        next_log=value.get("next", ""),
    )
