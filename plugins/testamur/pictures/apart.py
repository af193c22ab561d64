"""Pictures that people bring, read and drawn in a process of their own: whatever is in one, it stops nobody.

A renderer can be led to ask for more memory than there is, or to count without end; resvg then ends its process. So
one process does it for all pictures (`pictures.worker`), with bounds on memory and time, and what becomes of a picture
that ends it is a finding like any other. What was found is kept (`pictures.kept_outcomes`): a build asks again for what
a check has seen, and the next build for what this one has.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import signal
import subprocess
import threading
from typing import IO, cast

from testamur import process_limits
from testamur.pictures import kept_outcomes
from testamur.pictures.image_finding import ImageFinding
from testamur.pictures.outcome import OUT_OF_MEMORY, REMEDIES, Kind, Outcome, hear, send

COMPUTING = 2  # seconds of the processor that a picture may take
WAITING: float = 20  # seconds on the clock, on a machine that is busy or has no bound on the above
MEMORY = 384 * 1024 * 1024  # bytes of addresses; the programs themselves have about 80 MB of them
HEADROOM = 3  # how many times as much a picture may take when it is published as when it is checked
_MOST_KEPT = 512
_START = "import sys; sys.path[:] = sys.argv[1:]; from testamur.pictures.worker import main; main()"

_kept: dict[tuple[Kind, bytes], Outcome] = {}
_alone = threading.Lock()
_workers: list[_Worker] = []  # at most one


def publishable(data: bytes, kind: Kind, *, headroom: int = 1) -> Outcome:
    """Return what is wrong with a picture, and everything that is published of it when nothing is.

    It may take `headroom` times as much time and memory as in a check: `HEADROOM` is for whoever signs or publishes, so
    that what just passed a check on one machine stops no build on another.
    """
    digest = (kind, hashlib.sha256(data).digest())
    with _alone:
        if digest in _kept:
            return _kept[digest]
        found = kept_outcomes.read(data, kind, headroom)
        if found is None:
            try:
                found = _running().ask(data, kind, headroom)
            except _StoppedError as stopped:
                # Not kept: another time, on a machine less busy, it may do.
                code, reason = stopped.args
                return Outcome((ImageFinding(code=code, reason=reason, remedy=REMEDIES[kind]),), None)
            kept_outcomes.write(data, kind, headroom, found)
        if len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[digest] = found
        return found


@atexit.register
def stop() -> None:
    """End the process, if there is one; the next picture starts another."""
    while _workers:
        _workers.pop().close()


class _StoppedError(Exception):
    """The process ended at a picture: a code, and the reason in words."""


class _Worker:
    def __init__(self) -> None:
        self.owner = os.getpid()
        self._was_late = False
        self._process = subprocess.Popen(
            process_limits.command(_START),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=process_limits.environment(),
        )
        self._questions = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)

    def ask(self, data: bytes, kind: Kind, headroom: int) -> Outcome:
        """Return the outcome. Raises _StoppedError when the process ended instead, which it then has."""
        late = threading.Timer(WAITING * headroom, self._end_late)
        late.start()
        try:
            send(self._questions, f"{kind} {COMPUTING * headroom} {MEMORY * headroom}".encode(), data)
            return hear(self._answers)
        except (EOFError, OSError):
            raise _StoppedError(*self._why(headroom)) from None
        except BaseException:
            # Half an answer may be left in the pipe.
            self._process.kill()
            raise
        finally:
            late.cancel()

    @property
    def runs(self) -> bool:
        """Say whether it can be asked: it lives, and is not that of the process that this one was split from."""
        # It may have been late by a hair, answered, and be about to end.
        return self.owner == os.getpid() and not self._was_late and self._process.poll() is None

    def close(self) -> None:
        """End it."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        self._process.communicate()

    def _end_late(self) -> None:
        self._was_late = True
        self._process.kill()

    def _why(self, headroom: int) -> tuple[str, str]:
        """Return code and reason for the end of the process."""
        self._process.kill()  # whatever it does with a pipe that it closed
        code = self._process.wait()
        if self._was_late:
            return "image-time", f"reading and drawing it takes more than {WAITING * headroom} seconds"
        if code == -getattr(signal, "SIGXCPU", 0):
            return "image-time", f"reading and drawing it takes more than {COMPUTING * headroom} seconds of computing"
        if code in (OUT_OF_MEMORY, -signal.SIGABRT):
            return "image-memory", f"reading and drawing it takes more than {MEMORY * headroom // 2**20} MB of memory"
        return "image-failed", "the program that reads and draws pictures broke off at it"


def _running() -> _Worker:
    if not _workers or not _workers[0].runs:
        stop()
        _workers.append(_Worker())
    return _workers[0]
