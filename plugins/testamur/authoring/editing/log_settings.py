"""Writes the log's lines into `issuer.yml`: its keys when it begins, and then a line for each act of the root key."""

from __future__ import annotations

from typing import Any

from testamur.authoring.editing.record_text import inline_text
from testamur.errors import UsageError
from testamur.records.model.log_settings import LogAct
from testamur.records.parsing import yaml_subset

FIELD = "log"
_BEFORE = b"verificationMethod:"
_NAMES = {"trusted_below": "trustedBelow", "next_log": "next", "log_key": "logKey"}
_FIELDS = ("key", "log_key", "replaces", "policy", "at", "reason", "trusted_below", "next_log")


def act_value(act: LogAct) -> dict[str, Any]:
    """Return an act as issuer.yml has it."""
    value: dict[str, Any] = {"op": act.operation}
    for name in _FIELDS:
        if getattr(act, name) not in {"", None}:
            value[_NAMES.get(name, name)] = getattr(act, name)
    return {**value, "signature": act.signature}


def act_line(act: LogAct) -> str:
    """Return the line that `issuer.yml` needs below `acts:`, without its margin."""
    parts = (f"{name}: {_scalar(value)}" for name, value in act_value(act).items())
    return f"- {{{', '.join(parts)}}}"


def with_log(before: bytes, key: str, root: str, acts: tuple[LogAct, ...]) -> bytes:
    """Return issuer.yml with a log that begins; UsageError if only a person can edit it well."""
    lines = [f"{FIELD}:", f"  key: {inline_text(key)}", f"  root: {inline_text(root)}", "  acts:"]
    lines += [f"    {act_line(act)}" for act in acts]
    wanted = {"key": key, "root": root, "acts": [act_value(act) for act in acts]}
    # Before the signing keys, whose lines stay the last ones: more are added there.
    place = 0 if before.startswith(_BEFORE) else before.find(b"\n" + _BEFORE) + 1
    if place == 0 and not before.startswith(_BEFORE):
        raise _by_hand()
    return _checked(before, before[:place] + _joined(lines, before) + before[place:], wanted)


def with_act(before: bytes, act: LogAct) -> bytes:
    """Return issuer.yml with one more act, after the last; UsageError if only a person can edit it well."""
    value = yaml_subset.parse(before, "issuer.yml").value or {}
    known = value.get(FIELD, {}).get("acts", [])
    if not known:
        raise _by_hand()
    last = known[-1]["signature"].encode()
    place = before.find(last)
    end = before.find(b"\n", place) + 1
    if place < 0 or before.count(last) != 1 or end == 0:
        raise _by_hand()
    start = before.rfind(b"\n", 0, place) + 1
    margin = before[start:place].decode()
    indent = margin[: len(margin) - len(margin.lstrip(" "))]
    wanted = {**value[FIELD], "acts": [*known, act_value(act)]}
    return _checked(before, before[:end] + _joined([f"{indent}{act_line(act)}"], before) + before[end:], wanted)


def with_log_key(before: bytes, act: LogAct) -> bytes:
    """Return issuer.yml with the act that replaces the log's key, and with the new key in its place.

    UsageError if only a person can edit it well.
    """
    after = with_act(before, act)
    value = yaml_subset.parse(after, "issuer.yml").value or {}
    old, new = (f"\n  key: {inline_text(key)}".encode() for key in (act.replaces, act.log_key))
    if value[FIELD].get("key") != act.replaces or after.count(old) != 1:
        raise _by_hand()
    return _checked(before, after.replace(old, new), {**value[FIELD], "key": act.log_key})


def _checked(before: bytes, after: bytes, wanted: dict[str, Any]) -> bytes:
    """Return the file as it was edited; UsageError unless it reads as what was meant, and as nothing else."""
    old = yaml_subset.parse(before, "issuer.yml").value
    new = yaml_subset.parse(after, "issuer.yml").value
    if old is None or new != {**old, FIELD: wanted}:
        raise _by_hand()
    return after


def _joined(lines: list[str], like: bytes) -> bytes:
    end = "\r\n" if b"\r\n" in like else "\n"
    return "".join(f"{line}{end}" for line in lines).encode()


def _scalar(value: object) -> str:
    return str(value) if type(value) is int else inline_text(str(value))


def _by_hand() -> UsageError:
    return UsageError(
        "issuer.yml cannot be edited safely as it is: put verificationMethod: at its end, a line for each key, and "
        "below log: a line for each act; then run this again"
    )
