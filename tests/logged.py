"""Registries that keep a log: their keys, what the root key signed, and issuing with the log's key."""

import datetime
from dataclasses import replace

from issuing import KEY, NOW, make_award, make_registry, run
from published_files import credential, publish
from testamur.authoring.acts import root_acts
from testamur.credentials import did
from testamur.proofs import keys
from testamur.records.model.log_settings import LogSettings
from testamur.verification import examination
from testamur.verification.resolving.resolver import NotFound

LOG_SIGNER, ROOT_SIGNER, NEXT_LOG_SIGNER = (keys.from_seed(bytes([number]) * 32) for number in (7, 8, 9))
BASE = "https://badges.harbour.example"
DID = did.from_base(BASE)
DAY = datetime.timedelta(days=1)
NEXT_WEEK = NOW + datetime.timedelta(days=7)


class Web:
    """A resolver that answers from published files, and knows that there is nothing else."""

    def __init__(self, files):
        self.files = files

    def fetch(self, url, *, limit):
        if url not in self.files:
            raise NotFound(f"{url} is not there")
        return self.files[url]


def with_log(registry, now=NOW, signers=(LOG_SIGNER, ROOT_SIGNER)):
    """The registry with a log that begins; `signers` have its own key and its root key."""
    log, root = root_acts.log_keys(registry.issuer, *signers)
    first = root_acts.first_acts(registry.issuer, signers[1], now)
    settings = LogSettings(key=str(log), root=str(root), acts=first)
    return replace(registry, issuer=replace(registry.issuer, log=settings))


def act(operation, key, *, now=NOW, **more):
    key = key.public_key_multibase
    return root_acts.sign(BASE, ROOT_SIGNER, operation=operation, now=now, key=key, **more)


def with_acts(registry, *acts, key=None):
    """The registry after more acts of its root key; `key` is the signer whose key the log has then."""
    settings = replace(registry.issuer.log, acts=(*registry.issuer.log.acts, *acts))
    if key is not None:
        settings = replace(settings, key=acts[-1].log_key)
    return replace(registry, issuer=replace(registry.issuer, log=settings))


def log_key_act(registry, signer, *, now=NOW, root=ROOT_SIGNER):
    """The act that gives the registry's log the key of `signer`."""
    return root_acts.replace_log_key(BASE, root, now=now, old=registry.issuer.log.key, new=signer.public_key)


def with_log_key(registry, signer, *, now=NOW):
    """The registry with another key of its log."""
    return with_acts(registry, log_key_act(registry, signer, now=now), key=signer)


def end_act(*, now=NOW, next_base="", root=ROOT_SIGNER):
    return root_acts.end(BASE, root, now=now, next_base=next_base)


def issue(registry, folder, *, signer=KEY, now=NOW, seed=0, log_signer=LOG_SIGNER, **more):
    return run(registry, folder, signer=signer, now=now, seed=seed, log_signer=log_signer, **more)


def issue_and_publish(registry, folder, **more):
    issue(registry, folder, **more)
    return publish(registry, folder, more.get("now", NOW))


def rolled_back(folder):
    """An award, the files of a host that shows the log of before it beside its proof, and a checkpoint of since.

    All of it is genuine: only who saw that checkpoint can say that the host's is not today's.
    """
    awards = [make_award(number) for number in (1, 2, 3)]
    registries = [with_log(make_registry(*awards[:number])) for number in (1, 2, 3)]
    first, second, third = (
        issue_and_publish(registry, folder, now=NOW + seed * DAY, seed=seed) for seed, registry in enumerate(registries)
    )
    newest = f"{BASE}/log/checkpoint"
    return credential(second, registries[1], awards[1]), {**second, newest: first[newest]}, third[newest]


def examine(data, files, *, now=NEXT_WEEK, logs=None):
    return examination.examine(data, resolver=Web(files), now=now, trusted=frozenset({DID}), logs=logs)


def registered(data, files, **more):
    """Verdict, and outcome and code of the check `registered`; "" where it was not made."""
    examined = examine(data, files, **more)
    found = next((check for check in examined.checks if check.name == "registered"), None)
    return examined.verdict.value, found.outcome if found else "", found.code if found else ""
