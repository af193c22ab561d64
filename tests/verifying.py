"""The vectors of the verifiers: a folder for each case, and the web that it sees."""

import base64
import datetime
import json

from paths import ROOT
from testamur.errors import VerificationError
from testamur.verification import examination, wrapper
from testamur.verification.bundle import container, examining
from testamur.verification.bundle.anchors import Anchor
from testamur.verification.known import issuer_lists
from testamur.verification.resolving.resolver import NotFound, Unavailable
from testamur.verification.statement_codes import statement_examination

VECTORS = ROOT / "tests" / "vectors"
CASES = sorted(path for path in (VECTORS / "verification").iterdir()) if VECTORS.is_dir() else []
BUNDLES = sorted(path for path in (VECTORS / "bundles").iterdir()) if (VECTORS / "bundles").is_dir() else []
WRAPPERS = sorted(path for path in (VECTORS / "wrappers").iterdir()) if VECTORS.is_dir() else []
CODES = sorted(path for path in (VECTORS / "statement-codes").iterdir()) if VECTORS.is_dir() else []

BY_RDF = "by RDF"  # why Python leaves a registry's proof that no browser checks


class Web:
    """A resolver over folders of tests/vectors/web: in each, `<host>/<path>` is a document; the last wins."""

    def __init__(self, names, gone=()):
        self.documents = {}
        self.gone = gone  # addresses that answer 410
        self.asked = []
        for name in names:
            folder = VECTORS / "web" / name
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                host, *rest = path.relative_to(folder).parts
                # A colon cannot stand in a file's name everywhere.
                self.documents["https://" + "/".join([host.replace("_", ":"), *rest])] = path.read_bytes()

    def fetch(self, url, *, limit):
        self.asked.append(url)
        if url in self.gone:
            raise NotFound(f"{url} answered 410", status=410)
        if url not in self.documents:
            raise NotFound(f"{url} is not there")
        if len(self.documents[url]) > limit:
            raise Unavailable(f"{url} is larger than {limit} bytes")
        return self.documents[url]


def instant(text):
    return datetime.datetime.fromisoformat(text)


def examine(data, expected, web=None, **more):
    """Examine as `expect.json` says."""
    return examination.examine(
        data,
        resolver=web or Web(expected["web"], expected.get("gone", ())),
        now=instant(expected["now"]),
        trusted=frozenset(expected["trusted"]),
        address=expected.get("address"),
        seen={address: instant(signed) for address, signed in expected.get("seen", {}).items()},
        all_proofs=expected.get("allProofs", False),
        known=known(expected),
        logs={name: base64.b64decode(seen) for name, seen in expected.get("logs", {}).items()},
        **more,
    )


def known(expected):
    """Return the issuers that are on the list of the case."""
    return issuer_lists.read(json.dumps(expected["known"]).encode()) if "known" in expected else {}


def check_named(examined, name):
    """Return the check of this name."""
    (found,) = (check for check in examined.checks if check.name == name)
    return found


def examine_wrapper(data, expected, web=None):
    """Examine a wrapper as `expect.json` says; and what is in it, each by itself."""
    asked = {
        "resolver": web or Web(expected["web"]),
        "now": instant(expected["now"]),
        "trusted": frozenset(expected["trusted"]),
        "all_proofs": expected.get("allProofs", False),
        "known": known(expected),
    }
    found = wrapper.examine(data, **asked)
    return found, [examination.examine(one, **asked) for one in found.credentials]


def anchor(given):
    """Return what is known of a bundle's issuer, as `expect.json` says it; None where that is nothing."""
    if given is None:
        return None
    seen = base64.b64decode(given.get("seen", ""))
    return Anchor(given["words"], given.get("document", {}), given.get("logKey", ""), seen, given.get("root", ""))


def examine_bundle(data, expected):
    """Examine a bundle as `expect.json` says."""
    try:
        bundle = container.find(data)
    except VerificationError as error:
        return examining.unread(error)
    return examining.examine(bundle, anchor=anchor(expected["anchor"]), now=instant(expected["now"]))


def bundle_case(name):
    """Return a bundle's file, and what is expected of it."""
    folder = VECTORS / "bundles" / name
    return (folder / "bundle.html").read_bytes(), json.loads((folder / "expect.json").read_bytes())


def case(name, part="verification"):
    """Return the bytes that are given to the verifier and what is expected of it."""
    folder = VECTORS / part / name
    (given,) = folder.glob("credential.*")
    return given.read_bytes(), json.loads((folder / "expect.json").read_bytes())


def code(name):
    """Return the bytes of a statement code and what is expected of it."""
    folder = VECTORS / "statement-codes" / name
    return (folder / "code.cbor").read_bytes(), json.loads((folder / "expect.json").read_bytes())


def examine_code(data, expected, web=None):
    """Examine a statement code as `expect.json` says."""
    return statement_examination.examine(
        data,
        resolver=web or Web(expected["web"]),
        now=instant(expected["now"]),
        trusted=frozenset(expected["trusted"]),
    )
