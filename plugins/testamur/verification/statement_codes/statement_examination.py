"""Checks a statement code: whose signature it has, and by a key that was good. How the award stands, it cannot say.

So its verdict is never VALID: `SIGNED` says that the issuer signed this of the award on that day, and nothing of what
happened since. The issuer's keys are asked as for a credential (`issuer.py`); where they were read earlier and kept,
that is the caller's to say. `theme/static/verifier/statement_examination.js` does the same, with the same codes and
sentences.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.credentials.statement_codes import statement_code
from testamur.credentials.statement_codes.statement_code import Statement
from testamur.errors import DocumentError, IndeterminateError, KeyRefusedError, VerificationError
from testamur.proofs import multikey
from testamur.proofs.cose import sign1
from testamur.proofs.cose.sign1 import Signed
from testamur.verification.issuer_keys import Keys
from testamur.verification.reading.instants import is_later, said
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.statement_codes.outcome import StatementExamination, could_not_check, refused
from testamur.verification.verdict import WORDS, Verdict

# What shows that nobody may rely on it. Whatever else is unusual about an issuer's keys accuses nobody.
_ACCUSING = frozenset({"signature", "key-compromised", "key-period", "key-published"})


def examine(
    data: bytes, *, resolver: Resolver, now: datetime.datetime, trusted: Collection[str]
) -> StatementExamination:
    """Examine a signed statement (the bytes of a COSE_Sign1). Never raises, whatever it says.

    `now` is an instant with a zone. `trusted` are the DIDs of issuers that are known here.
    """
    try:
        signed = sign1.read(data)
        statement = statement_code.decode(signed.payload)
    except DocumentError:
        return could_not_check("unreadable", "this is no statement code, or it was altered")
    try:
        keys = _keys_of(statement.issuer, resolver)
        name = _check_signature(signed, statement, keys)
    except Unavailable as error:
        return could_not_check("issuer-unreachable", f"the issuer's keys could not be read: {error}")
    except VerificationError as error:
        if error.code not in _ACCUSING:
            return could_not_check(error.code, error.reason)
        return refused(error.code, error.reason)
    if is_later(statement.signed_at, now):
        reason = f"it says that it was signed at {said(statement.signed_at)}, and it is {said(now)}"
        return could_not_check("clock", reason)
    return _standing(statement, name, now, trusted)


def _keys_of(issuer: str, resolver: Resolver) -> Keys:
    """Return the issuer's keys with their periods; Unavailable where either cannot be read."""
    keys = Keys(issuer, did_documents.read(issuer, resolver))
    keys.learn_periods(did_documents.fetch_json(resolver, addresses.keys(dids.base_of(issuer))))
    return keys


def _check_signature(signed: Signed, statement: Statement, keys: Keys) -> str:
    """Return the host that answers for the issuer, once one of its keys signed the statement, and was good that day."""
    named = [(name, public) for name, public in _named(keys) if sign1.kid_of(public) == signed.kid]
    if not named:
        raise IndeterminateError("its key is none of those that the issuer is known to have here", code="unknown-key")
    fitting = [name for name, public in named if signed.is_by(public)]
    if not fitting:
        raise VerificationError("the signature does not fit what it says", code="signature")
    name = fitting[0]
    if keys.is_cut_off(name):
        # Whoever has the key can date a statement at will, and nothing in a code shows that the log had it before.
        reason = "its key was lost since, and only the award's own page can say whether this was signed before"
        raise IndeterminateError(reason, code="key-lost")
    keys.check_period(name, statement.signed_at)
    keys.key(name)
    return did_documents.called(statement.issuer)


def _named(keys: Keys) -> list[tuple[str, bytes]]:
    """Return the keys that an issuer lists anywhere, lost ones too, each with its name: a name holds the key itself."""
    found = []
    for name in keys.all_names:
        try:
            found.append((name, multikey.decode(name.rpartition("#")[2])))
        except KeyRefusedError:
            continue
    return found


def _standing(
    statement: Statement, host: str, now: datetime.datetime, trusted: Collection[str]
) -> StatementExamination:
    until = statement.valid_until
    if statement.issuer not in trusted:
        sentence = f"{WORDS[Verdict.UNTRUSTED_ISSUER]}: {host} is not among the issuers that are trusted here."
        return StatementExamination(
            verdict="UNTRUSTED ISSUER", code="unknown-issuer", sentence=sentence, statement=statement
        )
    sentence = f"Signed by {host}; whether it still stands, only the network can say."
    if until is not None and now > until:
        sentence += f" Its validity ended on {said(until)}."
        return StatementExamination(verdict="SIGNED", code="ended", sentence=sentence, statement=statement)
    return StatementExamination(verdict="SIGNED", code="", sentence=sentence, statement=statement)
