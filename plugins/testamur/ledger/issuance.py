"""Issuing: the only place where a signature is asked for, and the only writer of the ledger.

Signs what is pending, re-issues corrections, signs the status lists anew, and appends the entries,
all in one transaction. Every signature is verified before it is written. Clock, randomness and key
arrive from outside; running it twice changes nothing.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from testamur.credentials import addresses, did, status_list
from testamur.errors import KeyRefusedError, LedgerError
from testamur.ledger import bits, entries, issuing_statements, pending, pending_statements, published_from, store
from testamur.ledger.bits import ListName
from testamur.ledger.entries import Entry
from testamur.ledger.issuing_awards import AwardRun
from testamur.ledger.outcome import Outcome
from testamur.ledger.signing_run import Press, Random
from testamur.ledger.state import AwardState
from testamur.ledger.store import Ledger, Transaction
from testamur.proofs import multikey
from testamur.proofs.data_integrity import Signer
from testamur.records.model.models import KeyState
from testamur.records.registry import Registry
from testamur.text import dates

_LISTS_ANEW_AFTER = datetime.timedelta(days=30)
_KEY_OPERATIONS: Mapping[KeyState, Sequence[str]] = {
    "active": ("key-add",),
    "retired": ("key-add", "key-retire"),
    "compromised": ("key-add", "key-revoke"),
}


def issue(
    registry: Registry,
    folder: Path,
    signer: Signer,
    *,
    now: datetime.datetime,
    random: Random,
    reissue_keys: Collection[str] = (),
    approvals: Mapping[str, Sequence[str]] | None = None,
    commit: str = "",
    advance: Callable[[], object] = lambda: None,
) -> Outcome:
    """Bring the ledger in `folder` up to date with the records, and say what was done.

    Raises RecordsError (an issued record changed or is gone, or all of it is practice), KeyRefusedError,
    LedgerError. Nothing is written then. `random(n)` returns n random bytes. `approvals` has, by award id, the
    accounts that approved what is done with it; an award that it lacks is refused. `commit` is the one that the records
    lie in, which the ledger then names as published; "" when they lie in none. `advance` is called once an award.
    """
    pending.refuse_practice(registry)
    with store.transaction(folder) as transaction:
        ledger = Ledger(folder)
        plan = pending.plan(registry, ledger, reissue_keys=reissue_keys)
        method = signing_method(registry, signer, now.astimezone(datetime.UTC).date())
        stated = ledger.statements()
        used = bits.positions([*plan.states.values(), *stated.values()])
        press = Press(transaction, signer, method, dates.instant(now), random, used, plan.entries)
        awards = AwardRun(registry, ledger, press, plan.states)
        outcome = Outcome()
        _enter_keys(registry, press, plan.entries)
        for one in plan.pending:
            if approvals is not None and one.award.id not in approvals:
                raise LedgerError(f"award {one.award.id} became pending after approval was looked up. Run this again")
            awards.carry_out(one, tuple((approvals or {}).get(one.award.id, ())))
            outcome.of(one.act).append(one.award.id)
            advance()
        made = issuing_statements.carry_out(
            registry,
            press,
            pending_statements.plan(registry, awards.states, stated, reissue_keys=reissue_keys),
            credential=awards.credential,
            approvals=approvals,
        )
        outcome.statements = made.told
        is_changed = bool(press.new_entries or outcome.restated or outcome.erased or made.told)
        lists = bits.status_lists([*awards.states.values(), *made.states.values()])
        outcome.status_lists = _sign_lists(registry, ledger, press, lists, now, is_changed)
        outcome.unreliable = _unreliable(registry, awards.states)
        outcome.entries = len(press.new_entries)
        if press.new_entries:
            transaction.write("entries.jsonl", entries.write([*plan.entries, *press.new_entries]))
        _name_what_was_published(transaction, ledger.published_from(), commit, signer)
        transaction.commit()
        return outcome


def _name_what_was_published(transaction: Transaction, known: bytes | None, commit: str, signer: Signer) -> None:
    """Sign from which commit the ledger is as it is now, where that is not what the file says."""
    published = commit or published_from.signed(known, signer.public_key)
    seal = transaction.seal()
    is_same = published_from.signed(known, signer.public_key) == published
    if published and not (is_same and published_from.sealed(known, [signer.public_key]) == seal):
        transaction.write(published_from.NAME, published_from.write(published, seal, signer))


def signing_method(registry: Registry, signer: Signer, today: datetime.date) -> str:
    """Return the verification method that the signer's key has in issuer.yml; KeyRefusedError when it may not sign."""
    key = multikey.encode(signer.public_key)
    for listed_method in registry.issuer.verification_methods:
        multikey.decode(listed_method.public_key_multibase)
    method = next((one for one in registry.issuer.verification_methods if one.public_key_multibase == key), None)
    if method is None:
        listed = ", ".join(one.public_key_multibase for one in registry.issuer.verification_methods) or "none"
        raise KeyRefusedError(
            f"the signing key is {key}, and issuer.yml does not list it (it lists {listed}). "
            f"Add under verificationMethod: - {{publicKeyMultibase: {key}, from: {today}}}"
        )
    if method.state != "active":
        raise KeyRefusedError(
            f"the signing key {key} is {method.state}: sign with one that is neither retired nor compromised"
        )
    if today < method.from_ or (method.to and today > method.to):
        raise KeyRefusedError(
            f"the signing key {key} signs from {method.from_} to {method.to or 'now'}, and today is {today} (UTC)"
        )
    return did.verification_method(did.from_base(registry.issuer.base), key)


def _enter_keys(registry: Registry, press: Press, entered: Sequence[Entry]) -> None:
    """Enter every key of issuer.yml that was added, retired or revoked since the last run."""
    known = {(entry["op"], entry["key"]) for entry in entered if entry["op"].startswith("key-")}
    identity = did.from_base(registry.issuer.base)
    for method in registry.issuer.verification_methods:
        name = did.verification_method(identity, method.public_key_multibase)
        for operation in _KEY_OPERATIONS[method.state]:
            if (operation, name) not in known:
                press.new_entries.append(entries.key(operation, name, press.moment))


def _sign_lists(
    registry: Registry,
    ledger: Ledger,
    press: Press,
    lists: Mapping[ListName, bytes],
    now: datetime.datetime,
    is_changed: bool,
) -> list[str]:
    """Sign all status lists anew where something changed or one of them is due; return the names of their files."""
    if not is_changed and not any(_is_due(ledger, press, name, wanted, now) for name, wanted in lists.items()):
        return []
    for name, wanted in lists.items():
        document = status_list.document(registry.issuer.base, *name, wanted, valid_from=press.moment)
        press.sign_list(document, addresses.status_list_name(*name))
    return [addresses.status_list_name(*name) for name in lists]


def _is_due(ledger: Ledger, press: Press, name: ListName, wanted: bytes, now: datetime.datetime) -> bool:
    data = ledger.status_list(*name)
    if data is None:
        return True
    signed = json.loads(data)
    is_old = now - dates.read_instant(signed["validFrom"]) > _LISTS_ANEW_AFTER
    is_same = status_list.decode(signed["credentialSubject"]["encodedList"]) == wanted
    return is_old or not is_same or signed["proof"][0]["verificationMethod"] != press.method


def _unreliable(registry: Registry, states: Mapping[str, AwardState]) -> list[str]:
    """Return the awards whose credential a compromised key signed."""
    compromised = registry.issuer.compromised_keys
    return [
        award_id
        for award_id, known in states.items()
        if not known.erased and known.current.key.rpartition("#")[2] in compromised
    ]
