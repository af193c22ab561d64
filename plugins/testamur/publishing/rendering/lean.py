"""Templates in fewer bytes: without line breaks that nobody sees; a compact registry's without all that HTML lets out.

Follows HTML, "Optional tags" and "Unquoted attribute value syntax". Only the markup that a template writes is looked
at: what an expression brings, and what is said to readers, goes through as it is, so that no record's text decides
where a tag ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2.ext import Extension

# Expressions, statements and comments; a sentence for readers with all of it, since translations are found by it; and
# elements in which white space and quotation marks are not markup.
_OPAQUE = re.compile(
    r"(\{%-?\s*trans\b.*?\bendtrans\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
    r"|<script\b.*?</script>|<style\b.*?</style>|<textarea\b.*?</textarea>|<pre\b.*?</pre>)",
    re.DOTALL,
)
_QUOTED = re.compile(r'(\s[\w-]+)="([\w.:/#-]+)"(?=[\s>])')
_BLOCKS = (
    "article|blockquote|body|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|html|li|link|main|meta|nav|"
    "noscript|ol|p|pre|script|section|title|ul"
)
# White space next to a block is never shown.
_BREAK = re.compile(rf"\s*\n\s*(?=</?(?:{_BLOCKS})\b)")
_ENDS = (
    re.compile(r"</p>(?=<(?:/div|/section|/main|/footer|div|dl|figure|h[1-6]|ol|p|pre|section|ul)\b)"),
    re.compile(r"</li>(?=<(?:/ol|/ul|li)\b)"),
    re.compile(r"</d[dt]>(?=<(?:/div|/dl|dd|dt)\b)"),
)


class TightTemplates(Extension):
    """Makes templates tight before Jinja reads them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 — Jinja's
        """Return the source of a template that makes the same page."""
        return tight(source)


class LeanTemplates(Extension):
    """Makes templates lean before Jinja reads them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 — Jinja's
        """Return the source of a template that makes the same page."""
        return lean(source)


def tight(source: str) -> str:
    """Return a template's source without the line breaks that HTML can do without."""
    return _in_markup(_tight_markup, source)


def lean(source: str) -> str:
    """Return a template's source without quotation marks, line breaks and end tags that HTML can do without."""
    return _in_markup(_lean_markup, source)


def _in_markup(change: Callable[[str], str], source: str) -> str:
    pieces = _OPAQUE.split(source)
    pieces[::2] = map(change, pieces[::2])
    return "".join(pieces)


def _tight_markup(markup: str) -> str:
    return _BREAK.sub("", markup)


def _lean_markup(markup: str) -> str:
    markup = _tight_markup(_QUOTED.sub(r"\1=\2", markup))
    for end in _ENDS:
        markup = end.sub("", markup)
    return markup
