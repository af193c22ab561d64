"""Checks what a change does to the issuer, its keys, and who has to approve.

Follows docs/records.md, "Frozen once on main": the address and the keys are part of every existing signature, so keys
are added and retired, and never removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.changes.snapshots import Snapshot
from testamur.records.model.log_settings import LogSettings
from testamur.records.model.models import Issuer, KeyState, VerificationMethod
from testamur.records.parsing.parsed import Parsed, problem

# A key's state only ever moves on: a compromised key made active again would turn its forgeries into genuine awards.
_STEPS: Mapping[KeyState, int] = {"active": 0, "retired": 1, "compromised": 2}


def check(before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str) -> Iterator[Problem]:
    """Yield every forbidden change to the issuer. `folder` is the name of the records' folder."""
    # Until the first award nothing is signed, so the address and the keys are still free.
    if before.issuer is not None and now.issuer is not None and before.awards:
        yield from _check_issuer(before.issuer, now.issuer, parsed(f"{folder}/issuer.yml"))
        if _touches_keys(before.issuer, now.issuer) and _touches_others(before, now):
            yield problem(
                parsed(f"{folder}/issuer.yml"),
                ("verificationMethod",),
                code="mixed-change",
                reason="the address or the keys change together with other records, so that neither is reviewed alone",
                remedy="Split it into two changes: the keys first",
            )
    if _changes_who_approves(before, now) and _touches_others(before, now):
        yield problem(
            parsed(f"{folder}/issuer.yml"),
            ("approval",),
            code="mixed-change",
            reason="who has to approve changes together with what is to be approved, so that neither is reviewed alone",
            remedy="Split it into two changes: approval: by itself, which counts from the next publish on",
        )


def check_end_of_practice(before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed]) -> Iterator[Problem]:
    """Yield each award of the time of practice that would be signed with the real key, since practice ends.

    Such an award comes back where main went on while the end of practice was prepared: nobody earned it.
    """
    if before.issuer is None or now.issuer is None or not before.issuer.practice or now.issuer.practice:
        return
    for award_id, award in sorted(now.awards.items()):
        if ("award", award_id) in before.names:
            yield problem(
                parsed(award.file),
                (),
                code="practice-award",
                reason="this award was made for practice, and would become real when practice mode ends",
                remedy="Delete the file. If it was earned, award it anew: testamur new award",
            )


def _check_issuer(old: Issuer, new: Issuer, parsed: Parsed) -> Iterator[Problem]:
    if new.practice and not old.practice:
        yield problem(
            parsed,
            ("practice",),
            code="practice-again",
            reason="there are real awards here, and practice takes all of them off the site",
            remedy="Take this line out. To try something, run testamur serve, or make another repository with "
            "testamur init",
            value="true",
        )
    if old.base != new.base:
        yield problem(
            parsed,
            ("base",),
            code="address-changed",
            reason=f"awards were made under {old.base}; another address is another issuer",
            remedy="Put the old address back. testamur docs operating says under Moving house what can be done",
            value=new.base,
        )
    if (old.repository, new.repository) == ("closed", "open"):
        yield problem(
            parsed,
            ("repository",),
            code="privacy-open",
            reason="what was kept for few readers becomes everyone's: every name, and all that git remembers",
            remedy="Merge this only when everyone was asked; what git remembers is best left behind, in the closed "
            "repository",
            value=new.repository,
            severity="warning",
        )
    yield from _check_keys(old, new, parsed)
    yield from _check_log(old, new, parsed)


def _check_log(old: Issuer, new: Issuer, parsed: Parsed) -> Iterator[Problem]:
    """Yield what is taken back of a log: its keys, or an act of its root key."""
    if old.log is None:
        return
    acts = new.log.acts if new.log else ()
    if new.log is None or old.log.root != new.log.root or not _is_same_or_replaced(old.log, new.log):
        yield problem(
            parsed,
            ("log",),
            code="log-changed",
            reason="the log has its root key for good, and its own until the root key names another: else no proof of "
            "an award holds",
            remedy="Put the lines back as they were; testamur log root log-key replaces the log's own key",
        )
    elif acts[: len(old.log.acts)] != old.log.acts:
        yield problem(
            parsed,
            ("log", "acts"),
            code="log-changed",
            reason="what the root key signed stays, in its order: it may be in the log already",
            remedy="Put the lines back as they were, and add others below them",
        )


def _is_same_or_replaced(old: LogSettings, new: LogSettings) -> bool:
    """Say whether the log's own key is the same, or each that followed was named by an act that came with it."""
    key = old.key
    for act in new.acts[len(old.acts) :]:
        if act.operation == "log-key" and act.replaces == key:
            key = act.log_key
    return key == new.key


def _check_keys(old: Issuer, new: Issuer, parsed: Parsed) -> Iterator[Problem]:
    places = {method.public_key_multibase: index for index, method in enumerate(new.verification_methods)}
    for method in old.verification_methods:
        index = places.get(method.public_key_multibase)
        if index is None:
            yield problem(
                parsed,
                ("verificationMethod",),
                code="key-missing",
                reason="a key that may have signed awards is gone, so that none of them would verify",
                remedy="Put its line back; give it to: and retired: true, or compromised: true",
                value=method.public_key_multibase,
            )
        else:
            yield from _check_key(method, new.verification_methods[index], index, parsed)


def _check_key(old: VerificationMethod, new: VerificationMethod, index: int, parsed: Parsed) -> Iterator[Problem]:
    path = ("verificationMethod", index)
    if old.from_ != new.from_:
        reason = f"this key has signed since {old.from_}: with another first day, what it signed could be refused"
        yield problem(
            parsed, (*path, "from"), code="key-changed", reason=reason, remedy="Put the day back", value=new.from_
        )
    if _STEPS[new.state] < _STEPS[old.state]:
        reason = f"a key that was {old.state} stays so"
        yield problem(
            parsed, path, code="key-changed", reason=reason, remedy=f"Put {old.state}: true back, and make a new key"
        )
    if old.to is not None and old.to != new.to:
        reason = f"the last day of this key was {old.to}: another one changes what of it is relied on"
        remedy = "Look whether it is the day on which it last signed"
        yield problem(
            parsed,
            (*path, "to"),
            code="key-changed",
            reason=reason,
            remedy=remedy,
            value=new.to or "none",
            severity="warning",
        )


def _touches_keys(old: Issuer, new: Issuer) -> bool:
    return (old.base, old.verification_methods, old.log) != (new.base, new.verification_methods, new.log)


def _touches_others(before: Snapshot, now: Snapshot) -> bool:
    return any(before.records[kind] != now.records[kind] for kind in before.records if kind != "issuer")


def _changes_who_approves(before: Snapshot, now: Snapshot) -> bool:
    old, new = before.issuer, now.issuer
    # While a registry is practised with nothing is signed, so nothing has to be approved yet.
    return old is not None and new is not None and not old.practice and old.approval != new.approval
