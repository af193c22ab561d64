"""Pathways for tests that look at pages: one in order, which nests another and has a milestone."""

from typing import Any

from testamur.records.model.pathways import Pathway, Step


def pathway(slug: str, *steps: Step, **fields: Any) -> Pathway:
    """Return a pathway of these steps; it is called as its slug unless `fields` have a name."""
    return Pathway(slug=slug, name=fields.pop("name", slug.title()), steps=steps, **fields)


def take(slug: str) -> Step:
    """Return the step that one achievement is."""
    return Step(achievement=slug)


def choose(number: int, *slugs: str, **fields: Any) -> Step:
    """Return the step that takes some of these achievements."""
    return Step(choose=number, of=tuple(map(take, slugs)), **fields)


QUAY = Pathway(
    slug="work-on-the-quay",
    name={"en": "Work on the quay", "fr": "Travailler sur le quai"},
    description="For people who want to work where ships come in.",
    steps=(
        Step(pathway="first-steps"),
        Step(
            choose=2,
            of=tuple(Step(achievement=slug) for slug in ("navigation", "planking", "tides", "ecology")),
            name={"en": "A subject of the sea", "fr": "Une matière de la mer"},
        ),
        Step(achievement="data-analysis-foundations"),
    ),
    is_ordered=True,
    milestone="quay-hand",
)
FIRST_STEPS = Pathway(
    slug="first-steps", name="First steps", steps=(Step(achievement="safety"), Step(achievement="first-aid"))
)
PATHWAYS = {one.slug: one for one in (QUAY, FIRST_STEPS)}
ACHIEVEMENTS = ("safety", "first-aid", "navigation", "planking", "tides", "ecology", "quay-hand")

RECORDS = {
    "achievements/quay-hand.yml": "name: Quay Hand\nachievementType: MicroCredential\ndescription: Works on the quay.\n"
    "criteria: Complete the pathway.\ncreditsAvailable: 6\n",
    "pathways/first-steps.yml": "name: First steps\nsteps: [{achievement: harbour-safety}, "
    "{achievement: community-first-aid}]\n",
    "pathways/work-on-the-quay.yml": "name: Work on the quay\ndescription: Where ships come in.\nordered: true\n"
    "milestone: quay-hand\nsteps:\n  - pathway: first-steps\n  - choose: 2\n    of:\n"
    "      - achievement: coastal-navigation\n      - achievement: clinker-planking\n      - achievement: tide-watch\n"
    "      - achievement: marine-ecology-fieldwork\n  - achievement: volunteer-coordination\n",
}
"""The same for the demo registry, on disk."""
