"""Award pages that differ in a few texts only: laid out once, and filled in for each.

The awards of a cohort have one page but for a name, an id, a digest, a mark and a QR code. So the template is rendered
for an award that has marks in their places, and each page is what stands between the marks with its own texts in it.
That is only right while the template shows these texts and asks nothing of them, as the theme that comes with Testamur
does: another theme's pages are each rendered by themselves. So are pages of which a text is not written alike
everywhere (`_PLAIN`), and pages that name another award. A layout is compared with a page that was rendered by itself
before it is used.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol, cast

from jinja2 import Environment
from markupsafe import Markup

from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.words import locale_formats

_MOST = 128  # layouts that are kept, of some 20 KB each: awards come in the order of achievement and day
# What HTML, an address and JSON write as it is. Not in it: what one of them escapes.
_PLAIN = re.compile(r"""[^\x00-\x1f\x7f-\x9f&<>"'\\\u2028\u2029\ud800-\udfff]+""")
_CODE = re.compile(r"[0-9a-z/-]+")
# A mark is no word of any page. A name from right to left is isolated in titles, so that its mark has such a letter.
_NONCE = uuid.uuid4().hex
_ALEF = "\N{ARABIC LETTER ALEF}"
_MARK = re.compile(f"{_ALEF}?{_NONCE}([a-z]+[0-9]*)-")


class Template(Protocol):
    """A template of Jinja's, or what stands in for one with Pelican's writer."""

    def render(self, context: Mapping[str, Any]) -> str:
        """Return the page."""


class AwardTemplate:
    """Stands in for the template of awards: renders the same pages, most of them from a layout."""

    def __init__(self, template: Template, locale: str = "en") -> None:
        self._template, self._locale = template, locale
        # A layout is text, the name of what follows it, text, and so on. None: such a page was asked for once, which
        # is worth no layout. An empty one: what is filled into it is not the page.
        self._layouts: OrderedDict[object, list[str] | None] = OrderedDict()
        self._prospects: dict[int, object] = {}  # kept, since their identity is part of a key

    def render(self, context: Mapping[str, Any]) -> str:
        """Return the page of `context["award"]`, as the template itself would render it."""
        page, prospects = context["award"], context["prospects"]
        marked = _marked(page)
        if marked is None:
            return self._template.render(context)
        key = (marked, id(self._prospects.setdefault(id(prospects), prospects)))
        if key not in self._layouts:
            self._keep(key, None)
            return self._template.render(context)
        self._layouts.move_to_end(key)
        layout, texts = self._layouts[key], _texts(page, context["qr"], self._locale)
        if layout:
            return _fill(layout, texts)
        whole = self._template.render(context)
        if layout is None:
            self._keep(key, self._lay_out(context, marked, texts, whole))
        return whole

    def _lay_out(
        self, context: Mapping[str, Any], marked: AwardPage, texts: Mapping[str, str], whole: str
    ) -> list[str]:
        """Return the layout of pages like `whole`; an empty one if with its `texts` it is not that page."""
        marks = {"award": marked, "here": marked.here, "qr": Markup(_mark("qr"))}  # noqa: S704 — letters and digits
        layout = _MARK.split(self._template.render({**context, **marks}))
        is_whole = texts.keys() >= set(layout[1::2]) and _fill(layout, texts) == whole
        return layout if is_whole else []

    def _keep(self, key: object, layout: list[str] | None) -> None:
        self._layouts[key] = layout
        if len(self._layouts) > _MOST:
            self._layouts.popitem(last=False)


def _fill(layout: list[str], texts: Mapping[str, str]) -> str:
    pieces = layout.copy()
    pieces[1::2] = [texts[name] for name in layout[1::2]]
    return "".join(pieces)


def _marked(page: AwardPage) -> AwardPage | None:
    """Return the page with marks for what is its own; None where it cannot be told apart from the rest."""
    facts = page.facts
    if page.renews or page.renewed or page.standing.replacement:
        return None
    if not facts.address.endswith(f"/awards/{page.id}/") or page.id not in page.here.path:
        return None
    values = [result.value for result in facts.results if not result.steps]
    addresses = [item.address for item in facts.evidence]
    if not all(_PLAIN.fullmatch(text) for text in (facts.learner, *values, *addresses) if text):
        return None
    if not all(_CODE.fullmatch(text) for text in (page.id, page.digest, page.learner_path) if text):
        return None
    code = _mark("id")
    return replace(
        page,
        id=code,
        here=Place(page.here.path.replace(page.id, code), page.here.indexed, page.here.absolute),
        digest=_mark("digest"),
        learner_path=page.learner_path and _mark("path"),
        facts=replace(
            facts,
            address=facts.address.replace(page.id, code),
            # Of the instant a page shows the day; and nothing of the list.
            valid_from=datetime.datetime.combine(facts.valid_from.date(), datetime.time(), datetime.UTC),
            status_list="",
            learner=facts.learner and (_ALEF if _is_from_right(facts.learner) else "") + _mark("learner"),
            results=tuple(
                replace(result, value=_mark(f"result{number}")) if result.value and not result.steps else result
                for number, result in enumerate(facts.results)
            ),
            evidence=tuple(
                replace(item, address=item.address and _mark(f"evidence{number}"))
                for number, item in enumerate(facts.evidence)
            ),
        ),
    )


def _texts(page: AwardPage, qr: str, locale: str) -> dict[str, str]:
    """Return what the marks of a page stand for."""
    texts = {
        "id": page.id,
        "digest": page.digest,
        "path": page.learner_path,
        "learner": page.facts.learner,
        "qr": qr,
    }
    for number, result in enumerate(page.facts.results):
        texts[f"result{number}"] = locale_formats.mark(result.value, result.kind, locale)
    texts |= {f"evidence{number}": item.address for number, item in enumerate(page.facts.evidence)}
    return texts


def _mark(name: str) -> str:
    return f"{_NONCE}{name}-"


def _is_from_right(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text)


class PageTemplates:
    """The templates of a site's pages in each of its languages, each found once.

    Award pages are laid out (`AwardTemplate`) unless `lays_out` is False: a theme of one's own may use what differs
    from award to award in ways that layouts do not know.
    """

    def __init__(self, environments: Mapping[str, Environment], *, lays_out: bool = True) -> None:
        self._environments, self._lays_out = environments, lays_out
        self._found: dict[tuple[str, str], Template] = {}

    def get(self, language: str, name: str) -> Template:
        """Return the template `name` in a language."""
        key = (language, name)
        if key not in self._found:
            environment = self._environments[language]
            template = environment.get_template(f"{name}.html")
            if name == "award" and self._lays_out:
                self._found[key] = AwardTemplate(template, cast("Site", environment.globals["site"]).locale)
            else:
                self._found[key] = template
        return self._found[key]
