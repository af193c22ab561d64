"""Renders the Markdown of records as safe HTML: CommonMark without whatever could load, run or deceive.

Follows CommonMark 0.31 (markdown-it-py), without raw HTML and without images; nh3 then keeps an
allow-list. Headings start at h3, so that a page's outline stays its own. Links keep only https,
http and mailto addresses. A text too long or too deeply nested to be laid out is shown as it was
written: nothing that was signed is ever left out, and nothing takes long (docs/architecture.md, "Pages").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

LONGEST = 60_000
"""Characters that are laid out; a record's prose has at most 10,000, a signed narrative a few times that."""

# Levels of nesting: what lies deeper, the parser would drop (`_depth`).
_DEEPEST = 20
_MOST_MARKS = 4_000
# Whole addresses only: `../../issuer/` or `#status` would lead somewhere else from each page that shows the text.
_LINK = re.compile(r"(?:https?://[^/\s]|mailto:[^\s])", re.IGNORECASE)
# Not after `<`, `(` or `[`, where the address is part of a link; punctuation at its end belongs to the sentence.
_BARE = re.compile(r"(?<![<(\[\w])https?://[^\s<>]*[^\s<>.,;:!?)\]]")
_MARKS = re.compile(r"[*_\[\]`<>!&\\]")
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr", "h3", "h4", "h5", "h6"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto"}
_REL = "noopener noreferrer nofollow"


@functools.lru_cache(maxsize=2048)
def render(text: str) -> Markup:
    """Return `text` as safe HTML; what cannot be laid out comes back as plain paragraphs."""
    # Marks are counted because emphasis and brackets that never close take quadratic time.
    if len(text) > LONGEST or len(_MARKS.findall(text)) > _MOST_MARKS:
        return _as_written(text)
    tokens = _parser().parse(text)
    if _depth(tokens) >= _DEEPEST - 1:
        return _as_written(text)
    _lower_headings(tokens)
    return _clean(_parser().renderer.render(tokens, _parser().options, {}))


@functools.lru_cache(maxsize=2048)
def render_line(text: str) -> Markup:
    """Return one line of Markdown as safe HTML without a paragraph; bare web addresses become links."""
    if len(text) > LONGEST or len(_MARKS.findall(text)) > _MOST_MARKS:
        return Markup("{}").format(text)
    return _clean(_parser().renderInline(_BARE.sub(r"<\g<0>>", text)))


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.disable(["html_block", "html_inline"])
    parser.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
    parser.add_render_rule("image", _image_in_words)
    return parser


def _image_in_words(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Show an image's words in its place: a page loads nothing from elsewhere."""
    return str(escape(renderer.renderInlineAsText(tokens[index].children, options, env)))


def _depth(tokens: Iterable[Token]) -> int:
    """Return how deep the parse went: at its limit the parser drops the rest without a word."""
    return max((max(token.level, _depth(token.children or ())) for token in tokens), default=0)


def _lower_headings(tokens: Iterable[Token]) -> None:
    """Make the highest heading an h3 and keep the steps between them: the text stands below an h2."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=3)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + 3)}"


def _clean(html: str) -> Markup:
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=_REL, strip_comments=True
    )
    return Markup(clean)  # noqa: S704 - the one place where record text becomes markup, straight from nh3


def _as_written(text: str) -> Markup:
    return Markup('<p class="as-written">{}</p>').format(text)
