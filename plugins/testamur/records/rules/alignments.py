"""Checks that an achievement's alignments fit the frameworks they name: code, address, and the name itself.

An institution's own framework is left alone, unless its name looks like a misspelling of a known one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from testamur.errors import Problem
from testamur.records.model.models import Achievement, Alignment
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.records.rules import frameworks
from testamur.records.rules.frameworks import Framework
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

Field = Literal["targetFramework", "targetCode", "targetUrl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A misfit in an alignment: its field, the reason, and what to write instead."""

    field: Field
    code: str
    reason: str
    remedy: str
    is_error: bool = False


def check(parsed: Parsed, achievement: Achievement) -> Iterator[Problem]:
    """Yield every alignment of an achievement that does not fit its framework."""
    for index, alignment in enumerate(achievement.alignments):
        yield from check_one(parsed, ("alignment", index), alignment)


def check_one(parsed: Parsed, path: FieldPath, alignment: Alignment) -> Iterator[Problem]:
    """Yield what does not fit in the alignment that a record has at `path`."""
    values = {
        "targetFramework": alignment.target_framework,
        "targetCode": alignment.target_code,
        "targetUrl": alignment.target_url,
    }
    for misfit in misfits(alignment):
        yield problem(
            parsed,
            (*path, misfit.field),
            code=misfit.code,
            reason=misfit.reason,
            remedy=misfit.remedy,
            value=values[misfit.field],
            severity="error" if misfit.is_error else "warning",
        )


def misfits(alignment: Alignment) -> Iterator[Misfit]:
    """Yield the contradictions between an alignment's framework, code and address.

    Only a code that is of no form of the framework, alone or in an address, is an error; the rest are warnings.
    """
    name, code, address = alignment.target_framework, alignment.target_code, alignment.target_url
    if not name:
        return
    framework = frameworks.find(name)
    if framework is None:
        meant = frameworks.probably_meant(name, address)
        if meant:
            remedy = msg("Write {meant}, if that is meant; a framework of your own keeps its name", meant=meant)
            yield Misfit(
                field="targetFramework",
                code="framework-name",
                reason=msg("this looks like {meant}", meant=meant),
                remedy=remedy,
            )
        return
    code_in_address = framework.code_in(address)
    form = framework.form_of(code)
    if code and form is None:
        reason = msg("this is not a code of {name}", name=framework.name)
        meant = code_in_address if code_in_address and framework.form_of(code_in_address) is not None else ""
        remedy = (
            msg("Write {meant}, as its address does", meant=meant)
            if meant
            else msg("Write it like {example}", example=framework.example)
        )
        yield Misfit(field="targetCode", code="framework-code", reason=reason, remedy=remedy, is_error=True)
    if code_in_address and framework.form_of(code_in_address) is None:
        reason = msg(
            "in an address of {name} stands {code_in_address}, which is no code of it",
            name=framework.name,
            code_in_address=harmless(code_in_address),
        )
        yield Misfit(
            field="targetUrl",
            code="framework-address",
            reason=reason,
            remedy=msg("Write it like {address}", address=framework.address),
            is_error=True,
        )
    elif code_in_address and form is not None and _is_of_another_entry(framework, code_in_address, code):
        reason = msg(
            "the address names {code_in_address}, and the code another entry", code_in_address=harmless(code_in_address)
        )
        remedy = msg("Check which of the two is right, and correct the other")
        yield Misfit(field="targetCode", code="framework-differs", reason=reason, remedy=remedy)
    elif address and not code_in_address and framework.hosts and not framework.is_at(address):
        reason = msg("this is no address of {name}", name=framework.name)
        remedy = msg("Write the entry's own address, like {address}", address=framework.address)
        yield Misfit(field="targetUrl", code="framework-address", reason=reason, remedy=remedy)


def _is_of_another_entry(framework: Framework, code_in_address: str, code: str) -> bool:
    is_one_form = framework.form_of(code) == framework.form_of(code_in_address)
    return is_one_form and not _can_mean_one_entry(code_in_address, code)


def _can_mean_one_entry(code: str, other: str) -> bool:
    """Say whether two codes of one form can mean one entry: a code may name a group or element more closely."""
    # ESCO writes groups of ISCO-08 with a C before the digits.
    short, long = sorted((code.casefold(), other.casefold()), key=len)
    return long.startswith(short) or long.removeprefix("c") == short
