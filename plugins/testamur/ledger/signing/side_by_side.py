"""Signs drafts in several processes: the same bytes as in one, since drafts decide them.

The key stays on this machine and in memory: the processes are split from this one, and are sent drafts only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from typing import TypeVar

from testamur import processes
from testamur.errors import LedgerError, Problem, RecordsError
from testamur.ledger.signing.award_drafts import AwardDraft, DraftSigner, SignedDraft

Act = TypeVar("Act")

BATCH = 50  # drafts: some hundredths of a second of work
_AHEAD = 3  # batches for each process, so that none waits for the next

_signers: list[DraftSigner] = []  # at most one: of the run that is at work


def sign_all(
    signer: DraftSigner, drafts: Iterable[tuple[Act, AwardDraft | None]], number: int, *, jobs: int
) -> Iterator[tuple[Act, AwardDraft | None, SignedDraft | None]]:
    """Sign a `number` of drafts in `jobs` processes; yield each with its act and what came of it, in order.

    None stays None. A few are signed in this process, each before the next is asked for. Errors are those of
    `DraftSigner.sign`.
    """
    waiting: deque[tuple[Act, AwardDraft | None]] = deque()

    def drawn() -> Iterator[AwardDraft | None]:
        for act, draft in drafts:
            waiting.append((act, draft))
            yield draft

    if jobs > 1 and number > 2 * BATCH and processes.can_split():
        results: Iterator[SignedDraft | None] = _in_processes(signer, drawn(), jobs)
    else:
        results = (signer.sign(draft) if draft else None for draft in drawn())
    for signed in results:
        yield (*waiting.popleft(), signed)


def _in_processes(signer: DraftSigner, drafts: Iterable[AwardDraft | None], jobs: int) -> Iterator[SignedDraft | None]:
    _signers[:] = [signer]
    try:
        with processes.split(jobs) as executor:
            for signed in processes.in_order(executor, _sign_batch, drafts, batch=BATCH, ahead=_AHEAD * jobs):
                if isinstance(signed, Problem):
                    raise RecordsError([signed])
                yield signed
    except BrokenExecutor as error:
        raise LedgerError(
            "a process that signed was ended from outside, perhaps for want of memory: nothing was issued. "
            "Try again with fewer at a time (--jobs 1)"
        ) from error
    finally:
        _signers.clear()


def _sign_batch(drafts: list[AwardDraft | None]) -> list[SignedDraft | Problem | None]:
    """Sign some drafts; in the place of one that cannot be signed is the problem, and then nothing more."""
    signed: list[SignedDraft | Problem | None] = []
    for draft in drafts:
        try:
            signed.append(_signers[0].sign(draft) if draft else None)
        except RecordsError as error:
            # An error's own members do not survive the way to another process.
            signed.append(error.problems[0])
            break
    return signed
