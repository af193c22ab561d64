"""What may be published: the ledger beside the records, every signature and every bit verified.

Holds no key. Whatever does not verify stops the build, so a site never says what does not hold.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from testamur.errors import LedgerError, PublishingError
from testamur.garbage import rarely_collected
from testamur.ledger import pending, statement_state, statements
from testamur.ledger.bits import HasStatus, ListName
from testamur.ledger.pending import PendingAward
from testamur.ledger.safeguards import places
from testamur.ledger.state import AwardState
from testamur.ledger.statement_state import StatementState
from testamur.ledger.statements import Statement
from testamur.ledger.store import Ledger
from testamur.proofs.verified_memory import MemoryOfProcess, VerifiedMemory
from testamur.publishing import published_proofs, signed_lists
from testamur.publishing.published_proofs import PublishedProofs
from testamur.publishing.seen_awards import SeenAwards, Settled
from testamur.publishing.site_log import SiteLog
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.seen_files import SeenFiles
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of
from testamur.verification import received
from testamur.verification.received import Received

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class IssuedAward:
    """One award as issued. Its credential is read again for its page: ten thousand would not fit in memory."""

    award: Award
    known: AwardState  # as pages need it
    valid_until: str  # the signed instant; "" when it does not end, or is erased

    @property
    def is_erased(self) -> bool:
        """Say whether its details are gone, and only the fact that it existed is left."""
        return bool(self.known.erased)

    @property
    def is_shown(self) -> bool:
        """Say whether it has a page with facts."""
        return not self.is_erased and self.award.visibility not in {"private", "sealed"}

    @property
    def is_sealed(self) -> bool:
        """Say whether it has a page that shows nothing without the key of its link."""
        return not self.is_erased and self.award.visibility == "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedStatement:
    """A signed document that is not an award, as issued: its name in the ledger, and what it was made of.

    The document is read again where it is wanted: learners' records have whole credentials in them.
    """

    name: str
    statement: Statement
    known: StatementState

    @property
    def is_withdrawn(self) -> bool:
        """Say whether it was withdrawn: its bit is set."""
        return self.known.state == "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Everything the site is made from."""

    registry: Registry
    ledger: Ledger
    awards: tuple[IssuedAward, ...]  # in the order of their ids
    status_lists: dict[ListName, bytes]
    waiting: tuple[str, ...]  # award ids that are not issued yet
    statements: tuple[IssuedStatement, ...] = ()  # those that are on the site
    received: Mapping[str, Received] = field(default_factory=dict)  # signed endorsements, by slug
    now: datetime.datetime
    preview: bool
    log: SiteLog | None = None  # of a registry that keeps one
    settled: Collection[str] = frozenset()  # awards that are as the last finished build had them (`SeenAwards`)
    practice_at: str = ""  # the address of a preview that is put on the web to practise with; "" otherwise

    def credential(self, one: IssuedAward) -> bytes:
        """Return the signed credential of an award that is not erased; LedgerError when it changed meanwhile."""
        return self.ledger.current_credential(one.award.id, one.known)

    def document(self, one: IssuedStatement) -> bytes:
        """Return a signed document that is not an award; LedgerError when it changed meanwhile."""
        return self.ledger.statement(one.name, one.known)


@rarely_collected()
def read(
    registry: Registry,
    ledger: Ledger,
    *,
    now: datetime.datetime,
    preview: bool = False,
    practice_at: str = "",
    memory: VerifiedMemory | None = None,
    verifies: Callable[[str], bool] = lambda _: True,
    seen: SeenFiles | None = None,
    advance: Callable[[], object] = lambda: None,
) -> Publication:
    """Return what may be published; PublishingError, LedgerError or RecordsError say what does not hold.

    Proofs that `memory` remembers are not verified again, and it is told of the others; without one, all are.
    `verifies` says of an award, by its id, whether its proofs are verified here: not where another process does so,
    without which nothing is published. Awards that are remembered in `seen` are not read again. `advance` is called
    once per award.
    """
    if registry.issuer.practice:
        # A preview is made of a registry that no longer says so, and its pages all say PRACTICE.
        raise PublishingError(
            msg("this registry is in practice mode: testamur build makes its site; each page says PRACTICE")
        )
    keys = published_proofs.keys_that_count(registry.issuer)
    remembered = SeenAwards(registry, ledger, keys, seen) if seen is not None else None
    settled = remembered.settled if remembered is not None else {}
    comparison = pending.Comparison(registry)
    states = ledger.states(comparison.take, {name: kept.known for name, kept in settled.items()}, registry.awards)
    # Those of which something has to be read: all of them, where nothing is remembered.
    unsettled = {name: known for name, known in states.items() if name not in settled} if settled else states
    entered = ledger.entered(seen, published_proofs.digests_of(unsettled.values()))
    pending.check_ledger(registry, ledger)
    pending.check_address(registry, entered.issued_as)
    waiting = _waiting(comparison.finish(ledger, states.keys()))
    stated = ledger.statements()
    log = SiteLog(registry.issuer, registry.issuer.log, ledger.folder) if registry.issuer.log else None
    to_verify = published_proofs.digests_to_verify(ledger, chain(unsettled.values(), stated.values()))
    proofs = PublishedProofs(keys, memory or MemoryOfProcess(), to_verify)
    places.check_states(states, stated, entered.digests, settled=settled if entered.begins_as_before else ())
    places.check_statements(ledger, registry.issuer.base, stated)
    awards = tuple(_awards(registry, ledger, states, settled, proofs, verifies, advance))
    both: list[HasStatus] = [*states.values(), *stated.values()]
    status_lists = dict(signed_lists.verified_lists(registry, ledger, both, proofs))
    published = tuple(_statements(registry, ledger, states, stated, proofs))
    if log is not None:
        log.refuse_lost((issued.award.id, issued.known) for issued in awards)
    proofs.remember()
    if remembered is not None:
        remembered.remember((issued.award.id, Settled(issued.known, issued.valid_until)) for issued in awards)
    return Publication(
        registry=registry,
        ledger=ledger,
        awards=awards,
        status_lists=status_lists,
        statements=published,
        received=received.read_all(registry),
        log=log,
        waiting=waiting,
        settled=settled.keys(),
        now=now,
        preview=preview,
        practice_at=practice_at,
    )


def _waiting(acts: Sequence[PendingAward]) -> tuple[str, ...]:
    """Return the ids of awards that were never issued, and only wait; PublishingError where more than that is pending.

    A site built then would contradict either what the record says or what was signed.
    """
    late = [one.award.id for one in acts if one.act != "issue"]
    if late:
        raise PublishingError(
            f"{number_of(len(late), 'award')} changed since testamur issue was last run (the first is {late[0]}): "
            "run testamur issue, then build"
        )
    return tuple(one.award.id for one in acts)


def _awards(
    registry: Registry,
    ledger: Ledger,
    states: Mapping[str, AwardState],
    settled: Mapping[str, Settled],
    proofs: PublishedProofs,
    verifies: Callable[[str], bool],
    advance: Callable[[], object],
) -> Iterator[IssuedAward]:
    """Yield every award as it was issued; those that are `settled` are not read again."""
    for award_id, known in states.items():
        # The plan lets only an erased award be without its record.
        if award_id not in registry.awards:
            continue
        award = registry.awards[award_id]
        if award_id in settled:
            yield IssuedAward(award, known, settled[award_id].valid_until)
        else:
            yield _issued(registry, award, known, ledger, proofs, elsewhere=not verifies(award_id))
        advance()


def _issued(
    registry: Registry, award: Award, known: AwardState, ledger: Ledger, proofs: PublishedProofs, *, elsewhere: bool
) -> IssuedAward:
    """Return an award as it was issued; its proofs are not verified where that is done `elsewhere`."""
    if known.erased:
        return IssuedAward(award, known, "")
    data, document = ledger.current_document(award.id, known)
    proofs.verify(data, document, known.current.digest, f"award {award.id}", elsewhere=elsewhere)
    places.check_award(document, registry.issuer.base, award.id, known)
    # Nobody signs the state, and its key decides what is issued anew after a compromise: it has to fit the proofs.
    said = {(proof["verificationMethod"], proof["created"]) for proof in document["proof"]}
    if said != {(known.current.key, known.current.issued)}:
        raise LedgerError(f"ledger/awards/{award.id}.json does not fit its credential. Fetch the ledger again")
    return IssuedAward(award, known, sys.intern(str(document.get("validUntil", ""))))


def _statements(
    registry: Registry,
    ledger: Ledger,
    awards: Mapping[str, AwardState],
    stated: Mapping[str, StatementState],
    proofs: PublishedProofs,
) -> Iterator[IssuedStatement]:
    """Yield the signed documents that belong on the site: those that are wanted, signed, and may be shown."""
    names = statement_state.names_by_subject_key(stated)
    for key, statement in statements.wanted_statements(registry, awards).items():
        name = names.get(key)
        if name is None or not statements.is_published(statement, registry):
            continue
        known = stated[name]
        # A record that changed after it was signed is not shown at all; an endorsement goes on saying what was
        # signed (decision 10).
        if statement.kind != "endorsing" and (known.state == "revoked" or not known.has_content(statement.content)):
            continue
        data = ledger.statement(name, known)
        proofs.verify(data, json.loads(data), known.current.digest, key)
        yield IssuedStatement(name=name, statement=statement, known=known)
