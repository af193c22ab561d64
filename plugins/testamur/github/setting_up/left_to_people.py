"""What no command can do: a list that ends the set-up, for the person who ran it."""

from __future__ import annotations

from testamur.github.setting_up.wanted import Wanted


def tasks(repository: str, wanted: Wanted) -> list[str]:
    """Return what is left, a sentence each, with where it is done."""
    page = f"https://github.com/{repository}"
    owner = repository.partition("/")[0]
    found = [f"A second administrator, so that one lost account ends nothing: {page}/settings/access"]
    if wanted.private:
        found.append(
            "A paid plan: on the free one a private repository has no Pages, no rules and no limit for the key "
            "(schools and charities: https://education.github.com, https://github.com/solutions/industry/nonprofits)"
        )
    if wanted.domain:
        found += [
            f"DNS, where {wanted.domain} is kept: a CNAME record that leads to {owner.lower()}.github.io",
            f"Once DNS answers: Enforce HTTPS, on {page}/settings/pages",
            "Verify the domain, so that nobody else takes it on GitHub: https://github.com/settings/pages",
        ]
    if wanted.live and wanted.second_person:
        found.append(f"A second person who approves, with write access: {page}/settings/access")
    if wanted.live:
        found.append("The key sheet, printed and sealed with a copy of the key; the passphrase kept elsewhere")
    return found
