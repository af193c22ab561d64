"""Commands run with a clock that stands still, and nobody at the terminal unless a test says so."""

from terminal_fixtures import hub, place, somebody_there, standing_clock

__all__ = ["hub", "place", "somebody_there", "standing_clock"]
