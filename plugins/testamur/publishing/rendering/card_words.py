"""What the share card of an achievement says, in the language of the page that it is shown with."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

from babel.numbers import format_decimal
from babel.units import format_unit

from testamur.publishing.art.share_card import Words
from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.site_info import Site
from testamur.publishing.words import texts
from testamur.publishing.words.tagged_text import language_of


def card_words(page: AchievementPage, site: Site, catalogue: gettext.NullTranslations) -> Words:
    """Return the words of a card; `catalogue` has the sentences of the interface in the language of `site`."""
    return Words(
        title=str(page.title),
        institution=site.name,
        facts=tuple(_facts(page, site, catalogue)),
        check=texts.translated(catalogue, "card", "check").format(host=site.host),
        language=language_of(page.title) or site.language,
        from_right=site.direction == "rtl",
    )


def _facts(page: AchievementPage, site: Site, catalogue: gettext.NullTranslations) -> Iterator[str]:
    """Yield what is said in lists of achievements too (`theme/templates/parts/card.html`)."""
    if page.achievement_type:
        yield texts.translated(catalogue, "achievementType", page.achievement_type)
    if page.credits is not None:
        number = format_decimal(page.credits, locale=site.locale)
        yield catalogue.gettext("%(number)s ECTS") % {"number": number}
    elif page.hours is not None:
        yield format_unit(page.hours, "duration-hour", locale=site.locale)
    if page.level:
        level = catalogue.gettext("EQF level %(level)s") % {"level": page.level.eqf}
        if not page.level.eqf:
            level = texts.translated(catalogue, "qfEhea", page.level.qf_ehea)
        yield level if page.level.confirmed_by else f"{level} ({catalogue.gettext('own statement')})"
