"""What is in the archive beside the files of Testamur: makes the wheel of them that pip installs.

pip runs this from the unpacked archive, where nothing else is installed, so it uses the standard library alone. Follows
PEP 517, "Build backend interface", and the binary distribution format of the Python Packaging User Guide.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import lzma
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILES = "files.xz"
_DATE = (2020, 2, 2, 0, 0, 0)


def joined(contents: Mapping[str, bytes]) -> bytes:
    """Return files as one: a line of JSON with the length of each by name, then what is in them, in that order."""
    lengths = json.dumps({name: len(data) for name, data in contents.items()}, separators=(",", ":"))
    return lengths.encode() + b"\n" + b"".join(contents.values())


def split(data: bytes) -> dict[str, bytes]:
    """Return the files that were joined, by name."""
    line, _, rest = data.partition(b"\n")
    contents, start = {}, 0
    for name, length in json.loads(line).items():
        contents[name] = rest[start : start + length]
        start += length
    if start != len(rest):
        raise ValueError(f"{FILES} has {len(rest):,} bytes of files, and its first line speaks of {start:,}")
    return contents


def build_wheel(
    wheel_directory: str, config_settings: dict[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """Write a wheel of the files into a folder, and return its name. pip runs this in the folder of the archive."""
    del config_settings, metadata_directory
    contents = split(lzma.decompress(Path(FILES).read_bytes()))
    (info,) = {name.partition("/")[0] for name in contents if ".dist-info/" in name}
    made = f"{info.removesuffix('.dist-info')}-py3-none-any.whl"
    record = f"{info}/RECORD"
    # The format asks for the metadata at the end of the archive.
    names = sorted(contents, key=lambda name: (name.startswith(f"{info}/"), name))
    with zipfile.ZipFile(Path(wheel_directory, made), "w") as wheel:  # not compressed: it is unpacked at once
        for name in names:
            wheel.writestr(_entry(name), contents[name])
        wheel.writestr(_entry(record), _record(contents, names, record))
    return made


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as on Unix, on every system
    return entry


def _record(contents: Mapping[str, bytes], names: list[str], record: str) -> str:
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerows((name, record_hash(contents[name]), len(contents[name])) for name in names)
    writer.writerow((record, "", ""))
    return rows.getvalue()


def record_hash(data: bytes) -> str:
    """Return the hash of a file as RECORD has it."""
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
