"""The pages of a site but its awards': home, achievements, pathways, skills, figures, the institution, learners."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from testamur.credentials.language_versions import own_language
from testamur.figures import figures as counting
from testamur.figures.figures import Figures
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.site import edition_files, items
from testamur.publishing.site.items import Page
from testamur.publishing.views import (
    achievement_pages,
    award_pages,
    catalogue,
    endorsement_pages,
    learner_pages,
    skill_pages,
)
from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.facts import Picture
from testamur.publishing.views.figures import achievement_courses, figures_page
from testamur.publishing.views.pathways import pathway_views
from testamur.publishing.views.pathways.pathway_pages import PathwayPage
from testamur.publishing.views.pathways.pathway_views import Ways
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.views.skill_pages import SkillPage
from testamur.publishing.words import tagged_text, texts
from testamur.records.model.models import Achievement

SAMPLES = tuple({"verdict": verdict, "file": f"{verdict.lower().replace(' ', '-')}.json"} for verdict in texts.SAMPLE)
"""The samples of the page "Check an award", in the theme's folder `static/samples/`."""
_HOLDERS = 12


def pages(
    published: Publication, site: Site, shown: list[AchievementPage], ways: Ways, figures: Figures | None
) -> Iterator[Page]:
    """Yield every page of `site` but the awards'. A new page is one more `yield`: the sitemap follows this order."""
    led = ways.pages()
    skills = skill_pages.pages(shown, site.prefix, site.language)
    yield from _catalogue(site, shown, led)
    yield from _achievements(published, site, shown, ways, figures)
    yield from _pathways(site, led)
    yield from _skills(site, skills)
    if figures:
        made = figures_page.page(published.registry, figures, site, skill_pages.paths(skills))
        yield items.page(site, "insights", made.here, insights=made)
    yield from _institution(published, site, has_insights=figures is not None)
    yield from _learners(published, site, ways)
    yield items.page(site, "verify", Place(f"{site.prefix}verify/"), samples=SAMPLES)
    yield items.page(site, "mine", Place(f"{site.prefix}mine/", indexed=False))


def _catalogue(site: Site, shown: list[AchievementPage], led: Sequence[PathwayPage]) -> Iterator[Page]:
    current = [page for page in shown if not page.retired]
    retired = [page for page in shown if page.retired]
    begun = [page for page in led if not page.is_retired]
    yield items.page(site, "home", Place(site.prefix), achievements=current, pathways=begun)
    yield items.page(
        site,
        "achievements",
        Place(f"{site.prefix}achievements/"),
        achievements=current,
        retired=retired,
        filters=catalogue.filters(current, site.language),
        pathways=led,
    )


def _achievements(
    published: Publication, site: Site, shown: list[AchievementPage], ways: Ways, figures: Figures | None
) -> Iterator[Page]:
    holders = _holders(published, site)
    for page in shown:
        yield items.page(
            site,
            "achievement",
            page.here,
            f"achievement {page.slug}",
            achievement=page,
            holders=holders.get(page.slug, []),
            leads=ways.leads(page.slug),
            course=achievement_courses.of(published.registry, figures, site, page.slug),
            endorsements=endorsement_pages.of_achievement(published, site, page.slug),
        )


def _pathways(site: Site, led: Sequence[PathwayPage]) -> Iterator[Page]:
    if led:
        begun = [page for page in led if not page.is_retired]
        ended = [page for page in led if page.is_retired]
        yield items.page(site, "pathways", Place(f"{site.prefix}pathways/"), pathways=begun, retired=ended)
    for one in led:
        yield items.page(site, "pathway", one.here, f"pathway {one.slug}", pathway=one)


def _skills(site: Site, skills: Sequence[SkillPage]) -> Iterator[Page]:
    if skills:
        yield items.page(site, "skills", Place(f"{site.prefix}skills/"), skills=skills)
    for skill in skills:
        yield items.page(site, "skill", skill.here, f"the skill {skill.slug}", skill=skill)


def _institution(published: Publication, site: Site, *, has_insights: bool) -> Iterator[Page]:
    """Yield the institution's own page, and one for each endorsement that it gives."""
    yield items.page(
        site,
        "issuer",
        Place(f"{site.prefix}issuer/"),
        keys=published.registry.issuer.verification_methods[::-1],
        endorsements=endorsement_pages.of_issuer(published, site),
        has_insights=has_insights,
    )
    for given in endorsement_pages.given(published, site):
        yield items.page(site, "endorsement", given.here, f"endorsing {given.slug}", given=given)


def _learners(published: Publication, site: Site, ways: Ways) -> Iterator[Page]:
    issued = {one.award.id: one for one in published.awards}
    for one in learner_pages.statements(published):
        shown = {part: award_pages.page(published, issued[part], site) for part in one.statement.parts}
        page = learner_pages.page(one, shown, site)
        # Only what is in force counts: its page says so as well.
        current = [part for part, award in shown.items() if award.standing.state == "current"]
        progress = ways.progress({issued[part].award.achievement for part in current})
        yield items.page(site, "learner", page.here, f"the record {one.name}", learner=page, progress=progress)


def _holders(published: Publication, site: Site) -> dict[str, list[AwardPage]]:
    """Return the newest public awards of each achievement, as many as its page names."""
    found: dict[str, list[IssuedAward]] = {}
    active = (one for one in award_pages.public(published) if one.known.state == "active")
    for one in sorted(active, key=lambda one: (one.award.awarded_date, one.award.id), reverse=True):
        newest = found.setdefault(one.award.achievement, [])
        if len(newest) < _HOLDERS:
            newest.append(one)
    return {slug: [award_pages.page(published, one, site) for one in newest] for slug, newest in found.items()}


def achievements(published: Publication, site: Site) -> list[AchievementPage]:
    """Return the page of every achievement, in the order of their titles."""
    issuer = published.registry.issuer
    found = (
        achievement_pages.page(
            achievement,
            language=site.language,
            picture=_picture(achievement, site, own),
            prefix=site.prefix,
            document=edition_files.path_of(achievement, issuer, site.language),
            own=own,
        )
        for achievement in published.registry.achievements.values()
        for own in (own_language(achievement, issuer),)
    )
    return sorted(found, key=lambda page: (page.title.casefold(), page.slug))


def _picture(achievement: Achievement, site: Site, own: str) -> Picture:
    caption = tagged_text.named_text(achievement.image.caption if achievement.image else achievement.name, own)
    return Picture(
        address=f"achievements/{achievement.slug}/badge.svg", caption=tagged_text.say(caption, site.language)
    )


def ways_of(published: Publication, site: Site, shown: list[AchievementPage]) -> Ways:
    """Return every pathway in the language of `site`, whose achievements are shown."""
    return pathway_views.ways(
        published.registry.pathways,
        shown,
        language=site.language,
        own=published.registry.issuer.languages[0],
        prefix=site.prefix,
        as_of=site.as_of,
    )


def figures_of(published: Publication) -> Figures | None:
    """Return the figures that the site may show: of what was issued; None where it is to have none."""
    registry = published.registry
    if not registry.issuer.has_insights:
        return None
    issued = [one.award for one in published.awards]
    found = counting.figures(registry, issued, today=published.now.astimezone(datetime.UTC).date())
    return None if found.is_empty else found
