"""What cannot be beside a blog: settings and files that are refused by name, with the remedy, and nothing written."""

from pathlib import Path

import pytest

from blogs import LATER, MOUNTED, SETTINGS, copied, make_blog, pelican_here, refusal, write
from issuing import tree
from paths import ROOT
from pelican.plugins.testamur import themes
from registries import run

EXTENDS = 'extends "base.html"'


def test_a_theme_needs_every_template_that_is_a_page():
    pages = [path.stem for path in (ROOT / "theme/templates").glob("*.html") if EXTENDS in path.read_text("utf-8")]
    assert sorted(pages) == sorted(themes.NEEDED)


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    return make_blog(tmp_path_factory.mktemp("blog"))


@pytest.fixture
def place(blog, tmp_path):
    return copied(blog, tmp_path)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('TESTAMUR_PATH = "/badges/"', "TESTAMUR_PATH = '/badges/' is no plain path"),
        ('TESTAMUR_PATH = "../badges"', "is no plain path"),
        ("TESTAMUR_PATH = True", "TESTAMUR_PATH = True is no plain path"),
        ('TESTAMUR_PATH = "b\u00e4dges"', "is no plain path"),
        ('TESTAMUR_PATH = "blog/../badges"', "is no plain path"),
        ('TESTAMUR_PATH = "Badges"', "puts the registry below /Badges/, and its base is https://blog.example/badges"),
        ('TESTAMURPATH = "badges"', "TESTAMURPATH is no setting of Testamur's"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_RECORDS = ""', "TESTAMUR_RECORDS = '' names no folder"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_THEME = 3', "TESTAMUR_THEME = 3 names no folder"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_TEMPLATES_OVERRIDES = "mine"', "= 'mine' is no list of folders"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_TEMPLATES_OVERRIDES = None', "= None is no list of folders"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_TEMPLATES_OVERRIDES = ["gone"]', "names gone, which is no folder"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_THEME = "content"', "To change how the registry looks, leave TESTAMUR_TH"),
        ('TESTAMUR_PATH = "badges"\nCATEGORY_SAVE_AS = "{slug}s"', "badges was written by the blog or a plugin of it"),
        ('TESTAMUR_PATH = "badges"\nCATEGORY_SAVE_AS = "{slug}s/x.html"', "badges/x.html was written by the blog"),
        ('TESTAMUR_PATH = "awards"', "its base is https://blog.example/badges (issuer.yml)"),
        ('TESTAMUR_PAHT = "badges"', "TESTAMUR_PAHT is no setting of Testamur's"),
        ('TESTAMUR_RECORDS = "credentials"', "TESTAMUR_PATH is not. Write where the registry goes"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_RECORDS = "nowhere"', "there are no records in"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_LEDGER = "nowhere"', "there is no ledger in"),
        ('TESTAMUR_PATH = "badges"\nTESTAMUR_THEME = "content"', "is no theme of a registry: it has no 404.html"),
        ('TESTAMUR_PATH = "badges"\nFEED_ALL_RSS = "badges/feed.xml"', "FEED_ALL_RSS = 'badges/feed.xml' lies below"),
        ('TESTAMUR_PATH = "badges"\nTHEME_STATIC_DIR = "badges"', "THEME_STATIC_DIR = 'badges' lies below"),
        ('TESTAMUR_PATH = "badges"\nCATEGORY_SAVE_AS = "Badges/{slug}.html"', "CATEGORY_SAVE_AS = 'Badges/"),
        (
            'TESTAMUR_PATH = "badges"\nARTICLE_SAVE_AS = "{category}s/{slug}.html"',
            "content/day-1.md would be published",
        ),
        (
            'TESTAMUR_PATH = "badges"\nPATH = "."\nTESTAMUR_RECORDS = __file__[:-14] + "credentials"',
            "has credentials/ in it, or lies in it",
        ),
        ('TESTAMUR_PATH = "badges"\nSTATIC_PATHS = ["../credentials"]', "credentials/issuer.yml is the registry's"),
        ('TESTAMUR_PATH = ""', "is an article, and a registry that is the whole site has none"),
        (
            'TESTAMUR_PATH = ""\nFEED_ALL_ATOM = "x.xml"',
            "FEED_ALL_ATOM = 'x.xml': a registry that is the whole site decides",
        ),
        ('TESTAMUR_PATH = ""\nPLUGINS = ["testamur"]', 'give the registry a path: TESTAMUR_PATH = "badges"'),
    ],
)
def test_settings_that_cannot_be_are_refused_by_name_with_the_remedy(place, settings, said):
    write(place, "content/day-1.md", f"Category: badge\n{LATER}")
    assert said in refusal(place, f"{SETTINGS}{settings}\n").replace(f"{place}/", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/clash.md", f"Save_As: Badges/x.html\n{LATER}"),
        ("content/pages/clash.md", "Title: x\nSave_As: badges/index.html\n\nx\n"),
        ("content/badges/clash.txt", "x"),
    ],
)
def test_a_file_of_the_blog_in_the_registrys_folder_is_refused_before_anything_is_written(place, name, text):
    write(place, name, text)
    said = refusal(place, f'{MOUNTED}STATIC_PATHS = ["badges", "images"]\n')
    assert f"{name} would be published at" in said
    assert tree(place / "out") == {}


def test_a_folder_of_that_name_which_is_not_ours_is_left_alone(place):
    write(place, "out/badges/precious.txt", "x")
    assert "contains files that testamur build did not make" in refusal(place)
    assert (place / "out/badges/precious.txt").read_text() == "x"


def test_a_link_to_a_learners_record_publishes_nothing(place):
    write(place, "content/leak.md", f"{LATER}\n[x]({{static}}../credentials/learners/l-1.yml)\n")
    refused = pelican_here(place)
    assert (refused[0] != 0, "is the registry's, and would be published as it is" in refused[1]) == (True, True)
    assert tree(place / "out") == {}


def test_testamur_build_refuses_a_text_where_folders_of_templates_should_be(place):
    write(place, "pelicanconf.py", f'{MOUNTED}TESTAMUR_TEMPLATES_OVERRIDES = "mine"\n')
    done = run("build", "--output", "built", folder=place)
    assert (done.code, "is no list of folders" in done.err) == (2, True)


@pytest.mark.skipif(not Path("/dev/shm").is_mount(), reason="there is no disk that anybody may write to")
def test_an_output_that_is_a_disk_by_itself_is_refused(place):
    (place / "out").symlink_to("/dev/shm")
    assert "is a disk (or a volume) by itself" in refusal(place)
