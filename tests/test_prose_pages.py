"""The institution's own prose pages in a built site: nothing live, no address of ours, and practice always marked."""

import os
import shutil

import pytest

import blogs
from issuing import KEY, NOW, Random
from registries import FIRST, make_registry, run
from testamur.errors import PublishingError
from testamur.ledger import issuance
from testamur.records import registry
from testamur.terminal.building import build


def write(folder, name, text):
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def place(tmp_path):
    records = make_registry(tmp_path)
    (tmp_path / "pelicanconf.py").write_text(f"PATH = {str(tmp_path / 'content')!r}\nPLUGINS = ['testamur']\n")
    (tmp_path / "content" / "pages").mkdir(parents=True)
    issuance.issue(registry.load(records, today=NOW.date()), tmp_path / "ledger", KEY, now=NOW, random=Random(1))
    return tmp_path


def built(place):
    build(
        records=place / "credentials", ledger=place / "ledger", output=place / "output",
        settings=place / "pelicanconf.py", now=NOW, preview=False,
    )  # fmt: skip
    return place / "output"


def refusal(place):
    with pytest.raises(PublishingError) as caught:
        built(place)
    assert not (place / "output").exists()
    return str(caught.value)


def test_live_prose_is_refused_with_every_file_and_line(place):
    write(place, "pages/a.md", "Title: A\n\nHello\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n")
    write(place, "pages/b.md", "Title: B\nStatus: hidden\n\n<img src=x onerror=alert(1)>\n")
    write(place, "pages/c.html", "<html><head><title>C</title></head><body>\n<form></form></body></html>")
    write(place, "pages/d.md", "Title: D\nURL: javascript:alert(1)\n\nHello\n")
    write(place, "pages/e.md", "Title: E\n\n[x]({static}/live.html) [y]({static}/live.svg) [z]({static}/good.svg)\n")
    write(place, "live.html", "<script>alert(1)</script>")
    write(place, "live.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<script/></svg>')
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="9" height="9"/></svg>'
    write(place, "good.svg", drawing)
    said = refusal(place)
    for line in (
        "content/pages/a.md, line 5: the element <script>",
        "content/pages/a.md, line 7: an address with javascript:",
        "content/pages/b.md, line 4: the attribute onerror=",
        "content/pages/c.html, line 2: the element <form>",
        "content/pages/d.md: this page has no plain address",
        "content/live.html: a page links this file",
        "content/live.svg, line 2: ",
    ):
        assert line in said
    assert "good.svg" not in said


def test_what_may_stand_in_prose_is_in_its_page(place):
    write(place, "pages/a.md", 'Title: A\n\nHello <b id="x">you</b>, [z]({static}/quay.pdf)\n\n    <script>\n')
    write(place, "quay.pdf", "x")
    page = (built(place) / "a" / "index.html").read_text()
    assert '<b id="x">you</b>' in page
    assert "&lt;script&gt;" in page
    assert "script-src" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        (f"Save_As: awards/{FIRST}/index.html", f"credentials/awards/2026/{FIRST}.yml"),
        (f"Save_As: awards/{FIRST}/credential.json", f"awards/{FIRST}/credential.json"),
        ("Save_As: awards/aaaa-aaaa-aaaa-aaaa/index.html", "among the pages of records"),
        ("Save_As: en/Achievements/x.html", "among the pages of records"),
        ("Save_As: CNAME", "end in .html"),
        (f"Slug: awards/{FIRST}", f"credentials/awards/2026/{FIRST}.yml"),
        ("Slug: verify", "the page verify/"),
        ("Save_As: Index.HTML", "the page home"),
        ("Save_As: index.json", "index.json"),
        ("Save_As: issuer/did.json", "issuer/did.json"),
        ("Save_As: theme/style.html", "the files of the theme"),
        ("Save_As: ../output-evil/x.html", "outside output path"),
    ],
)
def test_a_prose_page_at_an_address_of_ours_is_refused_with_both_files(place, line, ours):
    write(place, "pages/clash.md", f"Title: A\n{line}\n\nHello\n")
    said = refusal(place)
    assert "content/pages/clash.md" in said
    assert ours in said


def test_two_prose_pages_at_one_address_are_refused_with_both_files(place):
    for name in ("a", "b"):
        write(place, f"pages/{name}.md", f"Title: {name}\nSave_As: x/index.html\n\nHello\n")
    said = refusal(place)
    assert "content/pages/a.md" in said
    assert "content/pages/b.md" in said


LEARNER = "name: Ada Okafor\nemail: ada.canary@mail.example\n"


@pytest.fixture
def beside_a_learner(place):
    """A place whose records hold an address that only the staff may see."""
    (place / "credentials/learners/l-1.yml").write_text(LEARNER)
    return place


def published(place):
    """Build a preview, refused or not, and return all bytes of the site."""
    run("build", "--preview", folder=place)
    return b"".join(path.read_bytes() for path in (place / "output").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pages/a.md", "Title: A\n\n[x]({attach}../../credentials/learners/l-1.yml)\n"),
        ("pages/a.md", "Title: A\n\n[x]({static}../../credentials/learners/l-1.yml)\n"),
        ("pages/a.rst", "A\n#\n\n.. include:: ../../credentials/learners/l-1.yml\n"),
        ("pages/a.rst", "A\n#\n\n.. include:: ../../credentials/learners/l-1.yml\n   :literal:\n"),
        ("pages/a.rst", "A\n#\n\n.. raw:: html\n   :file: ../../credentials/learners/l-1.yml\n"),
        ("pages/a.rst", "A\n#\n\n.. csv-table::\n   :file: ../../credentials/learners/l-1.yml\n"),
    ],
)
def test_no_prose_publishes_a_file_that_lies_elsewhere(beside_a_learner, name, text):
    write(beside_a_learner, name, text)
    assert b"ada.canary" not in published(beside_a_learner)


@pytest.mark.parametrize(
    ("link", "target"),
    [("pages/i", "../../credentials/learners"), ("pages/l-1.yml", "../../credentials/learners/l-1.yml")],
)
def test_a_symbolic_link_among_the_prose_is_refused_before_it_is_read(beside_a_learner, link, target):
    (beside_a_learner / "content" / link).symlink_to(target)
    write(beside_a_learner, "pages/a.md", "Title: A\n\n[x]({attach}i/l-1.yml) [y]({attach}l-1.yml)\n")
    assert f"content/{link}: this is a symbolic link" in refusal(beside_a_learner)


def test_a_pipe_among_the_prose_is_not_waited_for(place):
    os.mkfifo(place / "content/pages/a.md")
    assert "content/pages/a.md: this is no plain file" in refusal(place)


def test_a_folder_of_prose_that_holds_the_records_is_refused(place):
    (place / "pelicanconf.py").write_text(f"PATH = {str(place)!r}\nPAGE_PATHS = ['content/pages']\n")
    assert "credentials/ in it" in refusal(place)


def test_without_a_page_there_need_be_no_folder_of_prose(place):
    """Git keeps no empty folder."""
    (place / "content/pages").rmdir()
    (place / "content").rmdir()
    assert (built(place) / "index.html").is_file()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x = (", "pelicanconf.py, line 2: '(' was never closed. Correct"),
        ("import nowhere", "pelicanconf.py, line 2: ModuleNotFoundError: No module named 'nowhere'. Correct"),
        ("import sys; sys.exit(3)", "pelicanconf.py, line 2: SystemExit: 3. Correct"),
        ("PATH = 'pelicanconf.py'", "PATH is 'pelicanconf.py', which is no folder"),
        ("THEME = 'nowhere'", "Could not find the theme nowhere. Correct"),
        ("PAGE_PATHS = 3", "TypeError: 'int' object is not iterable. Correct"),
        ("JINJA_FILTERS = 3", "TypeError: 'int' object is not iterable. Look there, in"),
        ("THEME_TEMPLATES_OVERRIDES = ['over']", "ZeroDivisionError: division by zero. Look there, in"),
    ],
)
def test_settings_and_templates_that_fail_are_no_fault_of_ours(place, line, told):
    (place / "over").mkdir()
    (place / "over/page.html").write_text("{{ 1 / 0 }}")
    write(place, "pages/a.md", "Title: A\n\nHello\n")
    (place / "pelicanconf.py").write_text(f"PATH = 'content'\n{line}\n")
    failed = run("build", folder=place)
    assert (failed.code in {1, 2}, told in failed.err) == (True, True), failed.err


def test_settings_that_are_named_have_to_be_there(place):
    failed = run("build", "--settings", "nowhere.py", folder=place)
    assert (failed.code, "there is no file nowhere.py" in failed.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"Title: Jos\xe9\n\nx\n", "pages/a.md: 'utf-8' codec can't decode byte 0xe9"),
        (b"Title: A\nDate: yesterday\n\nx\n", "pages/a.md: 'yesterday' is not a valid date"),
        (b"Title: A\nTemplate: award\n\nx\n", "content/pages/a.md: Template: award is for pages of records"),
    ],
)
def test_prose_that_cannot_be_read_is_told_with_its_file_and_why(place, text, told):
    (place / "content/pages/a.md").write_bytes(text)
    assert told in refusal(place)


def test_a_file_in_which_hosts_look_for_settings_is_refused(place):
    write(place, "_redirects", "/awards/* https://evil.example/:splat 302\n")
    write(place, "pages/a.md", "Title: A\n\n[x]({static}/_redirects)\n")
    assert "content/_redirects: a page links this file, and hosts take one of this name as settings" in refusal(place)


def plain_pelican(place):
    settings = (place / "pelicanconf.py").read_text()
    return blogs.pelican(place, f"{settings}TESTAMUR_PATH = ''\nPLUGINS = ['testamur']\n")


def test_plain_pelican_builds_a_registry_that_is_real(place):
    code, said = plain_pelican(place)
    assert code == 0, said
    assert (place / "out" / "awards" / FIRST / "index.html").is_file()


def test_plain_pelican_makes_no_practice_site_without_its_marks(place):
    shutil.rmtree(place / "ledger")
    make_registry(place, practice="true")
    code, said = plain_pelican(place)
    assert code != 0
    assert "practice mode: testamur build makes its" in said
    assert not list((place / "out").rglob("*.html"))


def test_testamur_build_marks_every_page_of_a_practice_site(place):
    shutil.rmtree(place / "ledger")
    make_registry(place, practice="true")
    write(place, "pages/a.md", "Title: A\n\nHello\n")
    assert run("build", folder=place).code == 0
    assert all("PRACTICE" in path.read_text() for path in (place / "output").rglob("*.html"))


def test_no_practice_site_takes_the_place_of_real_awards(place):
    before = {path.name for path in built(place).rglob("*")}
    make_registry(place, practice="true")
    failed = run("build", folder=place)
    assert (failed.code, "ledger/ has real awards" in failed.err) == (1, True)
    assert {path.name for path in (place / "output").rglob("*")} == before


def test_practice_mode_does_not_come_back_once_a_ledger_was_begun(place):
    make_registry(place, practice="true", ledgerId="7k3q-9d2m-xw4t-8hzn")
    for arguments in (["check"], ["build"], ["go-live", "--yes"]):
        failed = run(*arguments, folder=place)
        assert (failed.code, "[practice-again]" in failed.err + failed.out) == (1, True)
