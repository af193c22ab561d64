"""The house stands as it is drawn: imports point downwards in one order, and a build does not load what signs."""

import ast
import functools
import re
import subprocess
import sys
from collections import Counter

from paths import ROOT

ENGINE = ROOT / "plugins" / "testamur"
# docs/architecture.md, "The rooms": each imports from those above it here, and from no other.
ORDER = [
    "errors",
    "installed",
    "cache_folder",
    "cache_entries",
    "garbage",
    "freed_memory",
    "process_limits",
    "processes",
    "disk",
    "seen_files",
    "text",
    "pictures",
    "records",
    "figures",
    "proofs",
    "log",
    "credentials",
    "verification",
    "ledger",
    "publishing",
    "authoring",
    "terminal",
    "github",
    "cli",
    "__main__",
]
# The same within a room, where it has rooms of its own; a module that lies in the room itself is called by its name.
INSIDE = {
    "records": [
        "model",
        "parsing",
        "rules",
        "pathways",
        "draft",
        "cross_checks",
        "signed_files",
        "seen_records",
        "registry",
        "pathway_progress",
        "changes",
    ],
    "publishing": [
        "words",
        "art",
        "published_proofs",
        "signed_lists",
        "seen_awards",
        "site_log",
        "publication",
        "sealed_awards",
        "views",
        "rendering",
        "site",
    ],
    "authoring": [
        "editing",
        "finding",
        "courses",
        "spreadsheets",
        "translating",
        "endorsing",
        "acts",
        "repository",
        "issuing",
        "handing_out",
        "archiving",
        "log_check",
        "record_check",
    ],
}
MODULES = sorted(path for path in ENGINE.rglob("*.py") if path != ENGINE / "__init__.py")
PLUGIN = sorted((ROOT / "plugins" / "pelican").rglob("*.py"))
SIGNING = {
    "testamur.proofs.keys",
    "testamur.ledger.issuance",
    "testamur.ledger.issuing_awards",
    "testamur.ledger.issuing_statements",
    "testamur.ledger.signing.award_drafts",
    "testamur.ledger.signing.side_by_side",
    "testamur.ledger.signing_run",
}
MOST_MODULES = 15
MOST_LINES = 250
# CONTRIBUTING.md, "House style": a longer module says these words in its docstring, and then the reason.
WHY_LONGER = re.compile(r"longer than other modules since \w")


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


def place(module, depth):
    """The name of a room (depth 1), or of a room in it (depth 2): `testamur.records.parsing.files` → `parsing`."""
    parts = module.split(".")
    return parts[depth] if parts[0] == "testamur" and len(parts) > depth else None


def dotted(path):
    parts = path.relative_to(ENGINE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def named(path):
    return path.relative_to(ROOT / "plugins").as_posix()


def above(path, order, depth, room=None):
    """What a module imports from a place that comes after its own in `order`."""
    own = place(dotted(path), depth)
    names = {name for name in imports(path) if room is None or place(name, 1) == room}
    found = {name: place(name, depth) for name in names}
    return {name for name, where in found.items() if where in order and order.index(where) > order.index(own)}


def test_imports_point_downwards():
    assert {named(path): found for path in MODULES if (found := above(path, ORDER, 1))} == {}


def test_imports_point_downwards_inside_the_rooms_that_have_rooms():
    wrong = {
        named(path): found
        for room, order in INSIDE.items()
        for path in sorted((ENGINE / room).rglob("*.py"))
        if place(dotted(path), 2) and (found := above(path, order, 2, room))
    }
    assert wrong == {}


def entries(folder):
    """What a folder holds: modules and rooms of its own."""
    return {path.stem for path in folder.iterdir() if (path.suffix == ".py" or (path / "__init__.py").is_file())} - {
        "__init__"
    }


def test_the_order_has_every_room():
    assert entries(ENGINE) == set(ORDER)
    assert {room: entries(ENGINE / room) for room in INSIDE} == {room: set(order) for room, order in INSIDE.items()}


def test_no_room_is_crowded():
    modules = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {named(folder): number for folder, number in modules.items() if number > MOST_MODULES} == {}


def test_every_room_opens_by_saying_what_happens_in_it():
    folders = {path.parent for path in MODULES}
    assert [named(folder) for folder in folders if not ast.get_docstring(source(folder / "__init__.py"))] == []


def test_every_module_opens_by_saying_what_it_is():
    assert {named(path) for path in MODULES if not ast.get_docstring(source(path))} == set()


def test_a_long_module_says_why_it_is_long():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    wrong = [
        f"{named(path)} has {number} lines"
        for path, number in lines.items()
        if number > MOST_LINES and not WHY_LONGER.search(" ".join((ast.get_docstring(source(path)) or "").split()))
    ]
    assert not wrong, "split these, or say in the docstring why it is longer than other modules:\n" + "\n".join(wrong)


def test_the_drawing_in_the_docs_is_this_order():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = text.partition("## The rooms")[2].partition("```\n")[2].partition("```")[0]
    drawn = [word for line in drawing.splitlines() if (word := re.match(r"(\w+)", line))]
    assert [word[1] for word in drawn] == ORDER


def test_the_site_does_not_import_what_signs():
    site = [*sorted((ENGINE / "publishing").rglob("*.py")), *PLUGIN]
    assert {named(path) for path in site if not SIGNING.isdisjoint(imports(path))} == set()


def test_a_build_does_not_load_what_signs():
    script = (
        "import sys, pelican; pelican.__path__.append('plugins/pelican')\n"
        "import pelican.plugins.testamur, testamur.publishing.site.common_items\n"
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


def test_what_names_github_by_its_environment_is_in_its_room():
    elsewhere = [path for path in MODULES if place(dotted(path), 1) not in {"github", "cli"}]
    assert {named(path) for path in elsewhere if "GITHUB_" in path.read_text(encoding="utf-8")} == set()
