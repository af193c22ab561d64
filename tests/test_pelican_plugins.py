"""A blog with other people's plugins and themes, with and without the registry below it: both are as they would be.

Each plugin is the one from the package index. Only the program that indexes for `search` is a stand-in: no package has
it. By day two plugins together; each by itself, and the themes, in `make test-all`.
"""

import importlib.util
import re

import pytest
from PIL import Image

import tools
from blogs import MOUNTED, SETTINGS, copied, make_blog, pelican, write
from issuing import tree
from registries import run

PLUGINS = {
    "sitemap": 'SITEMAP = {"format": "xml"}',
    "seo": "SEO_REPORT = True\nSEO_ENHANCER = True\nSEO_ENHANCER_OPEN_GRAPH = True\nSEO_ENHANCER_TWITTER_CARDS = True",
    "neighbors": "",
    "image_process": 'IMAGE_PROCESS = {"thumb": ["scale_in 16 16 True"]}',
    "search": "",
    "minify": "",
    "i18n_subsites": 'DEFAULT_LANG = "en"\nI18N_SUBSITES = {"fr": {"SITENAME": "Un blog"}}',
}
THEMES = {"simple": "", "notmyidea": "", "reflex": "CC_LICENSE = None"}  # reflex is Flex, as it goes on
NEIGHBOURS = "{{ article.prev_article.title }} {{ article.next_article.title }}"
INDEXER = '#!/bin/sh\ncp "$3" "$5"\n'  # stork build --input FILE --output FILE


@pytest.fixture(scope="module")
def blog(tmp_path_factory):
    """A blog that has something for each plugin, and the registry as `testamur build` makes it."""
    folder = make_blog(tmp_path_factory.mktemp("blog"))
    Image.new("RGB", (64, 64), "#0b6e4f").save(folder / "content" / "images" / "a.png")
    picture = '<img class="image-process-thumb" alt="A" src="{static}/images/a.png">'
    write(folder, "content/picture.md", f"Title: Picture\nDate: 2026-02-01\n\n{picture}\n")
    write(folder, "content/jour-1.md", "Title: Un jour\nDate: 2026-01-01\nSlug: jour-1\nLang: fr\n\nTexte.\n")
    write(folder, "bin/stork", INDEXER)
    (folder / "bin" / "stork").chmod(0o755)
    write(folder, "pelicanconf.py", MOUNTED)
    done = run("build", "--output", "built", folder=folder)
    assert done.code == 0, done.err
    return folder


def made(folder, settings):
    """Run `pelican`; return the blog's files and the registry's. The sitemap says of some pages when it was made."""
    code, said = pelican(folder, settings, PATH=f"{folder / 'bin'}:/usr/bin:/bin")
    assert (code, "Traceback" in said) == (0, False), said
    files = tree(folder / "out")
    if "sitemap.xml" in files:
        files["sitemap.xml"] = re.sub(rb"<lastmod>[^<]*", b"", files["sitemap.xml"])
    registry = {name.removeprefix("badges/"): data for name, data in files.items() if name.startswith("badges/")}
    return {name: data for name, data in files.items() if not name.startswith("badges/")}, registry


def check(blog, folder, settings):
    """Make the blog without the registry, then twice with it, and compare all files."""
    folder = copied(blog, folder)
    alone, none = made(folder, f"{SETTINGS}{settings}\n")
    assert none == {}
    for _ in range(2):
        beside, registry = made(folder, f"{MOUNTED}{settings}\n")
        assert beside == alone
        assert registry == tree(blog / "built")
    return alone


def with_plugins(*names):
    for name in names:
        if importlib.util.find_spec(f"pelican.plugins.{name}") is None:
            tools.missing(f"pelican-{name.replace('_', '-')}")
    return "\n".join([f"PLUGINS = {['testamur', *names]!r}", *(PLUGINS[name] for name in names)])


def test_a_map_of_the_site_and_smaller_pages_leave_both_as_they_were(blog, tmp_path):
    alone = check(blog, tmp_path, with_plugins("sitemap", "minify"))
    assert b"day-30.html" in alone["sitemap.xml"]


@pytest.mark.long
@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_leaves_both_as_they_were(blog, tmp_path, name):
    settings = with_plugins(name)
    if name == "neighbors":
        write(tmp_path, "mine/article.html", NEIGHBOURS)
        settings += '\nTHEME_TEMPLATES_OVERRIDES = ["mine"]'
    alone = check(blog, tmp_path, settings)
    # It did what people have it for.
    assert {
        "sitemap": "sitemap.xml" in alone,
        "seo": b"og:title" in alone["day-1.html"],
        "neighbors": alone["day-2.html"] == b"Day 1 Day 3",
        "image_process": "images/derivatives/thumb/a.png" in alone,
        "search": b"Day 30" in alone.get("search-index.st", b""),
        "minify": len(alone["day-1.html"].splitlines()) < 5,
        "i18n_subsites": "fr/jour-1.html" in alone,
    }[name]


@pytest.mark.long
def test_all_plugins_together_leave_both_as_they_were(blog, tmp_path):
    check(blog, tmp_path, with_plugins(*PLUGINS))


@pytest.mark.long
@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_leaves_both_as_they_were(blog, tmp_path, theme):
    if theme == "reflex" and importlib.util.find_spec("pelican.themes.reflex") is None:
        tools.missing("pelican-theme-reflex")
    check(blog, tmp_path, f"THEME = {theme!r}\n{THEMES[theme]}")
