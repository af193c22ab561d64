"""States what a host and a plan can do for a registry, and what that costs, before a repository is made.

Facts of GitHub's documentation ("GitHub's plans", "About GitHub Pages", "About rulesets", "Managing environments"), as
of 2026. Prices change; what a plan can do has not for years.
"""

from __future__ import annotations

from typing import Literal, TypeGuard

from testamur.text.languages.messages import msg

SiteHost = Literal["pages", "other", "by-hand"]
Deployer = Literal["rsync", "s3", "netlify", "cloudflare"]
HostingPlan = Literal["free", "paid"]
Shape = Literal["closed", "open"]
HOSTS: tuple[SiteHost, ...] = ("pages", "other", "by-hand")  # the usual one first, in each
DEPLOYERS: tuple[Deployer, ...] = ("rsync", "s3", "netlify", "cloudflare")
PLANS: tuple[HostingPlan, ...] = ("paid", "free")
SHAPES: tuple[Shape, ...] = ("closed", "open")
_WHO_READS: dict[Shape, str] = {
    "closed": msg(
        "The repository is private: names and contact data of learners stand in it. Only the built site is public."
    ),
    "open": msg(
        "The repository is open: everyone can read it, for good. Every learner has to be asked before; e-mail "
        "addresses and private awards are refused, and forms take learner ids."
    ),
}


def is_site_host(value: object) -> TypeGuard[SiteHost]:
    """Say whether a value from a file is the name of a host."""
    return value in HOSTS


def facts(host: SiteHost, plan: HostingPlan, shape: Shape) -> list[str]:
    """Return the facts, a sentence each: first what does not work, then what does, then the costs."""
    if host == "by-hand":
        return [
            msg(
                "Without GitHub there are no forms, and no program asks whether a second person approved: two people "
                "look at each other's changes themselves, and whoever holds the key signs, builds and sends the site."
            ),
            msg(
                "{sentence} It lies where you put it: on your computers, or in a folder that you share.",
                sentence=_WHO_READS[shape],
            ),
            msg("Another host serves the site: any that takes a folder of files. deploy.sh sends it there."),
            msg("It costs nothing but the address and the host."),
        ]
    return [*_limits(host, plan, shape), *_works(host, shape), *_costs(plan, shape)]


def _limits(host: SiteHost, plan: HostingPlan, shape: Shape) -> list[str]:
    if plan == "paid" or shape == "open":
        return []
    limits: list[str] = [
        msg(
            "On GitHub's free plan, a private repository cannot require a second person's approval, and cannot limit "
            "the signing key to reviewed changes. Testamur looks for approval itself before it signs, but whoever may "
            "write to the repository could read the key. Choose a paid plan before you go live."
        ),
    ]
    if host == "pages":
        limits.insert(
            0, msg("On GitHub's free plan, a private repository has no Pages: choose a paid plan, or --host other.")
        )
    return limits


def _works(host: SiteHost, shape: Shape) -> list[str]:
    sentences = [_WHO_READS[shape]]
    if host == "pages":
        sentences.append(msg("GitHub Pages serves the site: up to 1 GB, some ten thousand awards."))
    else:
        sentences.append(
            msg(
                "Another host serves the site: any that takes a folder of files. Each publish runs your "
                ".github/deploy.sh, which sends the site there."
            )
        )
    return sentences


def _costs(plan: HostingPlan, shape: Shape) -> list[str]:
    if plan == "free":
        return [msg("It costs nothing but the address.")]
    costs = msg(
        "A paid plan (Pro for one account, Team for an organization) costs a few euros a month for each person. "
        "Schools, universities and charities get Team for nothing: ask GitHub Education or Nonprofits."
    )
    if shape == "open":
        return [costs]
    return [msg("{costs} An open repository has all of this on the free plan.", costs=costs)]
