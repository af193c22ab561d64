"""Processes split from this one, which know what it knows, and work that is handed to them in order.

None outlives this process, and none keeps a lock that this one held.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import Connection, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def can_split() -> bool:
    """Say whether this system can split a process, so that the new one has everything in memory at hand."""
    return "fork" in multiprocessing.get_all_start_methods()


@contextlib.contextmanager
def split(number: int) -> Iterator[Executor]:
    """Yield an executor of so many processes, split from this one where the system can do that.

    After an exception, what they have not begun is not done.
    """
    how = multiprocessing.get_context("fork" if can_split() else None)
    gc.freeze()  # What is in memory now is not looked through again, and so stays shared with the processes.
    try:
        with ProcessPoolExecutor(number, how, initializer=_end_with_parent) as executor:
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        gc.unfreeze()


@contextlib.contextmanager
def beside(number: int, function: Callable[[Item], object], items: Sequence[Item]) -> Iterator[None]:
    """Let so many processes, split from this one, call `function` with the items, as long as the context lasts.

    For what this process may find done, and does itself where it does not: it is told of no result and of no failure.
    Only where `can_split`.
    """
    # Without an executor, and so without a thread of its own in this process: it may be split once more meanwhile.
    how = multiprocessing.get_context("fork")
    # No lock, which a process that is ended from outside could keep: one byte that all see, and nobody takes.
    is_over, end = how.Pipe(duplex=False)
    started = []
    gc.freeze()
    try:
        for first in range(number):
            process = how.Process(target=_go_through, args=(function, items[first::number], is_over), daemon=True)
            process.start()
            started.append(process)
        yield
    finally:
        end.send_bytes(b"1")
        for process in started:
            process.join()
        end.close()
        is_over.close()
        gc.unfreeze()


def _go_through(function: Callable[[Item], object], items: Sequence[Item], is_over: Connection) -> None:
    _end_with_parent()
    with contextlib.suppress(Exception, KeyboardInterrupt):
        for item in items:
            if is_over.poll():
                return
            function(item)


def in_order(
    executor: Executor, function: Callable[[list[Item]], list[Result]], items: Iterable[Item], *, batch: int, ahead: int
) -> Iterator[Result]:
    """Yield a result for each item, in order; `function` gets `batch` items at a time.

    Only so many batches `ahead` are taken from `items`, so that a long row never lies in memory whole.
    """
    source = iter(items)
    waiting: deque[Future[list[Result]]] = deque()
    try:
        while some := list(itertools.islice(source, batch)):
            waiting.append(executor.submit(function, some))
            if len(waiting) >= ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _end_with_parent() -> None:
    """End this process as soon as its parent is gone, even killed: it would wait for work for ever, and keep locks."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_end, args=(parent.sentinel,), daemon=True).start()


def _wait_and_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
