"""Scripts in Node, and what they answer: each is one process, given JSON on standard input, and answers with JSON.

What Node says on standard error is left to pytest, which shows it where a test fails.
"""

import base64
import json
import subprocess
from collections.abc import Mapping
from typing import Any

import tools
from paths import ROOT

JUDGES = ROOT / "tests" / "judges"
VERIFIER = ROOT / "theme" / "static" / "verifier"
VECTORS = ROOT / "tests" / "browser" / "vectors.mjs"
BUNDLE_VECTORS = VECTORS.with_name("bundle_vectors.mjs")
PLACE = "https://verifier.example"  # where a page of Chromium has the verifier


def evaluate(script: str, *arguments: str, given: Any = None, timeout: float = 60) -> Any:
    """Return what a module of this text answers; of `given`, bytes are handed on as they are."""
    return _answer("--input-type=module", "--eval", script, *arguments, given=given, timeout=timeout)


def call(function: str, given: Any) -> Any:
    """Return what a function answers that is written as a page of Playwright evaluates it."""
    return evaluate(
        f"import {{ readFileSync }} from 'node:fs'; const run = {function};\n"
        "process.stdout.write(JSON.stringify(await run(JSON.parse(readFileSync(0)))));",
        given=given,
        timeout=600,
    )


def examine(
    cases: list[dict[str, Any]], webs: Mapping[str, dict[str, str]] | None = None, *, timeout: float = 120
) -> list[dict[str, Any]]:
    """Return what the browser's verifier says of each case (`tests/browser/vectors.mjs`)."""
    given = {"cases": cases, "webs": webs or {}}
    return _answer(str(VECTORS), "--stdin", str(VERIFIER), given=given, timeout=timeout)


def examine_bundles(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the browser's verifier says of each bundle (`tests/browser/bundle_vectors.mjs`)."""
    return _answer(str(BUNDLE_VECTORS), "--stdin", str(VERIFIER), given=cases, timeout=120)


def ask_judge(name: str, given: Any, *, timeout: float = 120) -> Any:
    """Return what `tests/judges/{name}.mjs` answers, where what it is made of is installed."""
    if not (JUDGES / "node_modules").is_dir():
        tools.missing(f"what the judge {name} is made of (tests/judges/node_modules)")
    return _answer(str(JUDGES / f"{name}.mjs"), given=given, timeout=timeout)


def encoded(data: bytes) -> str:
    """Return bytes as a case has them."""
    return base64.b64encode(data).decode()


def encoded_web(documents: Mapping[str, bytes]) -> dict[str, str]:
    """Return what the web answers, as a case has it."""
    return {url: encoded(data) for url, data in documents.items()}


def open_verifier(browser: Any) -> Any:
    """Return a page of Chromium in which the verifier's modules and `vectors.mjs` are at PLACE."""
    page = browser.new_page()
    page.route("**/*", _serve)
    page.goto(f"{PLACE}/")
    return page


def _serve(route: Any) -> None:
    name = route.request.url.rpartition("/")[2]
    path = VECTORS.with_name(name) if name.endswith(".mjs") else VERIFIER / name
    if name and path.is_file():
        route.fulfill(body=path.read_bytes(), content_type="text/javascript")
    else:
        route.fulfill(body=b"<!doctype html>", content_type="text/html")


def _answer(*arguments: str, given: Any, timeout: float) -> Any:
    data = given if isinstance(given, bytes) else json.dumps(given).encode()
    done = subprocess.run([tools.node(), *arguments], input=data, stdout=subprocess.PIPE, check=True, timeout=timeout)
    return json.loads(done.stdout)
