"""Registries that keep a log: their keys, what the root key signed, and issuing with the log's key."""

import datetime
from dataclasses import replace

from issuing import KEY, NOW, run
from published_files import publish
from testamur.authoring.acts import root_acts
from testamur.credentials import did
from testamur.proofs import keys
from testamur.records.model.log_settings import LogSettings
from testamur.verification import examination
from testamur.verification.resolving.resolver import NotFound

LOG_SIGNER, ROOT_SIGNER = keys.from_seed(b"\7" * 32), keys.from_seed(b"\x08" * 32)
BASE = "https://badges.harbour.example"
DID = did.from_base(BASE)
NEXT_WEEK = NOW + datetime.timedelta(days=7)


class Web:
    """A resolver that answers from published files, and knows that there is nothing else."""

    def __init__(self, files):
        self.files = files

    def fetch(self, url, *, limit):
        if url not in self.files:
            raise NotFound(f"{url} is not there")
        return self.files[url]


def with_log(registry, now=NOW):
    """The registry with a log that begins."""
    log, root = root_acts.log_keys(registry.issuer, LOG_SIGNER, ROOT_SIGNER)
    first = root_acts.first_acts(registry.issuer, ROOT_SIGNER, now)
    settings = LogSettings(key=str(log), root=str(root), acts=first)
    return replace(registry, issuer=replace(registry.issuer, log=settings))


def act(operation, key, *, now=NOW, **more):
    key = key.public_key_multibase
    return root_acts.sign(BASE, ROOT_SIGNER, operation=operation, now=now, key=key, **more)


def issue(registry, folder, *, signer=KEY, now=NOW, seed=0, **more):
    return run(registry, folder, signer=signer, now=now, seed=seed, log_signer=LOG_SIGNER, **more)


def issue_and_publish(registry, folder, **more):
    issue(registry, folder, **more)
    return publish(registry, folder, more.get("now", NOW))


def examine(data, files, *, now=NEXT_WEEK, logs=None):
    return examination.examine(data, resolver=Web(files), now=now, trusted=frozenset({DID}), logs=logs)


def registered(data, files, **more):
    """Verdict, and outcome and code of the check `registered`; "" where it was not made."""
    examined = examine(data, files, **more)
    found = next((check for check in examined.checks if check.name == "registered"), None)
    return examined.verdict.value, found.outcome if found else "", found.code if found else ""
