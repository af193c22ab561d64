"""Commands run with a fixed clock, and without a terminal unless a test asks for one."""

from terminal_fixtures import begun, hub, place, somebody_there, standing_clock

__all__ = ["begun", "hub", "place", "somebody_there", "standing_clock"]
