"""Independent judges: verifiers by other authors, asked about documents that tests hand over.

- `digital_bazaar`: `@digitalbazaar/vc`, both cryptosuites, `vc-bitstring-status-list` (Node);
- `dcc`: `@digitalcredentials/verifier-core`, as wallets use it (Node);
- `openvc_core`: `openvc-core`, both cryptosuites, status list (Python);
- `openbadgeslib`: `openbadgeslib`, `eddsa-rdfc-2022`, status list; it takes credentials out of images, too (Python);
- `awr`: `awr`, `eddsa-jcs-2022` (Python);
- `fedify`: `@fedify/fedify`, `eddsa-jcs-2022`, as social networks use it (Node);
- `official_schema`: 1EdTech's JSON Schemas of Open Badges 3.0 and the Comprehensive Learner Record 2.0.

A judge sees the credential's bytes, the pages of `web` (address → bytes) and the time `now`, and nothing else:
it has no network and no clock of its own. Each Node judge is one process for the whole test run.
"""

import atexit
import functools
import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import openvc
from jsonschema import Draft201909Validator, FormatChecker
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.errors import OpenvcError
from openvc.fetch import UnsafeUrlError

import judge_awr
import judge_openbadgeslib
import official_contexts
import reference
import tools
from paths import ROOT

JUDGES = ROOT / "tests" / "judges"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
OPEN_BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
LEARNER_RECORD_CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
# DCC's verifier fetches 1EdTech's JSON Schema: without the reference data it leaves this check out.
DCC_CHECKS = {RDFC, "validity", "status", *(["schema"] if reference.is_here() else [])}

Document = bytes | dict[str, Any]
Web = Mapping[str, bytes]


@dataclass(frozen=True)
class Opinion:
    """What a judge says of one credential: the checks it passed, and the reason of each that it did not.

    Checks are named `eddsa-rdfc-2022`, `eddsa-jcs-2022`, `status`, `validity`, `schema`; `document` stands for a
    refusal of the whole. Compare `passed` with what you expect: a judge does not miss a proof that is not there.
    """

    passed: frozenset[str]
    refused: Mapping[str, str]

    @property
    def accepted(self) -> bool:
        return bool(self.passed) and not self.refused


def digital_bazaar(credentials: Iterable[Document], web: Web, *, now: datetime = NOW) -> list[Opinion]:
    """Ask Digital Bazaar's libraries. Checks: each cryptosuite (with the validity window), `status`."""
    return _ask("digital-bazaar", credentials, {**_record_context(), **web}, now)


def dcc(credentials: Iterable[Document], web: Web, *, now: datetime = NOW) -> list[Opinion]:
    """Ask DCC's verifier-core. Checks: `DCC_CHECKS`."""
    return _ask("dcc", credentials, {**_schemas(), **_record_context(), **web}, now)


def openvc_core(credentials: Iterable[Document], web: Web, *, now: datetime = NOW) -> list[Opinion]:
    """Ask openvc-core. Checks: each cryptosuite (with the validity window), `status`."""
    return [_openvc_opinion(json.loads(_text(credential)), web, now) for credential in credentials]


def openbadgeslib(
    credentials: Iterable[Document], web: Web, *, now: datetime = NOW, as_badges: bool = True
) -> list[Opinion]:
    """Ask openbadgeslib. Checks: `eddsa-rdfc-2022` (of badges with the validity window), `status`."""
    outcomes = judge_openbadgeslib.judge(map(_text, credentials), web, now, as_badges=as_badges)
    return [Opinion(*outcome) for outcome in outcomes]


def unbaked(image: bytes) -> bytes:
    """Return the credential that openbadgeslib finds in a PNG or SVG."""
    return judge_openbadgeslib.unbaked(image)


def awr(credentials: Iterable[Document], web: Web, *, now: datetime = NOW) -> list[Opinion]:
    """Ask awr. Checks: `eddsa-jcs-2022`, `validity`."""
    return [Opinion(*judge_awr.judge(_text(credential), web, now)) for credential in credentials]


def fedify(credentials: Iterable[Document], web: Web, *, now: datetime = NOW) -> list[Opinion]:
    """Ask Fedify. Checks: `eddsa-jcs-2022`, of any document and at any time."""
    return _ask("fedify", credentials, web, now)


def official_schema(document: Document, kind: str = "achievementcredential") -> list[str]:
    """Return what 1EdTech's JSON Schema has against a document, as "path: message"; nothing when it conforms.

    The test that asks is marked `reference`: no package carries the schemas.
    """
    errors = _validator(kind).iter_errors(json.loads(_text(document)))
    return sorted(f"{error.json_path}: {error.message}" for error in errors)


# --- Node ---------------------------------------------------------------------------------------


class _NodeJudge:
    """One long-lived Node process that answers a line with a line (tests/judges/world.mjs)."""

    def __init__(self, name: str) -> None:
        self._name = name
        command = [tools.node(), str(JUDGES / f"{name}.mjs")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=JUDGES)
        atexit.register(self._process.kill)

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the judge {self._name} ended with exit code {self._process.wait()}")
        return json.loads(answer)


@functools.cache
def _node_judge(name: str) -> _NodeJudge:
    return _NodeJudge(name)


def _ask(name: str, credentials: Iterable[Document], web: Web, now: datetime) -> list[Opinion]:
    if not (JUDGES / "node_modules").is_dir():
        tools.missing(f"what the judge {name} is made of (tests/judges/node_modules)")
    judge = _node_judge(name)
    world = {"web": {url: page.decode(errors="replace") for url, page in web.items()}, "now": now.isoformat()}
    opinions = []
    for number, credential in enumerate(credentials):
        answer = judge.ask({"id": number, "credential": _text(credential), **world})
        assert answer["id"] == number
        opinions.append(Opinion(frozenset(answer["passed"]), answer["refused"]))
        world = {}
    return opinions


def _text(document: Document) -> str:
    return document.decode() if isinstance(document, bytes) else json.dumps(document)


# --- The official schemas -----------------------------------------------------------------------


FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time")
def _is_date_time(value: object) -> bool:
    """RFC 3339: jsonschema alone accepts any text as a date-time."""
    return not isinstance(value, str) or bool(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value)
    )


@functools.cache
def _schemas() -> dict[str, bytes]:
    return {json.loads(data)["$id"]: data for data in reference.schemas()} if reference.is_here() else {}


@functools.cache
def _validator(kind: str) -> Draft201909Validator:
    return Draft201909Validator(reference.schema(kind), format_checker=FORMATS)


# --- openvc-core --------------------------------------------------------------------------------


def _openvc_opinion(credential: dict[str, Any], web: Web, now: datetime) -> Opinion:
    passed, refused = set(), {}
    for proof in credential["proof"]:
        try:
            _openvc_verify(credential, proof, web, now, check_status=False)
            passed.add(proof["cryptosuite"])
        except OpenvcError as error:
            refused[proof["cryptosuite"]] = _say(error)
    if "credentialStatus" in credential and not refused:
        try:
            _openvc_verify(credential, credential["proof"][0], web, now, check_status=True)
            passed.add("status")
        except OpenvcError as error:
            refused["status"] = _say(error)
    return Opinion(frozenset(passed), refused)


def _openvc_verify(
    credential: dict[str, Any], proof: dict[str, Any], web: Web, now: datetime, *, check_status: bool
) -> dict[str, Any]:
    """Verify a document with one proof of its set: openvc-core reads one, and each proof of a set is independent."""

    def fetch(url: str) -> Any:
        if url not in web:
            raise UnsafeUrlError(f"{url} is not part of this test")
        return json.loads(web[url])

    def status_list(url: str) -> dict[str, Any]:
        document = fetch(url)
        for one in document["proof"]:
            _openvc_verify(document, one, web, now, check_status=False)
        return document

    result = openvc.verify_credential(
        {**credential, "proof": proof},
        policy=openvc.VerificationPolicy(
            require_status=check_status, require_status_issuer_binding=check_status, now=now
        ),
        resolver=DidResolverRegistry([DidWebResolver(fetch)]),
        resolve_status_list=status_list if check_status else None,
        extra_contexts=_contexts(),
    )
    return result.credential


@functools.cache
def _contexts() -> dict[str, Any]:
    return {url: official_contexts.load(url) for url in (OPEN_BADGES_CONTEXT, LEARNER_RECORD_CONTEXT)}


@functools.cache
def _record_context() -> dict[str, bytes]:
    """The one context that no package of the Node judges has, as a page that they may fetch."""
    return {LEARNER_RECORD_CONTEXT: json.dumps(official_contexts.load(LEARNER_RECORD_CONTEXT)).encode()}


def _say(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
