"""The demo registry as it would stand on the web."""

import datetime

import pytest

import demo_site
import verifying
from built_once import built_once
from testamur.proofs import data_integrity
from testamur.verification import proof


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo registry, issued a moment ago and built in five languages."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return built_once(tmp_path_factory, "live", lambda folder: demo_site.make(folder, now=now)) / "site"


@pytest.fixture(scope="session")
def logged_site(tmp_path_factory):
    """The same in one language, of a registry that keeps a log."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    folder = built_once(
        tmp_path_factory, "logged", lambda folder: demo_site.make(folder, now=now, languages=("en",), is_logged=True)
    )
    return folder / "site"


@pytest.fixture
def host(site):
    return demo_site.Host(site)


@pytest.fixture(scope="session")
def good(site):
    """The id of an award in force."""
    return demo_site.awards(site)[0]


@pytest.fixture
def one_cryptosuite_of_registries(monkeypatch):
    """What Python says when it checks no more than a browser: of a registry's proofs, none by RDF."""
    check_beside = proof._check_beside

    def left(credential, document, beside, keys):
        if credential.registry and beside.name == data_integrity.RDFC and beside.is_by(credential.issuer):
            raise proof._LeftError(verifying.BY_RDF)
        check_beside(credential, document, beside, keys)

    monkeypatch.setattr(proof, "_check_beside", left)
