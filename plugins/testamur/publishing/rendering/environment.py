"""Configures Jinja: autoescape, StrictUndefined, translations, bidi isolation.

Record text only ever arrives as the value of a variable: it is never template source, and `safe`
never meets it (docs/architecture.md, "Pages"). `prepare` changes an environment in place, so that the environments
of Pelican's own generators get the same rules.
"""

from __future__ import annotations

import datetime
import functools
import gettext
import unicodedata
from collections.abc import Callable, Iterable

from babel import Locale
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from jinja2 import Environment, StrictUndefined, pass_context, pass_environment
from markupsafe import Markup

from testamur.credentials.words import words
from testamur.publishing.rendering.bytecode import CompiledTemplates
from testamur.publishing.rendering.lean import LeanTemplates, TightTemplates
from testamur.publishing.views import structured_data
from testamur.publishing.views.catalogue import achievement_filters, skill_pages
from testamur.publishing.views.site_info import Place, Site, direction, name_of
from testamur.publishing.words import locale_formats, markdown, prose, tagged_text, texts
from testamur.text.languages.collation import sort_key

_COMPILED, _COMPILED_LEAN = CompiledTemplates(), CompiledTemplates()
_UNITS = {"Y": "duration-year", "M": "duration-month", "D": "duration-day"}


def prepare(environment: Environment, site: Site, catalogue: gettext.NullTranslations | None = None) -> Environment:
    """Give `environment` our rules, filters and globals (`site`, `place`), and return it.

    One environment speaks one language; make a new one for another (Jinja's overlay of one would share this one's
    filters and globals).
    """
    catalogue = catalogue or gettext.NullTranslations()
    environment.autoescape = True
    # A misspelt name stops the build instead of leaving a gap in a page.
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.add_extension(LeanTemplates if site.compact else TightTemplates)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        site=site,
        place=Place,
        dir_of=direction,
        name_of=name_of,
        structured_data=structured_data,
        skill_slug=skill_pages.skill_slug,
        filter_values=achievement_filters.filter_values,
        gettext=_cached_gettext(catalogue),
    )
    environment.filters.update(_filters(site, catalogue))
    # Templates do not change while a site is built, and what is compiled is the same in every language.
    environment.auto_reload = environment.optimized = False
    environment.bytecode_cache = _COMPILED_LEAN if site.compact else _COMPILED
    if environment.cache is not None:
        environment.cache.clear()  # Templates compiled before may lack escaping.
    return environment


def _cached_gettext(catalogue: gettext.NullTranslations) -> Callable[..., Markup]:
    """Return Jinja's newstyle `gettext`, which looks every sentence up once: a page has some fifty of them.

    Sentences are the templates' own and so are markup; what is put into them is escaped.
    """

    @functools.cache
    def translate(message: str) -> Markup:
        return Markup(catalogue.gettext(message))  # noqa: S704 - a sentence of the theme or its catalogue

    @functools.cache
    def translate_whole(message: str) -> Markup:
        return translate(message) % {}

    def cached_gettext(message: str, **variables: object) -> Markup:
        return translate(message) % variables if variables else translate_whole(message)

    return cached_gettext


def _filters(site: Site, catalogue: gettext.NullTranslations) -> dict[str, Callable[..., object]]:
    locale, words_of = site.locale, words(site.language)
    return {
        "day": functools.partial(day, locale=locale),
        "days": functools.partial(day, locale=locale, with_iso=True),
        "number": functools.cache(lambda value: format_decimal(value, locale=locale)),
        "percent": lambda value: format_percent(value, locale=locale),
        "mark": functools.partial(locale_formats.mark, locale=locale),
        "counted": locale_formats.plural_number,
        "score": lambda value: format_decimal(value, format="0.0", locale=locale),
        "hours": lambda value: format_unit(value, "duration-hour", locale=locale),
        "duration": functools.partial(duration, locale=locale),
        "country": functools.partial(country, locale=locale),
        "language": functools.partial(texts.language_name, locale=locale),
        "word": functools.lru_cache(4096)(lambda code, table: texts.translated(catalogue, table, code)),
        # With a context, Jinja does not work it out while it compiles: what is compiled serves every language.
        "said": pass_context(lambda _, code: words_of.get(code, code)),
        "prose": prose.clean,
        "ordered": pass_environment(functools.partial(ordered, language=site.language)),
        "listed": lambda parts, between=", ": Markup(catalogue.gettext(between)).join(parts),  # noqa: S704 - as above
        "bdi": functools.partial(bdi, language=site.language),
        "shortened": shorten,
        "isolated": isolate,
        "lang": functools.partial(lang, language=site.language),
        "markdown": lambda text: _in_element(markdown.render(text), "div", lang(text, language=site.language)),
        "line": lambda text: _in_element(markdown.render_line(text), "span", lang(text, language=site.language)),
    }


@functools.lru_cache(maxsize=4096)
def day(date: datetime.date, *, locale: str, with_iso: bool = False) -> Markup:
    """Return a `<time>` with the day in words; `with_iso` adds the ISO form for eyes too."""
    iso = date.isoformat()
    more = Markup(' <span class="iso" dir="ltr">{}</span>').format(iso) if with_iso else ""
    return Markup('<time datetime="{}">{}</time>{}').format(iso, locale_formats.long_date(date, locale), more)


def shorten(text: str, most: int) -> str:
    """Return the beginning of a text, in whole words where it has any: `most` characters, or a few fewer, and "…"."""
    if len(text) <= most:
        return text
    words = text[: most + 1].rsplit(None, 1)[0][:most]
    return words.rstrip(" ,;:.–—(،؛") + "…"


def duration(text: str, *, locale: str) -> str:
    """Return an ISO 8601 duration of years, months and days (`P1Y6M`) in words."""
    words, digits = [], ""
    for character in text.removeprefix("P"):
        if character.isdigit():
            digits += character
        else:
            words.append(format_unit(int(digits), _UNITS[character], locale=locale))
            digits = ""
    return " ".join(words)


@functools.lru_cache(maxsize=512)
def country(code: str, *, locale: str) -> str:
    """Return a country's name in the page's language; an unknown code stays a code."""
    return str(Locale.parse(locale).territories.get(code, code))


def ordered(environment: Environment, codes: Iterable[str], named: str, *arguments: str, language: str) -> list[str]:
    """Return codes in the order of their words on a page in `language`: what the filter `named` makes of each."""
    return sorted(
        codes, key=lambda code: sort_key(str(environment.call_filter(named, code, list(arguments))), language)
    )


def bdi(text: str, *, language: str = "") -> Markup:
    """Return a name in `<bdi>`, so that it cannot turn the direction of the text around it, on a page in `language`."""
    return Markup("<bdi{}>{}</bdi>").format(lang(text, language=language), text)


def lang(text: str, *, language: str) -> Markup:
    """Return the attributes of an element whose text is not in the language of the page; nothing where it is."""
    own = tagged_text.language_of(text)
    if own in {"", language}:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(own, direction(own))


def _in_element(html: Markup, element: str, attributes: Markup) -> Markup:
    """Return the HTML of a text inside an element that names its language, where the page is in another."""
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(element), attributes, html) if attributes else html  # noqa: S704


def isolate(text: str) -> str:
    """Isolate a name in titles and attributes, where `<bdi>` cannot stand: by Unicode isolates, if they matter."""
    if not text.isascii() and any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text
