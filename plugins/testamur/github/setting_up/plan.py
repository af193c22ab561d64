"""The plan: every setting is read, and what differs becomes a step, in the order in which they have to be done.

The rules of main come last, since they refuse the first push; what the first publish needs comes before that push. A
setting that cannot be read is named, and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from testamur.github.setting_up import repository_settings, rulesets, signing_environment
from testamur.github.setting_up.refusals import RefusedError
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import Step, Wanted

Look = Callable[[SettingsClient, Wanted], Iterator[Step]]
BEFORE_PUSH: tuple[Look, ...] = (
    repository_settings.forms,
    repository_settings.actions,
    repository_settings.permissions,
    repository_settings.variable,
    repository_settings.labels,
    signing_environment.limits,
)
AFTER_PUSH: tuple[Look, ...] = (repository_settings.pages, rulesets.steps)


@dataclass(slots=True)
class Plan:
    """What is to be done, in order; `unseen` says of each setting that could not be read why, and what helps."""

    steps: list[Step] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def add(self, steps: Iterable[Step]) -> None:
        """Add the steps of one setting."""
        try:
            self.steps += steps
        except RefusedError as error:
            self.unseen.append(str(error))

    def carry_out(self, tell: Callable[[Step], None]) -> list[str]:
        """Do all steps, tell each that is done, and return what was refused.

        GitHubError where GitHub is not reached.
        """
        refused: list[str] = []
        for step in self.steps:
            try:
                step.act()
            except RefusedError as error:
                refused.append(str(error))
                if step.code == "repository":
                    break  # Without it there is nothing to set.
            else:
                tell(step)
        return refused


def look(
    client: SettingsClient,
    wanted: Wanted,
    *,
    key: Callable[[], str],
    renew: bool,
    push: Iterable[Step],
    begin: Iterable[Step] = (),
    propose: Iterable[Step] = (),
) -> Plan:
    """Return the plan for a repository.

    `begin` creates it, `push` brings what is here, `key` returns the secret, and `propose` brings what others have to
    approve: it comes last, when the rules ask for that.
    """
    plan = Plan()
    plan.add(begin)
    for setting in BEFORE_PUSH:
        plan.add(setting(client, wanted))
    plan.add(signing_environment.secret(client, wanted, key, renew=renew))
    plan.add(push)
    for setting in AFTER_PUSH:
        plan.add(setting(client, wanted))
    plan.add(propose)
    return plan
