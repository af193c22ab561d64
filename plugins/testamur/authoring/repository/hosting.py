"""States what a host and a plan can do for a registry, and what that costs, before a repository is made.

Facts of GitHub's documentation ("GitHub's plans", "About GitHub Pages", "About rulesets", "Managing environments"), as
of 2026. Prices change; what a plan can do has not for years.
"""

from __future__ import annotations

from typing import Literal

SiteHost = Literal["pages", "other"]
HostingPlan = Literal["free", "paid"]
Shape = Literal["closed", "open"]
HOSTS: tuple[SiteHost, ...] = ("pages", "other")  # the usual one first, in each
PLANS: tuple[HostingPlan, ...] = ("paid", "free")
SHAPES: tuple[Shape, ...] = ("closed", "open")


def facts(host: SiteHost, plan: HostingPlan, shape: Shape) -> list[str]:
    """Return the facts, a sentence each: first what does not work, then what does, then the costs."""
    return [*_limits(host, plan, shape), *_works(host, shape), *_costs(plan, shape)]


def _limits(host: SiteHost, plan: HostingPlan, shape: Shape) -> list[str]:
    if plan == "paid" or shape == "open":
        return []
    limits = [
        "On GitHub's free plan, a private repository cannot require a second person's approval, and cannot limit the "
        "signing key to reviewed changes. Testamur looks for approval itself before it signs, but whoever may write to "
        "the repository could read the key. Choose a paid plan before you go live.",
    ]
    if host == "pages":
        limits.insert(
            0, "On GitHub's free plan, a private repository has no Pages: choose a paid plan, or --host other."
        )
    return limits


def _works(host: SiteHost, shape: Shape) -> list[str]:
    sentences = []
    if shape == "closed":
        sentences.append(
            "The repository is private: names and contact data of learners stand in it. Only the built site is public."
        )
    else:
        sentences.append(
            "The repository is open: everyone can read it, for good. Every learner has to be asked before; e-mail "
            "addresses and private awards are refused, and forms take learner ids."
        )
    if host == "pages":
        sentences.append("GitHub Pages serves the site: up to 1 GB, some ten thousand awards.")
    else:
        sentences.append(
            "Another host serves the site: any that takes a folder of files. Each publish keeps the built site as an "
            "artefact; the host's own tool takes it from there."
        )
    return sentences


def _costs(plan: HostingPlan, shape: Shape) -> list[str]:
    if plan == "free":
        return ["It costs nothing but the address."]
    free = "" if shape == "open" else " An open repository has all of this on the free plan."
    return [
        "A paid plan (Pro for one account, Team for an organization) costs a few euros a month for each person. "
        f"Schools, universities and charities get Team for nothing: ask GitHub Education or Nonprofits.{free}"
    ]
