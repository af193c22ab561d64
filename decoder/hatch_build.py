"""Puts the decoder of QR codes into the theme and the wheel: two modules of the npm package `qr`, and its licence.

npm verifies the package by the hash in package-lock.json, and every file is compared with its own hash here before it
is copied or packed, so that nothing else can take its place. Nothing of it is committed. A checkout without it works:
the page "Check an award" then reads QR codes where the browser itself can.

Run by itself (`make` does), it copies the files from node_modules into the theme. As a build hook of hatchling, it
packs those of the theme.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "node_modules" / "qr"
THEME = HERE.parent / "theme" / "static" / "qr"
# Of version 0.7.0. A new version needs all three anew: `sha256sum decoder/node_modules/qr/decode.js …`
FILES = {
    "decode.js": ("decode.js", "00e209820dcb11d624e9a03d6383e580766792b57d1651318f0a29e4e1ff0fe8"),
    "index.js": ("index.js", "a0de370051f94bd74f218f74401fdf197585e3f9ef0143164f87ea941a3fdd6f"),
    # With an ending that hosts know, for it is on every site.
    "LICENSE.txt": ("LICENSE-MIT", "07a9f887e9215644439b808628b09f8eece932d79130ff563f958f3a1783e684"),
}


class WrongFileError(Exception):
    """A file is not the one that was chosen and reviewed."""


def read(folder: Path, *, packaged: bool) -> dict[str, bytes]:
    """Return the files of the decoder in a folder by the names that they have in the theme; {} if there are none.

    `packaged` says that they are called as in the package. WrongFileError if one is missing, or is another.
    """
    found = {}
    for name, (original, digest) in FILES.items():
        path = folder / (original if packaged else name)
        if not path.is_file():
            continue
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise WrongFileError(f"{path} is not the decoder that was chosen: delete {folder}, and run make")
        found[name] = data
    if found and len(found) < len(FILES):
        raise WrongFileError(f"{folder} has a part of the decoder only: delete it, and run make")
    return found


def place(package: Path = PACKAGE, theme: Path = THEME) -> bool:
    """Copy the decoder into the theme; say whether it is there now."""
    found = read(package, packaged=True)
    for name, data in found.items():
        theme.mkdir(parents=True, exist_ok=True)
        (theme / name).write_bytes(data)
    return bool(found)


class DecoderHook(BuildHookInterface):
    """Packs the decoder, which git ignores and hatchling would leave out."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files of the theme to what is built; say so where there are none."""
        if version == "editable":
            return  # The checkout is used as it is.
        theme = Path(self.root, "theme", "static", "qr")
        names = list(read(theme, packaged=False))
        if not names:
            self.app.display_warning("The decoder of QR codes is not in the theme, and will not be in this package.")
        inside = "testamur/theme/static/qr" if self.target_name == "wheel" else "theme/static/qr"
        build_data["force_include"].update({str(theme / name): f"{inside}/{name}" for name in names})


if __name__ == "__main__":
    try:
        sys.exit(not place())
    except WrongFileError as error:
        sys.exit(str(error))
