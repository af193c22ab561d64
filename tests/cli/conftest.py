"""Commands run with a fixed clock, and without a terminal unless a test asks for one."""

from terminal_fixtures import hub, place, somebody_there, standing_clock

__all__ = ["hub", "place", "somebody_there", "standing_clock"]
