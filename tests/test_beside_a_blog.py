"""Testamur beside a Pelican site: nothing until asked, a registry below a path, and a blog that stays as it was."""

import os
import time

import pytest

import judges
from blogs import (
    LATER,
    MOUNTED,
    SETTINGS,
    copied,
    make_blog,
    pelican,
    pelican_here,
    refusal,
    write,
)
from issuing import tree
from registries import FIRST, run


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    """A blog beside a registry, of which nothing was made yet."""
    return make_blog(tmp_path_factory.mktemp("blog"))


@pytest.fixture
def place(blog, tmp_path):
    return copied(blog, tmp_path)


@pytest.fixture(scope="module")
def standing(blog, tmp_path_factory):
    """A blog as it was (`before`), the same with the registry (`out`), and what `testamur build` makes (`built`)."""
    folder = copied(blog, tmp_path_factory.mktemp("standing"))
    assert pelican(folder, SETTINGS, "before")[0] == 0
    assert pelican(folder)[0] == 0
    done = run("build", "--output", "built", folder=folder)
    assert done.code == 0, done.err
    return folder


@pytest.mark.parametrize(("asked", "there"), [("", False), ('TESTAMUR_PATH = "badges"\n', True)])
def test_a_plugin_that_is_installed_and_named_nowhere_does_what_it_is_asked_and_else_nothing(place, asked, there):
    # Pelican then loads all plugins that are installed, of which `search` needs a program.
    write(place, "bin/stork", "#!/bin/sh\n")
    (place / "bin" / "stork").chmod(0o755)
    settings = SETTINGS.replace('PLUGINS = ["testamur"]\n', asked)
    code, said = pelican(place, settings, PATH=f"{place / 'bin'}:/usr/bin:/bin")
    assert code == 0, said
    assert (place / "out" / "day-1.html").is_file()
    assert (place / "out" / "badges").exists() == there


def test_every_page_of_a_blog_of_thirty_articles_stays_the_same(standing):
    after = {name: data for name, data in tree(standing / "out").items() if not name.startswith("badges/")}
    assert sum(name.startswith("day-") for name in after) == 30
    assert after == tree(standing / "before")


def test_the_registry_below_a_path_is_what_testamur_build_makes(standing):
    built = tree(standing / "built")
    assert f"awards/{FIRST}/credential.json" in built
    assert "theme/words/fr.json" in built
    assert tree(standing / "out" / "badges") == built


def test_an_award_below_a_path_verifies_on_the_whole_site(standing):
    credential = standing / "out" / "badges" / "awards" / FIRST / "credential.json"
    done = run("verify", str(credential), "--site", str(standing / "out" / "badges"), folder=standing)
    assert done.code == 0, done.out + done.err


def test_again_and_again_makes_the_same_site(standing):
    once = tree(standing / "out")
    assert pelican_here(standing)[0] == 0
    assert tree(standing / "out") == once


def test_nothing_but_a_lock_is_left_beside_the_site(standing):
    assert [path.name for path in standing.iterdir() if path.name.startswith(".out")] == [".out.badges.lock"]


def test_a_registry_of_its_own_is_what_testamur_build_makes_again_and_again(tmp_path):
    folder = make_blog(tmp_path, base="https://badges.example")
    for path in (folder / "content").glob("*.md"):
        path.unlink()
    settings = 'PATH = "content"\nPLUGINS = ["testamur"]\nTESTAMUR_PATH = ""\nDELETE_OUTPUT_DIRECTORY = True\n'
    for _ in range(2):
        code, said = pelican_here(folder, settings)
        assert code == 0, said
    assert run("build", "--output", "built", folder=folder).code == 0
    assert tree(folder / "out") == tree(folder / "built")


def test_what_was_erased_is_gone_after_the_next_run(place):
    assert pelican_here(place)[0] == 0
    (place / "out/badges/awards/left-over.html").write_text("x")
    os.utime(place / "out/badges/awards/left-over.html")
    time.sleep(0.02)
    assert pelican_here(place)[0] == 0
    assert not (place / "out/badges/awards/left-over.html").exists()


def test_the_blogs_output_may_be_deleted_and_the_registry_stays_until_a_new_one_is_whole(place):
    settings = f"{MOUNTED}DELETE_OUTPUT_DIRECTORY = True\n"
    assert pelican_here(place, settings)[0] == 0
    before = tree(place / "out" / "badges")
    write(place, "content/clash.md", f"Save_As: badges/x.html\n{LATER}")
    assert "content/clash.md" in refusal(place, settings)
    assert tree(place / "out" / "badges") == before


LIST = """\
{% from "testamur/badge.html" import badge, badges %}
{{ badges(testamur.achievements, SITEURL) }}
{% for award in testamur.awards[:1] %}{{ badge(award, SITEURL) }}{{ award.date }}{% endfor %}
"""


def listed(place, more=""):
    write(place, "blogs/list.html", LIST)
    settings = f'{MOUNTED}THEME_TEMPLATES_OVERRIDES = ["blogs"]\nDIRECT_TEMPLATES = ["index", "list"]\n{more}'
    code, said = pelican_here(place, settings)
    assert code == 0, said
    return (place / "out" / "list.html").read_text()


def test_a_blogs_template_lists_achievements_and_awards(place):
    page = listed(place)
    assert '<a class="badge" href="https://blog.example/badges/achievements/visit/">' in page
    assert f'href="https://blog.example/badges/awards/{FIRST}/"' in page
    assert "<bdi>Ada Okafor</bdi>" in page
    assert "2026-05-14" in page


def test_a_records_text_is_no_markup_in_a_blogs_template(tmp_path):
    hostile = "name: A <script>alert(1)</script>\nachievementType: MicroCredential\ndescription: x\ncriteria: x\n"
    place = make_blog(tmp_path, files={"achievements/bad.yml": hostile})
    page = listed(place)
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_template_of_ones_own_changes_the_registrys_pages(place):
    write(place, "mine/verify.html", '{% extends "!theme/verify.html" %}{% block title %}Mine{% endblock %}')
    code, said = pelican_here(place, f'{MOUNTED}TESTAMUR_TEMPLATES_OVERRIDES = ["mine"]\n')
    assert code == 0, said
    assert "<title>Mine</title>" in (place / "out/badges/verify/index.html").read_text()


def test_a_mistake_in_a_template_is_told_with_file_and_line(place):
    write(place, "mine/verify.html", "\n{{ nowhere.x }}")
    said = refusal(place, f'{MOUNTED}TESTAMUR_TEMPLATES_OVERRIDES = ["mine"]\n')
    assert "mine/verify.html, line 2: UndefinedError: 'nowhere' is undefined" in said


# What plugins of the blog see of the registry

LOOKS = """\
from pathlib import Path

from pelican import signals

HERE = Path(__file__).parent


def look(pelican):
    output = Path(pelican.output_path)
    seen = sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    (HERE / "seen.txt").write_text("\\n".join(seen))
    if (HERE / "fail").exists():
        (output / "badges").mkdir()
        (output / "badges" / "index.html").write_text("foreign")
        raise ValueError("no")


def register():
    signals.finalized.connect(look)
"""
LOOKED_AT = f'{MOUNTED}PLUGIN_PATHS = ["own"]\nPLUGINS = ["testamur", "looks"]\n'


@pytest.fixture(scope="module")
def looked_at(blog, tmp_path_factory):
    """A blog with a plugin that goes through all of the output, made once."""
    folder = copied(blog, tmp_path_factory.mktemp("looked-at"))
    write(folder, "own/looks.py", LOOKS)
    assert pelican(folder, LOOKED_AT)[0] == 0
    return folder


def test_a_plugin_that_goes_through_the_output_never_sees_the_registry(looked_at):
    once = (looked_at / "own" / "seen.txt").read_text()
    assert "day-30.html" in once
    assert pelican(looked_at, LOOKED_AT)[0] == 0
    assert (looked_at / "own" / "seen.txt").read_text() == once
    assert "badges/" not in once


def test_after_a_plugin_of_the_blog_failed_the_registry_that_stood_is_back(looked_at, tmp_path):
    place = copied(looked_at, tmp_path)
    before = tree(place / "out" / "badges")
    (place / "own" / "fail").touch()
    assert pelican(place, LOOKED_AT)[0] == 1
    assert tree(place / "out" / "badges") == before


# What strangers' verifiers say of an award below a path

CHECKS = {
    judges.digital_bazaar: {judges.RDFC, judges.JCS, "status"},
    judges.dcc: judges.DCC_CHECKS,
    judges.openvc_core: {judges.RDFC, judges.JCS, "status"},
    judges.openbadgeslib: {judges.RDFC, "status"},
    judges.awr: {judges.JCS, "validity"},
}
URL = "https://blog.example"


@pytest.mark.parametrize("judge", CHECKS, ids=lambda judge: judge.__name__)
def test_verifiers_of_others_accept_an_award_below_a_path_and_refuse_it_once_changed(standing, judge):
    web = {f"{URL}/{name}": data for name, data in tree(standing / "out").items() if name.endswith(".json")}
    text = web[f"{URL}/badges/awards/{FIRST}/credential.json"]
    assert b"Ada Okafor" in text
    good, bad = judge([text, text.replace(b"Ada Okafor", b"Eve Okafor")], web)
    assert (good.accepted, good.passed) == (True, CHECKS[judge]), good.refused
    assert not bad.accepted


def test_an_output_that_is_a_link_has_the_runs_own_files_beside_the_folder_itself(place):
    (place / "disk" / "www").mkdir(parents=True)
    (place / "out").symlink_to(place / "disk" / "www")
    for _ in range(2):
        code, said = pelican_here(place)
        assert code == 0, said
    assert (place / "disk" / "www" / "badges" / "index.html").is_file()
    assert sorted(path.name for path in (place / "disk").iterdir()) == [".www.badges.lock", "www"]


def test_one_block_that_is_overridden_leaves_the_rest_of_the_page(place):
    write(place, "mine/home.html", '{% extends "!theme/home.html" %}{% block title %}Ours{% endblock %}')
    write(place, "pelicanconf.py", MOUNTED)
    assert run("build", "--output", "built", folder=place).code == 0
    code, said = pelican_here(place, f'{MOUNTED}TESTAMUR_TEMPLATES_OVERRIDES = ["mine"]\n')
    assert code == 0, said
    changed, usual = ((place / name / "index.html").read_text() for name in ("out/badges", "built"))
    assert "<title>Ours</title>" in changed
    assert changed.partition("</title>")[2] == usual.partition("</title>")[2]
