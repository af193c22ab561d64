"""The pages of a site but its awards': home, achievements, pathways, skills, figures, the institution, learners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from testamur.credentials.language_versions import own_language
from testamur.figures.institution_figures import Figures
from testamur.publishing.publication import Publication
from testamur.publishing.site import edition_files, items
from testamur.publishing.site.items import Page
from testamur.publishing.views import achievement_pages, award_pages, endorsement_pages, home_page, learner_pages
from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.awards.prospects import ProspectViews
from testamur.publishing.views.catalogue import achievement_filters, skill_groups, skill_pages
from testamur.publishing.views.catalogue.skill_pages import SkillPage
from testamur.publishing.views.figures import figures_page
from testamur.publishing.views.figures.achievement_courses import CourseParts
from testamur.publishing.views.holders import Holder, newest_holders
from testamur.publishing.views.list_pages import ListPage, list_pages
from testamur.publishing.views.pathways import pathway_views
from testamur.publishing.views.pathways.pathway_pages import PathwayPage
from testamur.publishing.views.pathways.pathway_views import PathwayViews
from testamur.publishing.views.signed_facts import Picture
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.words import tagged_text, texts
from testamur.records.model.models import Achievement
from testamur.text.languages.collation import sort_key

SAMPLES = tuple({"verdict": verdict, "file": f"{verdict.lower().replace(' ', '-')}.json"} for verdict in texts.SAMPLE)
"""The samples of the page "Check an award", in the theme's folder `static/samples/`."""
MOST_AT_HOME = 6
"""Achievements, and pathways, on the front page. The list of all is one click further."""
MOST_CARDS = 120
"""Achievements on one page of a list: some 90 KB before they are compressed."""
MOST_LINES = 1000
"""Skills on one page of their list, each a line."""
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is worked out from all awards, once for pages in every language."""

    figures: Figures | None  # None where there is no page of them
    holders: Mapping[str, tuple[Holder, ...]]  # by achievement

    @classmethod
    def of(cls, published: Publication) -> Counted:
        """Count the awards of a publication."""
        return cls(figures=figures_page.figures_of(published), holders=newest_holders(published))


def pages(
    published: Publication, site: Site, shown: list[AchievementPage], prospects: ProspectViews, counted: Counted
) -> Iterator[Page]:
    """Yield every page of `site` but the awards'. A new page is one more `yield`: the sitemap follows this order."""
    figures = counted.figures
    pathways = prospects.pathways.pages()
    skills = skill_pages.pages(shown, site.prefix, site.language)
    yield _home(published, site, shown, pathways, figures)
    yield from _catalogue(site, shown, pathways)
    yield from _achievements(published, site, shown, prospects, counted)
    yield from _pathways(site, pathways)
    yield from _skills(site, skills)
    if figures:
        skill_paths = skill_pages.paths(skills)
        page = figures_page.page(published.registry, figures, site, skill_paths, prospects.demand.part(skill_paths))
        yield items.page(site, "insights", page.here, insights=page)
    yield from _institution(published, site, has_insights=figures is not None)
    yield from _learners(published, site, prospects.pathways)
    has_known = bool(published.registry.known_issuers)
    yield items.page(site, "verify", Place(f"{site.prefix}verify/"), samples=SAMPLES, has_known_issuers=has_known)
    yield items.page(site, "mine", Place(f"{site.prefix}mine/", indexed=False))


def _home(
    published: Publication,
    site: Site,
    shown: list[AchievementPage],
    pathways: Sequence[PathwayPage],
    figures: Figures | None,
) -> Page:
    current = [page for page in shown if not page.retired]
    open_pathways = [page for page in pathways if not page.is_retired]
    return items.page(
        site,
        "home",
        Place(site.prefix),
        achievements=current[:MOST_AT_HOME],
        more=len(current) if len(current) > MOST_AT_HOME else 0,
        pathways=open_pathways[:MOST_AT_HOME],
        more_pathways=len(open_pathways) > MOST_AT_HOME,
        fan=home_page.fan(current, published.registry),
        facts=home_page.facts(published, site, figures, achievements=len(current), pathways=len(open_pathways)),
    )


def _catalogue(site: Site, shown: list[AchievementPage], pathways: Sequence[PathwayPage]) -> Iterator[Page]:
    current = [page for page in shown if not page.retired]
    filters = achievement_filters.filters(current, site.language)
    in_order = [*current, *(page for page in shown if page.retired)]
    for one in _list_pages(in_order, MOST_CARDS, f"{site.prefix}achievements"):
        yield items.page(
            site,
            "achievements",
            one.here,
            achievements=[page for page in one.entries if not page.retired],
            retired=[page for page in one.entries if page.retired],
            list=one,
            # Choices are made on the first page, whose script fetches the others.
            filters=filters if one.number == 1 else None,
            pathways=pathways if one.number == 1 else (),
        )


def _achievements(
    published: Publication,
    site: Site,
    shown: list[AchievementPage],
    prospects: ProspectViews,
    counted: Counted,
) -> Iterator[Page]:
    courses = CourseParts(published.registry, counted.figures, site)
    for page in shown:
        found = prospects.of_achievement(page.slug)
        yield items.page(
            site,
            "achievement",
            page.here,
            f"achievement {page.slug}",
            achievement=page,
            holders=counted.holders.get(page.slug, ()),
            next_steps=found.next_steps,
            programmes=found.programmes,
            course=courses.course_part(page.slug),
            asked_for=found.asked_for,
            endorsements=endorsement_pages.endorsements_of_achievement(published, site, page.slug),
        )


def _pathways(site: Site, pathways: Sequence[PathwayPage]) -> Iterator[Page]:
    if pathways:
        current = [page for page in pathways if not page.is_retired]
        retired = [page for page in pathways if page.is_retired]
        yield items.page(site, "pathways", Place(f"{site.prefix}pathways/"), pathways=current, retired=retired)
    for page in pathways:
        yield items.page(site, "pathway", page.here, f"pathway {page.slug}", pathway=page)


def _skills(site: Site, skills: Sequence[SkillPage]) -> Iterator[Page]:
    if skills:
        for one in _list_pages(skill_groups.in_order(skills, site.language), MOST_LINES, f"{site.prefix}skills"):
            yield items.page(site, "skills", one.here, groups=skill_groups.groups(one.entries), list=one)
    for skill in skills:
        path, source = skill.here.path, f"the skill {skill.slug}"
        leading = skill.achievements
        # Below its own page: beside it, another skill may have such a name.
        for part in list_pages(leading, most=MOST_CARDS, first=path, more=path):
            yield items.page(site, "skill", part.here, source, skill=skill, achievements=part.entries, list=part)


def _list_pages(entries: Sequence[Entry], most: int, path: str) -> list[ListPage[Entry]]:
    """Return the pages of a list: `skills/`, `skills-2/`. Below `skills/` itself, each name is that of a skill."""
    return list_pages(entries, most=most, first=f"{path}/", more=f"{path}-")


def _institution(published: Publication, site: Site, *, has_insights: bool) -> Iterator[Page]:
    """Yield the institution's own page, that of the issuers it knows, and one for each endorsement that it gives."""
    known = sorted(
        published.registry.known_issuers.values(), key=lambda one: (sort_key(one.name, site.language), one.slug)
    )
    yield items.page(
        site,
        "issuer",
        Place(f"{site.prefix}issuer/"),
        keys=published.registry.issuer.verification_methods[::-1],
        endorsements=endorsement_pages.endorsements_of_issuer(published, site),
        has_insights=has_insights,
        has_known_issuers=bool(known),
    )
    if known:
        current = [one for one in known if not one.has_ended(site.as_of)]
        ended = [one for one in known if one.has_ended(site.as_of)]
        yield items.page(site, "known-issuers", Place(f"{site.prefix}issuer/known/"), current=current, ended=ended)
    for given in endorsement_pages.given_pages(published, site):
        yield items.page(site, "endorsement", given.here, f"endorsing {given.slug}", given=given)


def _learners(published: Publication, site: Site, views: PathwayViews) -> Iterator[Page]:
    records = learner_pages.learner_records(published)
    named = {part for one in records for part in one.statement.parts}
    issued = {one.award.id: one for one in published.awards if one.award.id in named}
    for one in records:
        record = learner_pages.read_record(published, one)
        shown = {
            part: award_pages.page(published, issued[part], site, record.credentials.get(part))
            for part in one.statement.parts
        }
        page = learner_pages.page(one, record, shown, site)
        # Only what is in force counts: its page says so as well.
        current = [part for part, award in shown.items() if award.standing.state == "current"]
        progress = views.progress({issued[part].award.achievement for part in current})
        yield items.page(site, "learner", page.here, f"the record {one.name}", learner=page, progress=progress)


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
    return sorted(found, key=lambda page: (sort_key(page.title, site.language), page.slug))


def _picture(achievement: Achievement, site: Site, own: str) -> Picture:
    caption = tagged_text.tag_text(achievement.image.caption if achievement.image else achievement.name, own)
    return Picture(
        address=achievement_pages.badge_path(achievement), caption=tagged_text.text_in(caption, site.language)
    )


def pathway_views_of(published: Publication, site: Site, shown: list[AchievementPage]) -> PathwayViews:
    """Return every pathway in the language of `site`, whose achievements are shown."""
    return pathway_views.pathway_views_of(
        published.registry.pathways,
        shown,
        language=site.language,
        own=published.registry.issuer.languages[0],
        prefix=site.prefix,
        as_of=site.as_of,
    )
