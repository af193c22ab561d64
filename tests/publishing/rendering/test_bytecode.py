"""What was compiled of a template is used again in a later run, as long as it would be compiled to the same."""

import pytest
from jinja2 import DictLoader, Environment, pass_context
from jinja2.ext import Extension

from testamur import cache_entries
from testamur.publishing.rendering.bytecode import CompiledTemplates

TEXT = "{{ name|loud }}!"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    cache_entries._prepared.cache_clear()
    yield tmp_path / "cache" / "templates"
    cache_entries._prepared.cache_clear()


class Counting(Environment):
    """Counts what it compiles."""

    def _compile(self, source, filename):
        self.times = getattr(self, "times", 0) + 1
        return super()._compile(source, filename)


def render(text=TEXT, loud=str.upper, **options):
    """Render as a new process does; return the page, and how many templates were compiled for it."""
    environment = Counting(loader=DictLoader({"page": text}), bytecode_cache=CompiledTemplates(), **options)
    environment.filters["loud"] = loud
    return environment.get_template("page").render(name="ada"), getattr(environment, "times", 0)


def test_a_later_run_compiles_nothing(folder):
    assert [render() for _ in range(3)] == [("ADA!", 1), ("ADA!", 0), ("ADA!", 0)]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"text": TEXT + "!"},
        {"loud": pass_context(lambda context, name: name)},
        {"autoescape": True},
        {"trim_blocks": 1},
    ],
    ids=["text", "filter", "escaping", "white space"],
)
def test_what_would_be_compiled_otherwise_is_compiled_anew(other):
    render()
    assert render(**other)[1] == 1
    assert render(**other)[1] == 0


class Foreign(Extension):
    """An extension of somebody's own."""


@pytest.mark.parametrize("options", [{"extensions": [Foreign]}, {"finalize": str}, {"autoescape": lambda name: False}])
def test_what_others_have_a_hand_in_is_not_kept(folder, options):
    assert [render(**options)[1] for _ in range(2)] == [1, 1]
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda entry: entry.write_bytes(entry.read_bytes()[:-1]),
        lambda entry: entry.write_bytes(b"\0" * 100),
        lambda entry: entry.chmod(0o622),
    ],
    ids=["cut off", "changed", "others can write it"],
)
def test_an_entry_that_cannot_be_relied_on_is_not_used(folder, spoil):
    render()
    (entry,) = folder.iterdir()
    spoil(entry)
    assert render() == ("ADA!", 1)


def test_nothing_is_kept_where_the_cache_is_off(monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    cache_entries._prepared.cache_clear()
    assert [render()[1] for _ in range(2)] == [1, 1]
