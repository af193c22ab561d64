"""Issuing: the only place where a signature is asked for, and the only writer of the ledger.

Signs what is pending, re-issues corrections, signs the status lists anew, and appends the entries,
all in one transaction. Every signature is verified before it is written. Clock, randomness and key
arrive from outside; running it twice changes nothing.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from testamur.credentials import addresses, did, open_badge, status_list
from testamur.credentials.document_parts import Document
from testamur.errors import DocumentError, KeyRefusedError, LedgerError, Problem, RecordsError
from testamur.ledger import bits, entries, issuing_statements, pending, state, statements, store
from testamur.ledger.bits import ListName
from testamur.ledger.issuing_statements import Made
from testamur.ledger.pending import Pending, Plan
from testamur.ledger.signing_run import Press, Random
from testamur.ledger.state import AwardState, Edition
from testamur.ledger.store import Ledger
from testamur.proofs import jcs, multikey
from testamur.proofs.data_integrity import Signer
from testamur.records.model import pathways
from testamur.records.model.frozen import frozen
from testamur.records.model.models import Achievement, Award
from testamur.records.parsing import reading
from testamur.records.registry import Registry
from testamur.text import dates
from testamur.text.reporting import number_of
from testamur.verification import received

_LISTS_ANEW_AFTER = datetime.timedelta(days=30)


@dataclass(slots=True)
class Outcome:
    """What a run did, by award id."""

    issued: list[str] = field(default_factory=list)
    reissued: list[str] = field(default_factory=list)
    restated: list[str] = field(default_factory=list)  # suspended, reinstated, revoked, superseded
    erased: list[str] = field(default_factory=list)
    status_lists: list[str] = field(default_factory=list)
    statements: list[tuple[str, str]] = field(default_factory=list)  # what was done, and what it is made of
    entries: int = 0
    unreliable: list[str] = field(default_factory=list)  # signed with a compromised key, and not re-issued

    @property
    def summary(self) -> str:
        """What the run did, in one line."""
        documents = f"{number_of(len(self.statements), 'other document')}; " if self.statements else ""
        return (
            f"{len(self.issued):,} issued, {len(self.reissued):,} re-issued, {len(self.restated):,} with a new "
            f"status, {len(self.erased):,} erased; {documents}"
            f"{number_of(len(self.status_lists), 'status list')} signed."
        )

    @property
    def forgets(self) -> bool:
        """Say whether something was removed that the ledger's history is not to keep either."""
        return bool(self.erased) or any(act == statements.DID["take-away"] for act, _ in self.statements)


def issue(
    registry: Registry,
    folder: Path,
    signer: Signer,
    *,
    now: datetime.datetime,
    random: Random,
    reissue_keys: Collection[str] = (),
    approvals: Mapping[str, Sequence[str]] | None = None,
    advance: Callable[[], object] = lambda: None,
) -> Outcome:
    """Bring the ledger in `folder` up to date with the records, and say what was done.

    Raises RecordsError (an issued record changed or is gone, or all of it is practice), KeyRefusedError,
    LedgerError. Nothing is written then. `random(n)` returns n random bytes. `approvals` has, by award id, the
    accounts that approved what is done with it; an award that it lacks is refused. `advance` is called once an award.
    """
    pending.refuse_practice(registry)
    with store.transaction(folder) as transaction:
        ledger = Ledger(folder)
        plan = pending.plan(registry, ledger, reissue_keys=reissue_keys)
        method = signing_method(registry, signer, now.astimezone(datetime.UTC).date())
        stated = ledger.statements()
        used = bits.positions([*plan.states.values(), *stated.values()])
        press = Press(transaction, signer, method, dates.instant(now), random, used, plan.entries)
        run = _Run(registry, ledger, plan, press)
        run.enter_keys()
        for one in plan.pending:
            if approvals is not None and one.award.id not in approvals:
                raise LedgerError(f"award {one.award.id} became pending after approval was looked up. Run this again")
            run.carry_out(one, tuple((approvals or {}).get(one.award.id, ())))
            advance()
        made = issuing_statements.carry_out(
            registry,
            press,
            statements.plan(registry, run.states, stated, reissue_keys=reissue_keys),
            credential=run.credential,
            approvals=approvals,
        )
        run.finish(now, made)
        transaction.commit()
        return run.outcome


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


class _Run:
    """One run over one transaction."""

    def __init__(
        self,
        registry: Registry,
        ledger: Ledger,
        plan: Plan,
        press: Press,
    ) -> None:
        self.registry, self.ledger, self.press = registry, ledger, press
        self.outcome = Outcome()
        self.states, self.old_entries = plan.states, plan.entries
        # Achievements that a record of a pathway may hold: their credentials are kept at hand until it is signed.
        self._in_pathways = {slug for one in registry.pathways.values() for slug in pathways.named(one)}
        moment = dates.read_instant(press.moment)
        self._endorsements = [one.document for one in received.read_all(registry).values() if one.holds_at(moment)]
        self._fresh: dict[str, bytes] = {}  # credentials of this run that a record may be made of
        self._texts: dict[tuple[str, str], Achievement] = {}
        self._awarded_now: dict[str, str] = {}  # the digest of each achievement's text as it is awarded in this run

    def enter_keys(self) -> None:
        """Enter every key of issuer.yml that was added, retired or revoked since the last run."""
        entered = {(entry["op"], entry["key"]) for entry in self.old_entries if entry["op"].startswith("key-")}
        identity = did.from_base(self.registry.issuer.base)
        operations = {
            "active": ("key-add",),
            "retired": ("key-add", "key-retire"),
            "compromised": ("key-add", "key-revoke"),
        }
        for method in self.registry.issuer.verification_methods:
            name = did.verification_method(identity, method.public_key_multibase)
            for operation in operations[method.state]:
                if (operation, name) not in entered:
                    self.press.new_entries.append(entries.key(operation, name, self.press.moment))

    def credential(self, award_id: str) -> bytes:
        """Return an award's credential as it will be in the ledger after this run."""
        return self._fresh.get(award_id) or self.ledger.current_credential(award_id, self.states[award_id])

    def carry_out(self, one: Pending, approved_by: tuple[str, ...] = ()) -> None:
        """Do what one award needs, and remember how it stands."""
        award_id = one.award.id
        if one.act == "issue":
            self.states[award_id] = self._issue(one.award)
            self.outcome.issued.append(award_id)
        elif one.known is not None and one.act == "reissue":
            self.states[award_id] = self._reissue(one.award, one.known)
            self.outcome.reissued.append(award_id)
        elif one.known is not None and one.act == "erase":
            self.states[award_id] = self._erase(one.award, one.known)
            self.outcome.erased.append(award_id)
        elif one.known is not None:
            self.states[award_id] = replace(one.known, state=one.award.state, history_lines=len(one.award.history))
            self.outcome.restated.append(award_id)
        self.states[award_id] = replace(self.states[award_id], approved_by=approved_by)
        self.press.transaction.write(f"awards/{award_id}.json", state.write(self.states[award_id]))

    def finish(self, now: datetime.datetime, made: Made) -> None:
        """Sign the status lists anew where that is due, and append the entries."""
        self.outcome.statements = made.told
        changed = bool(self.press.new_entries or self.outcome.restated or self.outcome.erased or made.told)
        lists = bits.status_lists([*self.states.values(), *made.states.values()])
        if lists and (changed or any(self._is_due(name, wanted, now) for name, wanted in lists.items())):
            for name, wanted in lists.items():
                self._sign_list(name, wanted)
        compromised = self.registry.issuer.compromised_keys
        self.outcome.unreliable = [
            award_id
            for award_id, known in self.states.items()
            if not known.erased and known.current.key.rpartition("#")[2] in compromised
        ]
        if self.press.new_entries:
            self.outcome.entries = len(self.press.new_entries)
            self.press.transaction.write("entries.jsonl", entries.write([*self.old_entries, *self.press.new_entries]))

    def _issue(self, award: Award) -> AwardState:
        subject = f"urn:uuid:{uuid.UUID(bytes=self.press.random(16), version=4)}"
        return self._sign(award, self._keep_text(award.achievement), (), subject, "", self._endorsements)

    def _keep_text(self, slug: str) -> str:
        """Keep an achievement's text as it is now, once a run, and return its digest."""
        if slug not in self._awarded_now:
            record = self.registry.achievement_records[slug]
            text = jcs.canonicalize(record)
            digest = state.digest(text).removeprefix("sha256:")
            self._texts[slug, digest] = reading.achievement(slug, record)
            self.press.transaction.write(f"achievements/{slug}/{digest}.json", text)
            self._awarded_now[slug] = digest
        return self._awarded_now[slug]

    def _reissue(self, award: Award, known: AwardState) -> AwardState:
        if award.achievement != known.achievement:
            raise RecordsError([_other_achievement(award, known)])
        data = self.ledger.credential(award.id)
        if data is None:
            raise LedgerError(f"ledger/credentials/{award.id}.json is missing. Fetch the ledger again")
        signed = json.loads(data)
        subject = signed["credentialSubject"]
        salt = next((item["salt"] for item in subject["identifier"] if "salt" in item), "")
        # What others said of it when it was awarded stays in it, as the achievement's own text does.
        endorsed = (subject["achievement"], signed["issuer"])
        said = [one for profile in endorsed for one in profile.get("endorsement", ())]
        return self._sign(award, known.achievement_text, known.editions, subject["id"], salt, said)

    def _sign(
        self,
        award: Award,
        text_digest: str,
        editions: tuple[Edition, ...],
        subject: str,
        email_salt: str,
        endorsements: Sequence[Document],
    ) -> AwardState:
        learner = self.registry.learners[award.learner]
        number, index = self.press.draw_place()
        if learner.consent_hashed_email and not email_salt:
            email_salt = self.press.random(16).hex()
        edition = open_badge.Edition(
            valid_from=self.press.moment, subject=subject, list_number=number, list_index=index, email_salt=email_salt
        )
        try:
            document = open_badge.compose(
                award,
                self._text(award.achievement, text_digest),
                learner,
                self.registry.issuer,
                edition,
                endorsements=endorsements,
            )
            previous = editions[-1].digest if editions else ""
            newest, data = self.press.sign(document, f"credentials/{award.id}.json", (number, index), previous)
        except DocumentError as error:
            raise RecordsError([_cannot_be_signed(award, error)]) from error
        if learner.consent_profile or award.achievement in self._in_pathways:
            self._fresh[award.id] = data
        salt = self.press.random(16).hex()
        return AwardState(
            achievement=award.achievement,
            achievement_text=text_digest,
            editions=(*editions, newest),
            state=award.state,
            corrections=award.corrections,
            history_lines=len(award.history),
            record_salt=salt,
            record_digest=state.record_digest(frozen(award, learner), salt),
        )

    def _erase(self, award: Award, known: AwardState) -> AwardState:
        self.press.erase(f"credentials/{award.id}.json", known.editions)
        return replace(known.erase(str(award.erased)), state=award.state, history_lines=len(award.history))

    def _text(self, slug: str, digest: str) -> Achievement:
        if (slug, digest) not in self._texts:
            record: Mapping[str, Any] = json.loads(self.ledger.achievement_text(slug, digest))
            self._texts[slug, digest] = reading.achievement(slug, record)
        return self._texts[slug, digest]

    def _is_due(self, name: ListName, wanted: bytes, now: datetime.datetime) -> bool:
        data = self.ledger.status_list(*name)
        if data is None:
            return True
        signed = json.loads(data)
        old = now - dates.read_instant(signed["validFrom"]) > _LISTS_ANEW_AFTER
        same = status_list.decode(signed["credentialSubject"]["encodedList"]) == wanted
        return old or not same or signed["proof"][0]["verificationMethod"] != self.press.method

    def _sign_list(self, name: ListName, wanted: bytes) -> None:
        document = status_list.document(self.registry.issuer.base, *name, wanted, valid_from=self.press.moment)
        stem = addresses.status_list_name(*name)
        self.press.sign_list(document, stem)
        self.outcome.status_lists.append(stem)


def _other_achievement(award: Award, known: AwardState) -> Problem:
    return Problem(
        code="issued-record-changed",
        file=award.file,
        field="achievement",
        value=award.achievement,
        reason=f"a correction is of the same award, and this was issued for {known.achievement}",
        remedy="Put the achievement back; make a new award, and supersede this one by it",
    )


def _cannot_be_signed(award: Award, error: DocumentError) -> Problem:
    return Problem(
        code="cannot-be-signed",
        file=award.file,
        reason=f"the credential would say something that is not signed: {error}",
        remedy="Look at the field it names, in the award or its achievement",
    )
