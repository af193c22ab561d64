"""The institution's own prose pages in a built site: nothing live, no address of ours, and practice always marked."""

import os
import subprocess
import sys

import pytest

from issuing import KEY, NOW, Random
from paths import ROOT
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
        (f"Save_As: awards/{FIRST}/credential.json", f"credentials/awards/2026/{FIRST}.yml"),
        (f"Slug: awards/{FIRST}", f"credentials/awards/2026/{FIRST}.yml"),
        ("Slug: verify", "the page verify/"),
        ("Save_As: Index.HTML", "the page home"),
        ("Save_As: index.json", "index.json"),
        ("Save_As: issuer/did.json", "issuer/did.json"),
        ("Save_As: theme/style.css", "the files of the theme"),
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


def plain_pelican(place):
    script = f"import pelican; pelican.__path__.append({str(ROOT / 'plugins' / 'pelican')!r}); pelican.main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    return subprocess.run(
        [sys.executable, "-c", script, "-s", "pelicanconf.py", "-o", "out"],
        cwd=place, capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


def test_plain_pelican_builds_a_registry_that_is_real(place):
    done = plain_pelican(place)
    assert done.returncode == 0, done.stderr
    assert (place / "out" / "awards" / FIRST / "index.html").is_file()


def test_plain_pelican_makes_no_practice_site_without_its_marks(place):
    make_registry(place, practice="true")
    done = plain_pelican(place)
    assert done.returncode != 0
    assert "this registry is in practice mode" in " ".join((done.stdout + done.stderr).split())
    assert not list((place / "out").rglob("*.html"))


def test_testamur_build_marks_every_page_of_a_practice_site(place):
    make_registry(place, practice="true")
    write(place, "pages/a.md", "Title: A\n\nHello\n")
    assert run("build", folder=place).code == 0
    assert all("PRACTICE" in path.read_text() for path in (place / "output").rglob("*.html"))
