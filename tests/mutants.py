"""Mutants of JSON documents, aimed at readers that take one type for another: a list for its text, null for nothing.

A mutant is the text of a document in which one member, at any depth, was replaced, removed, doubled or added to. Texts
are written here, for no library writes 1.0 beside 1, 1e400, or one member twice.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


class Raw:
    """What is written as it is: a number in a spelling of its own."""

    def __init__(self, text: str) -> None:
        self.text = text


class Twice:
    """An object in which one member stands a second time, under a name that may differ in its case."""

    def __init__(self, members: dict[str, Any], name: str, value: Any) -> None:
        self.members, self.name, self.value = members, name, value


SCALARS = [None, True, False, 0, 1, Raw("1.0"), -1, Raw("1e400"), Raw("-0"), "", "0", "null", [], {}]
NAMES = ["", "__proto__", "constructor", "toString", "@context", "id", "type", "created", "to", "state", "statusSize"]


def written(value: Any) -> str:
    """The text of a document, with Raw and Twice in it."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, Twice):
        return _object([*value.members.items(), (value.name, value.value)])
    if isinstance(value, dict):
        return _object(list(value.items()))
    if isinstance(value, list):
        return f"[{','.join(map(written, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _object(members: list[tuple[str, Any]]) -> str:
    return "{" + ",".join(f"{json.dumps(name, ensure_ascii=False)}:{written(value)}" for name, value in members) + "}"


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a document but its root."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from paths(inner, (*path, step))


def at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def replacements(value: Any) -> list[Any]:
    """What stands in place of a value: other types, and what looks like it."""
    found = [*SCALARS, [value], [value, value], {"": value}, {"id": value}, [[value]]]
    if isinstance(value, str):
        found += [value + " ", " " + value, value.upper(), value + "\0", {"toString": value}, [value, ""]]
        if value.isdecimal():
            found += [int(value), Raw(f"{value}.0")]
    if isinstance(value, int):
        found += [str(value), Raw(f"{int(value)}.0"), Raw(f"{int(value)}e0")]
    if isinstance(value, list) and value:
        found += [value[0], value[::-1], [*value, None], [None, *value], [*value, value[0]]]
        found += [{str(number): one for number, one in enumerate(value)}]
    if isinstance(value, dict):
        found += [list(value.values()), list(value.items()), written(value)]
    return found


def mutants(document: Any) -> Iterator[tuple[str, Path, Any]]:
    """A name, the place and the whole document of each mutant."""
    for path in paths(document):
        value = at(document, path)
        for number, other in enumerate(replacements(value)):
            yield f"{path} is {_short(other)} ({number})", path, _changed(document, path, other)
        if isinstance(path[-1], str):
            yield f"{path} is gone", path, _changed(document, path, None, remove=True)
            parent = at(document, path[:-1])
            for name in (path[-1], path[-1].upper(), path[-1].capitalize()):
                yield (
                    f"{path} stands again as {name!r}",
                    path,
                    _changed(document, path[:-1], Twice(parent, name, value)),
                )
    for path in [(), *paths(document)]:
        if isinstance(value := at(document, path), dict):
            for name in NAMES:
                for other in (None, "x", {"@context": "https://evil.example/"}, 1, Raw("1.0"), True, []):
                    added = {**value, name: other}
                    yield f"{path} has {name!r}, {_short(other)}", (*path, name), _changed(document, path, added)


def _changed(document: Any, path: Path, value: Any, *, remove: bool = False) -> Any:
    if not path:
        return value
    made = copy.copy(document)
    step = path[0]
    if len(path) > 1:
        made[step] = _changed(document[step], path[1:], value, remove=remove)
    elif remove:
        del made[step]
    else:
        made[step] = value
    return made


def _short(value: Any) -> str:
    return written(value)[:60]
