"""The outcome of a run of `testamur issue`, real or dry: for the command's report and for the ledger's branch.

Imports nothing that signs, so that a dry run loads no such module.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from testamur.ledger.pending import AwardAct
from testamur.ledger.pending_statements import PAST_TENSE
from testamur.text.languages.messages import Amount, counted, msg
from testamur.text.reporting import number_of


@dataclass(slots=True)
class Outcome:
    """What a run did: award ids by act, the other documents, the status lists."""

    issued: list[str] = field(default_factory=list)
    reissued: list[str] = field(default_factory=list)
    restated: list[str] = field(default_factory=list)  # suspended, reinstated, revoked, superseded
    erased: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)  # sealed awards that got another link
    status_lists: list[str] = field(default_factory=list)
    statements: list[tuple[str, str]] = field(default_factory=list)  # the act, and the document's source
    statement_codes: list[str] = field(default_factory=list)  # awards that got a statement code
    entries: int = 0
    unreliable: list[str] = field(default_factory=list)  # signed with a compromised key, and not re-issued

    @property
    def summary(self) -> str:
        """What the run did, in one line."""
        acts = msg(
            "{issued} issued, {reissued} re-issued, {restated} with a new status, {erased} erased",
            issued=Amount(len(self.issued)),
            reissued=Amount(len(self.reissued)),
            restated=Amount(len(self.restated)),
            erased=Amount(len(self.erased)),
        )
        if self.linked:
            links = counted("{number} new link", "{number} new links", len(self.linked))
            acts = msg("{acts}, {links}", acts=acts, links=links)
        lists = number_of(len(self.status_lists), "status list")
        if self.statement_codes:
            codes = number_of(len(self.statement_codes), "statement code")
            lists = msg("{codes}; {lists}", codes=codes, lists=lists)
        if not self.statements:
            return msg("{acts}; {lists} signed.", acts=acts, lists=lists)
        documents = number_of(len(self.statements), "other document")
        return msg("{acts}; {documents}; {lists} signed.", acts=acts, documents=documents, lists=lists)

    @property
    def forgets(self) -> bool:
        """Say whether something was removed that the history of the ledger's branch must not keep either."""
        return bool(self.erased) or any(act == PAST_TENSE["take-away"] for act, _ in self.statements)

    def awards_for(self, act: AwardAct) -> list[str]:
        """Return the list of awards with which an act was done; the caller may add to it."""
        lists = {
            "issue": self.issued,
            "reissue": self.reissued,
            "state": self.restated,
            "erase": self.erased,
            "link": self.linked,
        }
        return lists[act]
