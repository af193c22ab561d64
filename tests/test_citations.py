"""Everything that comments, messages and pages cite is in this repository.

A page is cited as `docs/records.md`, a heading of it as `docs/records.md, "History"`, a decision record by its number.
"""

import ast
import re
import subprocess

import pytest

from paths import ROOT

DOCS = ROOT / "docs"
DECISIONS = {int(path.name[:4]): path for path in (DOCS / "decisions").glob("*.md")}
SUFFIXES = {".py", ".js", ".css", ".html", ".md", ".txt", ".yml", ".toml", ".svg", ".xml", ".po", ""}
# Documents of the project's makers. A user has none of them.
ELSEWHERE = re.compile(r"\bDESIGN\b|\bHOSTILE-INPUTS\b|\b(?:EXAMPLES|ROOMS|PAGES|LOG|TRANSLATIONS)(?:\.md|,? §)")
PAGE = re.compile(r"""\bdocs/([\w/-]+\.md)(?:, "([^"]+)")?""")
DECISION = re.compile(r"\bdecisions? ([1-9][0-9]*)\b|\bdecisions/([0-9]{4})\b")
TEST = re.compile(r"`(tests/[\w/.-]+)`")
TEST_IN_SOURCE = re.compile(r"\btests/[\w/-]+\.(?:py|mjs)\b")
# A name of ours in a docstring or a comment: it has an underscore, or names a module and what is in it.
NAME = re.compile(r"`([a-z]\w*(?:\.[A-Za-z]\w*)*)(?:\(\))?`")
FILE = re.compile(r"\.(?:py|js|yml|html|json)\Z")
COMMAND = re.compile(r"\btestamur docs (?!lists\b)([a-z][\w/-]*)(?: says under ([A-Z][\w ]+?) what)?")
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
CODE = re.compile(r"\b([A-Z])-[0-9]{2}\b")


def files(*places):
    """Every text file written by people, as listed by git, or as found in a copy without git."""
    done = subprocess.run(["git", "ls-files", "-z", *places], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.split("\0") if done.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [path for place in places for path in (ROOT / place).rglob("*")]
    wanted = (path for path in paths if path.is_file() and path.suffix in SUFFIXES and path.name != "test_citations.py")
    return sorted(path for path in wanted if "vectors" not in path.parts and "node_modules" not in path.parts)


def named(path):
    return path.relative_to(ROOT).as_posix()


def text_of(path):
    """Return a file's text in which a comment that goes on in the next line is one line."""
    return re.sub(r"[ \t]*\n[ \t]*(?:(?:#|//|\*)[ \t]+)?", " ", path.read_text(encoding="utf-8"))


def headings(path):
    """Return the headings of a page; a bold word at the start of a paragraph does not count."""
    return re.findall(r"^#+ (.+?)\s*$", path.read_text(encoding="utf-8"), re.MULTILINE)


def anchor(heading):
    """Return the fragment that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


SOURCE = files("plugins", "theme")
WRITTEN = files("plugins", "theme", "tests", "docs", "content", ".github", ".ci") + [
    ROOT / name
    for name in ("Makefile", "pyproject.toml", "pelicanconf.py", *(path.name for path in sorted(ROOT.glob("*.md"))))
]
# Less those that become pages of a site, or of somebody else's repository.
PAGES = [path for path in WRITTEN if path.suffix == ".md" and not {"content", "new_repository"} & set(path.parts)]


def test_the_searched_files_include_source_docs_and_tests():
    assert len(SOURCE) > 200
    assert {"README.md", "docs/operating.md", "tests/paths.py"} <= {named(path) for path in WRITTEN}


def test_no_citation_names_an_unpublished_document():
    assert [named(path) for path in WRITTEN if ELSEWHERE.search(path.read_text(encoding="utf-8"))] == []


def test_every_cited_page_exists_and_has_the_heading():
    lost = [
        (named(path), page, heading)
        for path in WRITTEN
        for page, heading in PAGE.findall(text_of(path))
        if not (DOCS / page).is_file() or (heading and heading not in headings(DOCS / page))
    ]
    assert lost == []


def test_every_cited_decision_exists():
    lost = [
        (named(path), found[0])
        for path in WRITTEN
        for found in DECISION.finditer(text_of(path))
        if int(found[1] or found[2]) not in DECISIONS
    ]
    assert lost == []


def test_every_test_that_a_page_names_is_there():
    named_tests = [(named(path), test) for path in PAGES for test in TEST.findall(path.read_text(encoding="utf-8"))]
    assert named_tests
    assert [(page, test) for page, test in named_tests if not (ROOT / test).exists()] == []


def test_every_test_that_source_code_names_is_there():
    named_tests = [(named(path), test) for path in SOURCE for test in TEST_IN_SOURCE.findall(text_of(path))]
    assert named_tests
    assert [(source, test) for source, test in named_tests if not (ROOT / test).is_file()] == []


ENGINE = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE if path.suffix == ".py"}
MODULES = {name for path in ENGINE for name in (path.stem, path.parent.name)}


def names_in(tree):
    """Every name that a module uses or defines."""
    for node in ast.walk(tree):
        for member in ("id", "attr", "name", "arg"):
            if isinstance(name := getattr(node, member, None), str):
                yield from name.split(".")


def prose(path, tree):
    """The docstrings and comments of a module."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    yield from (ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, documented))
    yield from (line.partition("#")[2] for line in path.read_text(encoding="utf-8").splitlines() if "#" in line)


def is_ours(name):
    return not FILE.search(name) and ("_" in name or name.partition(".")[0] in MODULES)


def test_every_name_of_ours_that_a_docstring_or_comment_cites_is_in_the_code():
    known = MODULES.union(*map(names_in, ENGINE.values()))
    cited = [
        (named(path), name)
        for path, tree in ENGINE.items()
        for text in prose(path, tree)
        for name in NAME.findall(text)
        if is_ours(name)
    ]
    assert len(cited) > 50
    assert [(source, name) for source, name in cited if not known.issuperset(name.split("."))] == []


def test_every_page_named_with_the_docs_command_exists():
    lost = [
        (named(path), page, heading)
        for path in WRITTEN
        for page, heading in COMMAND.findall(text_of(path))
        if not (DOCS / f"{page}.md").is_file() or (heading and heading not in headings(DOCS / f"{page}.md"))
    ]
    assert lost == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_link_between_pages_leads_to_an_existing_heading(path):
    for words, target in LINK.findall(path.read_text(encoding="utf-8")):
        address, _, fragment = target.partition("#")
        if re.match(r"[a-z]+:|\{", target):
            continue
        page = path.parent / address if address else path
        assert page.exists(), target
        assert not fragment or fragment in map(anchor, headings(page)), target
        number = re.fullmatch(r"decision ([0-9]+)", words)
        assert not number or page == DECISIONS[int(number[1])], target


def test_the_first_page_links_to_every_other():
    first = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = {(DOCS / target).resolve() for _, target in LINK.findall(first)}
    assert linked == {path for path in DOCS.rglob("*.md") if path != DOCS / "README.md"}


def test_decisions_are_numbered_without_gaps_in_file_names_and_titles():
    assert sorted(DECISIONS) == list(range(1, len(DECISIONS) + 1))
    assert all(headings(path)[0].startswith(f"{number}. ") for number, path in DECISIONS.items())


def test_source_code_cites_pages_and_no_numbers_of_the_catalogue():
    assert [named(path) for path in SOURCE if re.search(rf"\({CODE.pattern}", path.read_text(encoding="utf-8"))] == []


def test_every_letter_of_the_numbers_in_tests_is_explained():
    page = (DOCS / "threat-model.md").read_text(encoding="utf-8").partition("## Numbers in tests\n")[2]
    explained = set(re.findall(r"\| ([A-Z]) \|", page.partition("\n## ")[0]))
    used = {letter for path in files("tests") for letter in CODE.findall(path.read_text(encoding="utf-8"))}
    assert used <= explained
