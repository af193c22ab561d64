"""One page of every kind, rendered and parsed, for tests that look at what stands in it."""

import functools

import html5lib

from page_samples import every_page

PAGES = every_page()


@functools.cache
def parse(html):
    """The page's tree and what is wrong with its HTML; nobody changes a tree."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(html), parser.errors


def tree(name):
    """The tree of one of PAGES."""
    return parse(PAGES[name])[0]


def text(html):
    """All that a page says."""
    return " ".join("".join(parse(html)[0].itertext()).split())
