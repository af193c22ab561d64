"""Scales of results: whether a value is on the scale of an achievement's result, and whether it suffices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from testamur.records.model.localized_text import say
from testamur.records.model.models import ResultDescription
from testamur.text.languages.messages import listed, msg

# Open Badges 3.0, `ResultStatusType`.
STATUSES = ("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def why_off_scale(result: ResultDescription, value: str) -> str:
    """Say why `value` is not on the result's scale; "" when it is."""
    if result.levels:
        level_ids = [level.id for level in result.levels]
        return (
            "" if value in level_ids else msg("the levels of the rubric are {levels}", levels=describe_levels(result))
        )
    if result.allowed_value:
        return (
            "" if value in result.allowed_value else msg("the scale is {values}", values=listed(result.allowed_value))
        )
    if result.result_type == "Status":
        return "" if value in STATUSES else msg("the scale is {values}", values=listed(STATUSES))
    percent = result.result_type == "Percent"
    low, high = result.value_min or ("0" if percent else ""), result.value_max or ("100" if percent else "")
    if not (low or high) and result.result_type not in {"RawScore", "ScaledScore", "GradePointAverage"}:
        return ""
    scale = msg("the scale is a number")
    if low or high:
        scale = msg("the scale is {low} to {high}", low=low or "…", high=high or "…")
    if len(value) > 30 or not _NUMBER.fullmatch(value):
        return scale
    number = float(value)
    return scale if (low and number < float(low)) or (high and number > float(high)) else ""


def describe_levels(result: ResultDescription, *languages: str) -> str:
    """Return the levels of a rubric in words, lowest first: each by its id, and its name where that says more."""
    names_by_id = [(level.id, say(level.name, *languages)) for level in result.levels]
    return ", ".join(
        level_id if level_id == name.casefold().replace(" ", "-") else f"{level_id} ({name})"
        for level_id, name in names_by_id
    )


def is_below(result: ResultDescription, value: str) -> bool:
    """Say whether a value on the scale is below what the achievement requires; False where it requires nothing."""
    if result.levels:
        return _comes_before(value, result.required_level, [level.id for level in result.levels])
    if result.allowed_value:
        return _comes_before(value, result.required_value, result.allowed_value)
    if _NUMBER.fullmatch(value) and _NUMBER.fullmatch(result.required_value):
        return float(value) < float(result.required_value)
    return False


def _comes_before(value: str, required: str, order: Sequence[str]) -> bool:
    # The required value may itself be off the scale, which is reported for the achievement (rules.policies).
    return value in order and required in order and order.index(value) < order.index(required)
