"""Signs awards that are new or corrected, erases those to be erased, and works out the new state of each.

The first half of a run of `issuance.issue`, in its transaction and with its key. A correction keeps the award's
subject, the text of its achievement and the endorsements of others as they were when it was first issued.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from testamur.credentials import open_badge, sealed_entry, sealed_file
from testamur.credentials.document_parts import Document
from testamur.errors import LedgerError, Problem, RecordsError
from testamur.ledger import state
from testamur.ledger.pending import PendingAward
from testamur.ledger.safeguards import signed_text
from testamur.ledger.signing.award_drafts import AwardDraft, DraftSigner, SignedDraft
from testamur.ledger.signing_run import SigningRun
from testamur.ledger.state import AwardState, StatusListIndex
from testamur.ledger.statement_codes import kept_codes
from testamur.ledger.store import Ledger
from testamur.proofs import jcs
from testamur.records.model import pathways
from testamur.records.model.frozen import frozen
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text import dates
from testamur.verification import received


class AwardRun:
    """The awards of one run. `states`, by award id, as pages need them, is kept up to date."""

    def __init__(self, registry: Registry, ledger: Ledger, run: SigningRun, states: dict[str, AwardState]) -> None:
        self.registry, self.ledger, self.run, self.states = registry, ledger, run, states
        # Achievements that may go into the record of a pathway: their credentials are kept at hand until it is signed.
        self._in_pathways = {
            slug for pathway in registry.pathways.values() for slug in pathways.achievements_named(pathway)
        }
        moment = dates.read_instant(run.signed_at)
        endorsements = received.read_all(registry).values()
        self.signer = DraftSigner(
            registry,
            ledger,
            run.signer,
            verification_method=run.verification_method,
            endorsements=[endorsement.document for endorsement in endorsements if endorsement.holds_at(moment)],
        )
        self.coded: list[str] = []  # awards that were signed in this run with a statement code
        self._fresh: dict[str, bytes] = {}  # credentials of this run that a record may be made of
        self._awarded_now: dict[str, str] = {}  # digests of the achievements' texts awarded in this run, by slug
        self._link_keys: dict[str, str] = {}  # of sealed awards that get a link in this run, by id

    def credential(self, award_id: str) -> bytes:
        """Return an award's credential as it will be in the ledger after this run."""
        if award_id in self._fresh:
            return self._fresh[award_id]
        data = self.ledger.current_credential(award_id, self.states[award_id])
        signed_text.check_edition(award_id, json.loads(data), self.registry.issuer)
        return data

    def drafts(
        self, acts: Sequence[PendingAward], approvals: Mapping[str, Sequence[str]] | None
    ) -> Iterator[tuple[PendingAward, AwardDraft | None]]:
        """Yield each act with its award's next credential, of which all that is random is drawn: None if it signs none.

        RecordsError or LedgerError for what must not be signed anew, and for an award that nobody approved.
        """
        # First: what signs has to know them all before it is split into processes.
        for pending in acts:
            if pending.act == "issue":
                self._keep_text(pending.award.achievement)
        for pending in acts:
            if approvals is not None and pending.award.id not in approvals:
                raise LedgerError(
                    f"award {pending.award.id} became pending after approval was looked up. Run this again"
                )
            if state.needs_link(pending.award, pending.state):
                # Here, where everything that is random is drawn in order, however many processes sign.
                self._link_keys[pending.award.id] = sealed_file.write_key(self.run.random(sealed_file.KEY_BYTES))
            yield pending, self._draft_of(pending)

    def _draft_of(self, pending: PendingAward) -> AwardDraft | None:
        award, current = pending.award, pending.state
        if pending.act == "issue":
            # Drawn for this award alone: two awards of one learner must share nothing that ties them together.
            subject = f"urn:uuid:{uuid.UUID(bytes=self.run.random(16), version=4)}"
            return self._draft(award, self._keep_text(award.achievement), subject=subject)
        if current is not None and pending.act == "reissue":
            return self._draft_anew(award, current)
        return None

    def carry_out(
        self, pending: PendingAward, draft: AwardDraft | None, signed: SignedDraft | None, approved_by: tuple[str, ...]
    ) -> None:
        """Do what is pending for one award, and stage its new state; `approved_by` are accounts.

        `draft` is its own, and `signed` what was made of that.
        """
        award, award_id, current = pending.award, pending.award.id, pending.state
        if draft is not None and signed is not None:
            self.states[award_id] = self._enter(award, current, draft, signed)
        elif current is not None and pending.act == "erase":
            self.states[award_id] = self._erase(award, current)
        elif current is not None:
            self.states[award_id] = replace(current, state=award.state, history_lines=len(award.history))
        self._seal(award)
        if self.states[award_id].approved_by != approved_by:
            self.states[award_id] = replace(self.states[award_id], approved_by=approved_by)
        self.run.transaction.write(f"awards/{award_id}.json", state.write(self.states[award_id]))
        self.states[award_id] = self.states[award_id].for_pages()

    def _seal(self, award: Award) -> None:
        """Let the state of a sealed award have its link, and what its entry in the index is made of."""
        known = self.states[award.id]
        if award.visibility != "sealed" or known.erased:
            return
        if award.id in self._link_keys:
            known = replace(known, link_key=self._link_keys[award.id], link_number=award.link)
        if not known.current.opening:
            newest = replace(known.current, opening=sealed_entry.opening(self.credential(award.id)))
            known = replace(known, editions=(*known.editions[:-1], newest))
        self.states[award.id] = known

    def _keep_text(self, slug: str) -> str:
        """Stage an achievement's record as it is now, once a run, and return its digest.

        Corrections are made from this copy, so that a later change of the achievement changes no issued award.
        """
        if slug not in self._awarded_now:
            text, digest = self._newest(slug)
            self.signer.know_text(slug, digest, self.registry.achievement_records[slug])
            self.run.transaction.write(f"achievements/{slug}/{digest}.json", text)
            self._awarded_now[slug] = digest
        return self._awarded_now[slug]

    def _newest(self, slug: str) -> tuple[bytes, str]:
        """Return the text of an achievement's record as it is now, and its digest."""
        text = jcs.canonicalize(self.registry.achievement_records[slug])
        return text, state.digest(text).removeprefix("sha256:")

    def _draft_anew(self, award: Award, current: AwardState) -> AwardDraft:
        # The achievement's text is kept from the first issue, and would not be that of the record any more.
        if award.achievement != current.achievement:
            raise RecordsError([_other_achievement(award, current)])
        data = self.ledger.credential(award.id)
        if data is None:
            raise LedgerError(f"ledger/credentials/{award.id}.json is missing. Fetch the ledger again")
        signed = json.loads(data)
        _, newest = self._newest(award.achievement)
        signed_text.check_text(award.id, current, self.registry.issuer, newest)
        signed_text.check_edition(award.id, signed, self.registry.issuer)
        subject = signed["credentialSubject"]
        salt = next((item["salt"] for item in subject["identifier"] if "salt" in item), "")
        # Endorsements stay as they were when it was awarded, as the achievement's own text does (decision 11).
        endorsed = (subject["achievement"], signed["issuer"])
        endorsements = [endorsement for profile in endorsed for endorsement in profile.get("endorsement", ())]
        return self._draft(
            award,
            current.achievement_text,
            subject=subject["id"],
            email_salt=salt,
            endorsements=tuple(endorsements),
        )

    def _draft(
        self,
        award: Award,
        text_digest: str,
        *,
        subject: str,
        email_salt: str = "",
        endorsements: tuple[Document, ...] | None = None,
    ) -> AwardDraft:
        # A place of its own for each edition: the bit of the one that it replaces stays set for good.
        place = self.run.allocate_status_index()
        if self.registry.learners[award.learner].consent_hashed_email and not email_salt:
            email_salt = self.run.random(16).hex()
        details = open_badge.IssueDetails(
            valid_from=self.run.signed_at,
            subject=subject,
            list_number=place.list_number,
            list_index=place.list_index,
            email_salt=email_salt,
        )
        return AwardDraft(
            award_id=award.id,
            text_digest=text_digest,
            details=details,
            record_salt=self.run.random(16).hex(),
            endorsements=endorsements,
        )

    def _enter(self, award: Award, current: AwardState | None, draft: AwardDraft, signed: SignedDraft) -> AwardState:
        """Stage and enter a credential that was signed just now; return the award's state with it."""
        learner, editions = self.registry.learners[award.learner], current.editions if current else ()
        place = StatusListIndex(draft.details.list_number, draft.details.list_index)
        previous = editions[-1].digest if editions else ""
        newest = self.run.enter(signed.data, f"credentials/{award.id}.json", place, previous=previous)
        if signed.statement:
            self.run.transaction.write(kept_codes.name_of(award.id), signed.statement)
            self.coded.append(award.id)
        # Only these are kept: no document holds the others, and a run may sign many thousands.
        if learner.consent_profile or award.achievement in self._in_pathways or award.visibility == "sealed":
            self._fresh[award.id] = signed.data
        return AwardState(
            achievement=award.achievement,
            achievement_text=draft.text_digest,
            text_signature=signed.text_signature,
            editions=(*editions, newest),
            state=award.state,
            corrections=award.corrections,
            history_lines=len(award.history),
            record_salt=draft.record_salt,
            record_digest=state.record_digest(frozen(award, learner), draft.record_salt),
            link_key=current.link_key if current else "",
            link_number=current.link_number if current else 0,
        )

    def _erase(self, award: Award, current: AwardState) -> AwardState:
        self.run.erase(f"credentials/{award.id}.json", current.editions)
        return replace(current.erase(str(award.erased)), state=award.state, history_lines=len(award.history))


def _other_achievement(award: Award, current: AwardState) -> Problem:
    return Problem(
        code="issued-record-changed",
        file=award.file,
        field="achievement",
        value=award.achievement,
        reason=f"a correction cannot change the achievement; this was issued for {current.achievement}",
        remedy="Put the achievement back; make a new award, and supersede this one by it",
    )
