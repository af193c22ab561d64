"""Adding a public key to `issuer.yml`, without touching another line of it."""

from __future__ import annotations

from pathlib import Path

from testamur.records import files, yaml_subset

HEAD = "verificationMethod:"
_LIMIT = 256 * 1024  # bytes of a record


def add(file: Path, line: str) -> bool:
    """Add `line` (of `keysheet.issuer_line`) at the end of `issuer.yml`, whole; False when it does not go there.

    It does not where the list of keys is not the last thing in the file, or is written on one line: a person does
    that better. The file is then as it was.
    """
    before = files.read(file, _LIMIT)
    read = yaml_subset.parse(before, file.name).value
    added = yaml_subset.parse(f"{HEAD}\n{line}\n".encode(), file.name).value
    if read is None or added is None:
        return False
    methods = read.get("verificationMethod", [])
    wanted = (
        {**read, "verificationMethod": [*methods, *added["verificationMethod"]]} if isinstance(methods, list) else None
    )
    stem = before if before.endswith(b"\n") else before + b"\n"
    for text in (f"{line}\n", f"{HEAD}\n{line}\n"):
        data = stem + text.encode()
        if wanted is not None and yaml_subset.parse(data, file.name).value == wanted:
            draft = file.with_name(f".{file.name}.new")
            draft.write_bytes(data)
            draft.replace(file)
            return True
    return False
