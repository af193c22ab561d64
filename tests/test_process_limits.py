"""What another program is given of our environment: never a signing key, its passphrase, or a token."""

import ast

import pytest

from paths import ROOT
from testamur import process_limits
from testamur.github.setting_up import token_source

STARTS = {"run", "Popen", "call", "check_call", "check_output"}
MODULES = sorted(path for path in (ROOT / "plugins").rglob("*.py") if "subprocess" in path.read_text("utf-8"))


def starts_in(path):
    """The calls of a module that start a program."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        called = getattr(node, "func", None)
        if (
            isinstance(called, ast.Attribute)
            and called.attr in STARTS
            and getattr(called.value, "id", "") == "subprocess"
        ):
            yield node


def test_there_are_programs_that_are_started():
    assert sum(1 for path in MODULES for _ in starts_in(path)) >= 8


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_each_program_is_given_an_environment_of_its_own(path):
    for node in starts_in(path):
        given = {one.arg: ast.unparse(one.value) for one in node.keywords}
        assert given.get("env", "os.environ") != "os.environ", f"line {node.lineno}"


def test_no_variable_of_ours_is_handed_on(monkeypatch):
    for name in ("TESTAMUR_SIGNING_KEY", "TESTAMUR_PASSPHRASE", "TESTAMUR_GIT_TOKEN"):
        monkeypatch.setenv(name, "a secret")
    monkeypatch.setenv("HOME", "/home/registrar")
    given = process_limits.without_secrets()
    assert "a secret" not in given.values()
    assert given["HOME"] == "/home/registrar"


def test_gh_is_not_given_the_key(monkeypatch, tmp_path):
    (tmp_path / "gh").write_text('#!/bin/sh\necho "${TESTAMUR_SIGNING_KEY:-nothing-was-handed-on-to-this}"\n')
    (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TESTAMUR_SIGNING_KEY", "a-key-that-looks-like-a-token")
    assert token_source.from_gh() == "nothing-was-handed-on-to-this"
