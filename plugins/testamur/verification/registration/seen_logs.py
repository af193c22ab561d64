"""What the check `registered` is given of logs that were seen here before, by whatever keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testamur.errors import LogError
from testamur.log import checkpoint, note


@dataclass(frozen=True, slots=True)
class SeenLogs:
    """What was seen here of logs before. What looks each up when it is asked lists none, and is not empty for that."""

    logs: Mapping[str, bytes]

    def checkpoint(self, origin: str) -> bytes:
        """Return the largest checkpoint of a log, whoever signed it; b"" where none was seen.

        Anything else is damaged, or another program's: it says nothing, and would stand against every award from then
        on.
        """
        remembered = self.logs.get(origin, b"")
        try:
            return remembered if checkpoint.read(note.read(remembered).text).origin == origin else b""
        except LogError:
            return b""
