"""The sentences of the command in each language that it speaks, for terminals and for the files of a new registry."""

from __future__ import annotations

import functools

from testamur.installed import command_catalogues
from testamur.text.languages.messages import Tongue

LANGUAGES = ("en", "fr", "de", "es", "ar")
"""The languages that the command speaks: each has every sentence that is marked for translation."""
DOMAIN = "command"


def spoken_tag(tag: str) -> str:
    """Return a language that the command speaks: `fr` for `fr_CA.UTF-8` and `fr-CA`, English for all others."""
    bare = tag.replace("_", "-").partition(".")[0].partition("-")[0].lower()
    return bare if bare in LANGUAGES else "en"


def tongue(tag: str) -> Tongue:
    """Return the sentences of a language."""
    return _tongue(spoken_tag(tag))


@functools.cache
def _tongue(language: str) -> Tongue:
    if language == "en":
        return Tongue()
    # Imported here: English needs none of it, and a person waits.
    from testamur.text.languages import catalogues

    return Tongue(language, catalogues.catalogue(command_catalogues(), language, DOMAIN))
