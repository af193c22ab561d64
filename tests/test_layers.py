"""The house stands as it is drawn: imports point downwards, and a build does not load what signs."""

import ast
import functools
import subprocess
import sys
from itertools import pairwise

from paths import ROOT

ENGINE = ROOT / "plugins" / "testamur"
# docs/architecture.md, "The rooms". Each imports from those before it.
FLOORS = [
    {"errors"},
    {"records"},
    {"credentials", "proofs"},
    {"ledger", "verification"},
    {"publishing", "authoring"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(path for path in ENGINE.rglob("*.py") if path != ENGINE / "__init__.py")
PLUGIN = sorted((ROOT / "plugins" / "pelican").rglob("*.py"))
SIGNING = {
    "testamur.proofs.keys",
    "testamur.ledger.issuance",
    "testamur.ledger.issuing_statements",
    "testamur.ledger.signing_run",
}


@functools.cache
def source(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path):
    """The modules of ours that a file names, each whole."""
    for node in ast.walk(source(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module):
    return module.split(".")[1] if module.startswith("testamur.") else None


def named(path):
    return path.relative_to(ROOT / "plugins").as_posix()


def above(path):
    """What a module imports from a room above its own."""
    own = path.relative_to(ENGINE).parts[0].removesuffix(".py")
    return {name for name in imports(path) if room(name) in FLOOR and FLOOR[room(name)] > FLOOR[own]}


def test_imports_point_downwards():
    assert {named(path): above(path) for path in MODULES if above(path)} == {}


def test_the_site_does_not_import_what_signs():
    site = [*sorted((ENGINE / "publishing").rglob("*.py")), *PLUGIN]
    assert {named(path) for path in site if not SIGNING.isdisjoint(imports(path))} == set()


def test_a_build_does_not_load_what_signs():
    script = (
        "import sys, pelican; pelican.__path__.append('plugins/pelican')\n"
        "import pelican.plugins.testamur, testamur.publishing.site.everything\n"
        f"print(sorted({SIGNING!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "plugins"},
        check=True,
    )
    assert done.stdout.strip() == "[]"


def imported_at_once(path):
    """The packages that a module imports when it is imported itself."""
    top = [node for node in source(path).body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in top if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names if name}


def test_the_engine_does_not_import_pelican_at_its_door():
    assert {named(path) for path in MODULES if "pelican" in imported_at_once(path)} == set()


def test_every_module_opens_by_saying_what_it_is():
    assert {named(path) for path in MODULES if not ast.get_docstring(source(path))} == set()


def test_the_floors_are_all_the_rooms_there_are():
    rooms = {
        path.name.removesuffix(".py")
        for path in ENGINE.iterdir()
        if path.name not in {"__init__.py", "__pycache__", "py.typed"}
    }
    assert rooms == set(FLOOR)
    assert all(lower.isdisjoint(upper) for lower, upper in pairwise(FLOORS))
