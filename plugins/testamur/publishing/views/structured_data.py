"""What search engines are told of a page, as JSON-LD: schema.org's `EducationalOccupationalCredential`, `Course`.

It repeats what the page says, and claims no recognition: the institution is the publisher. Only pages that may be found
have it. Nothing here is evidence; the signed credential beside the page is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.figures.course_runs import CourseRun
from testamur.publishing.views.site_info import Site

Data = dict[str, Any]
# schema.org, "courseMode": the words that search engines know.
_MODES = {"online": "Online", "in-person": "Onsite", "blended": "Blended"}


def achievement_data(page: AchievementPage, site: Site) -> Data:
    """Return what can be earned."""
    level = f"EQF {page.level.eqf}" if page.level and page.level.eqf else ""
    return _credential(
        site,
        name=page.title,
        description=page.description,
        url=f"{site.base}/{page.here.path}",
        credentialCategory=page.achievement_type,
        competencyRequired=list(page.outcomes),
        educationalLevel=level,
        inLanguage=page.in_language,
        validFor=page.valid_for,
        keywords=list(page.tags),
    )


def course_data(page: AchievementPage, runs: Iterable[CourseRun], site: Site) -> Data:
    """Return the course that leads to an achievement, with its runs to come or under way; empty where there is none."""
    instances = [_instance(run, page) for run in runs]
    if not instances:
        return {}
    return _thing(
        "Course",
        name=page.title,
        description=page.description,
        url=f"{site.base}/{page.here.path}",
        provider=_institution(site),
        educationalCredentialAwarded=page.title,
        hasCourseInstance=instances,
    )


def award_data(page: AwardPage, site: Site) -> Data:
    """Return that somebody earned it; what it stands for is told of the achievement."""
    facts = page.facts
    return _credential(
        site,
        name=facts.title,
        url=facts.address,
        credentialCategory=facts.achievement_type,
        about={"@type": "Person", "name": facts.learner} if facts.learner else None,
        dateCreated=facts.awarded.isoformat(),
        expires=page.standing.until.isoformat() if page.standing.until else "",
        inLanguage=page.language,
    )


def script_element(data: Data) -> Markup:
    """Return the element for a page's head; no text in it can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 — escaped above


def _instance(run: CourseRun, page: AchievementPage) -> Data:
    offering = run.offering
    members = {
        "@type": "CourseInstance",
        "name": run.name,
        "courseMode": _MODES.get(offering.mode, ""),
        "startDate": offering.first_day.isoformat(),
        "endDate": offering.last_day.isoformat(),
        "inLanguage": offering.language,
        # ISO 8601; schema.org, "courseWorkload": the time that a learner needs.
        "courseWorkload": f"PT{page.hours:g}H" if page.hours else "",
        "maximumAttendeeCapacity": offering.places,
    }
    return {name: value for name, value in members.items() if value}


def _credential(site: Site, **members: object) -> Data:
    return _thing("EducationalOccupationalCredential", **members, publisher=_institution(site))


def _institution(site: Site) -> Data:
    return {"@type": "EducationalOrganization", "name": site.name, "url": site.url or f"{site.base}/"}


def _thing(kind: str, **members: object) -> Data:
    data = {"@context": "https://schema.org", "@type": kind, **members}
    return {name: value for name, value in data.items() if value}
