"""Lends the processes of a Dask cluster to a build: `dask://HOST:PORT` names its scheduler.

Dask does again what a lost process was asked to do. Whoever reaches a scheduler can run anything on its machines, and
what it is sent is not encrypted: it belongs in a network of one's own.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from concurrent.futures import Executor

from testamur.errors import PublishingError, UsageError

_ADDRESS = re.compile(r"dask://((?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\]):[0-9]{1,5})")
_SECONDS = 10  # to answer


@contextlib.contextmanager
def connect(address: str) -> Iterator[Executor]:
    """Yield an executor over the cluster whose scheduler is at `address`.

    UsageError where there is none, or `distributed` is not installed; PublishingError when the cluster fails.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise UsageError(f"{address!r} names no cluster: write dask://HOST:PORT, as in dask://10.0.0.5:8786")
    try:
        # Imported here, and before Pelican is, in whose loggers every error ends the process.
        import distributed
    except ModuleNotFoundError as error:
        raise UsageError(
            'working on a cluster needs the package distributed: pip install "testamur[cluster]"'
        ) from error
    try:
        client = distributed.Client(f"tcp://{match[1]}", timeout=_SECONDS, set_as_default=False)
    except OSError as error:  # a timeout is one, too
        raise UsageError(f"no scheduler of Dask answers at {address}: start it, or correct the address") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise UsageError(f"the cluster at {address} has no workers: start them first (dask worker {match[1]})")
        try:
            with client.get_executor(pure=False) as workers:
                yield workers
        except (distributed.KilledWorker, distributed.comm.CommClosedError) as error:
            raise PublishingError(
                f"the cluster at {address} lost its workers again and again, perhaps for want of memory ({error}): "
                "nothing was published. Give them more, or build without --executor"
            ) from error
